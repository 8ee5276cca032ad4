"""Draws placed pages with the very font files of the export; decides nothing."""

from collections.abc import Mapping
from itertools import zip_longest

from PySide6.QtCore import QByteArray, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QGlyphRun, QImage, QPaintEngine, QPainter, QPainterPath, QPen, QRawFont

from castforms.model.document import Change
from castforms.model.measure import Face
from castforms.model.pages import GlyphRun, LineBox, PageBox
from castforms.model.picture import Picture
from castforms.model.stylesheet import Ink
from castforms.session.face_file import face_data

_COLOURS = {Change.INSERTED: QColor(0, 0, 153), Change.DELETED: QColor(153, 0, 0)}
_INKS = {ink: QColor(f"#{ink.value}") for ink in Ink}
_MARK_HEIGHT = {Change.INSERTED: 0.14, Change.DELETED: -0.36}
_MARK_WIDTH = 0.5
_SEAL = QColor(190, 30, 30)
_REFERENCE = 1000.0
"""Pixel size at which advances are asked for: fine enough for any zoom."""
_MOST_RUNS = 6000
_LARGEST_GLYPH = 60.0
"""Pixels of the screen; above 64 Qt's painter of pictures draws nothing of a `QGlyphRun` (6.11)."""
_MOST_OUTLINES = 600
_MOST_IMAGES = 30

Glyphs = dict[str, tuple[int, float]]
"""Glyph index and advance in em by character."""


class PageFonts:
    """The faces of the pages as Qt draws them; each file is opened once."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, int], QRawFont] = {}
        self._glyphs: dict[str, Glyphs] = {}
        self._sized: dict[tuple[str, float], QRawFont] = {}
        self._runs: dict[tuple[str, str, float, float, float], QGlyphRun] = {}
        self._outlines: dict[tuple[str, str, float, float, float], QPainterPath] = {}
        self._faces: dict[str, Face] = {}
        self._images: dict[Picture, QImage] = {}

    def missing(self, faces: Mapping[str, Face]) -> tuple[Face, ...]:
        """The faces that are not open yet."""
        return tuple(face for key, face in faces.items() if key not in self._faces)

    def open(self, face: Face) -> None:
        """Opens a face; takes some 20 ms the first time a file is opened."""
        file = (str(face.path), face.index)
        if file not in self._files:
            self._files[file] = _raw_font(face)
        self._faces[face.key] = face
        self._glyphs.setdefault(face.key, {})

    def image(self, picture: Picture) -> QImage:
        """The picture, decoded once; painting scales it smoothly."""
        if picture not in self._images:
            if len(self._images) >= _MOST_IMAGES:
                self._images.clear()
            self._images[picture] = QImage.fromData(picture.data)
        return self._images[picture]

    def run(self, run: GlyphRun, scale: float) -> QGlyphRun:
        """The run's glyphs at their places, from its own beginning on the baseline; `scale` is pixels in a point."""
        key = (run.text, run.face, run.size, run.spacing, scale)
        if key not in self._runs:
            if len(self._runs) >= _MOST_RUNS:
                self._runs.clear()
            self._runs[key] = self._glyph_run(run, scale)
        return self._runs[key]

    def outline(self, run: GlyphRun, scale: float) -> QPainterPath:
        """The same as a shape."""
        key = (run.text, run.face, run.size, run.spacing, scale)
        if key not in self._outlines:
            if len(self._outlines) >= _MOST_OUTLINES:
                self._outlines.clear()
            drawn, font = QPainterPath(), self._font(run.face, run.size * scale)
            drawn.setFillRule(Qt.FillRule.WindingFill)
            glyphs = self.run(run, scale)
            for index, place in zip(glyphs.glyphIndexes(), glyphs.positions(), strict=True):
                drawn.addPath(font.pathForGlyph(index).translated(place))
            self._outlines[key] = drawn
        return self._outlines[key]

    def _glyph_run(self, run: GlyphRun, scale: float) -> QGlyphRun:
        glyphs = self._glyphs[run.face]
        if unknown := "".join(set(run.text) - glyphs.keys()):
            self._learn(run.face, unknown)
        indexes, positions, x = [], [], 0.0
        for character in run.text:
            index, advance = glyphs[character]
            indexes.append(index)
            positions.append(QPointF(x * scale, 0))
            x += advance * run.size + run.spacing
        drawn = QGlyphRun()
        drawn.setRawFont(self._font(run.face, run.size * scale))
        drawn.setGlyphIndexes(indexes)
        drawn.setPositions(positions)
        return drawn

    def _learn(self, face: str, characters: str) -> None:
        font = self._font(face, _REFERENCE)
        for character in characters:
            index = (font.glyphIndexesForString(character) or [0])[0]
            width = font.advancesForGlyphIndexes([index], QRawFont.LayoutFlag.UseDesignMetrics)[0].x()
            self._glyphs[face][character] = (index, width / _REFERENCE)

    def _font(self, face: str, size: float) -> QRawFont:
        if (face, size) not in self._sized:
            known = self._faces[face]
            font = QRawFont(self._files[str(known.path), known.index])
            font.setPixelSize(size)
            self._sized[face, size] = font
        return self._sized[face, size]


Band = tuple[float, float]
"""Top and bottom of a strip across a page, in points."""
EVERYWHERE: Band = (float("-inf"), float("inf"))


def changed_band(old: PageBox, new: PageBox) -> Band | None:
    """The strip in which two pages of one size differ; the whole page where more than text does."""
    if old.rules != new.rules or old.pictures != new.pictures:
        return 0, new.height
    pairs = zip_longest(old.lines, new.lines)
    strips = [line_band(line) for before, after in pairs if before != after for line in (before, after) if line]
    return (min(top for top, _bottom in strips), max(bottom for _top, bottom in strips)) if strips else None


def line_band(line: LineBox) -> Band:
    """The strip in which a line may have ink."""
    size = max((run.size for run in line.runs), default=0)
    return line.baseline - 1.2 * size, line.baseline + 0.5 * size


def paint_page(painter: QPainter, page: PageBox, fonts: PageFonts, scale: float, band: Band = EVERYWHERE) -> None:
    """Draws what the PDF shows, `scale` pixels to a point; every face must be open.

    Text outside the band is left out.
    """
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    on_screen = painter.paintEngine().type() is QPaintEngine.Type.Raster
    largest = _LARGEST_GLYPH / painter.deviceTransform().m11() if on_screen else float("inf")
    for box in page.pictures:
        place = QRectF(box.x * scale, box.y * scale, box.width * scale, box.height * scale)
        painter.drawImage(place, fonts.image(box.picture))
    for rule in page.rules:
        painter.setPen(
            QPen(QBrush(_INKS[rule.ink]), rule.width * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap)
        )
        painter.drawLine(QLineF(rule.x0 * scale, rule.y0 * scale, rule.x1 * scale, rule.y1 * scale))
    for line in page.lines:
        top, bottom = line_band(line)
        for run in line.runs if bottom >= band[0] and top <= band[1] else ():
            ink, origin = _COLOURS.get(run.change) or _INKS[run.ink], QPointF(run.x * scale, line.baseline * scale)
            if run.size * scale > largest:
                painter.fillPath(fonts.outline(run, scale).translated(origin), ink)
            else:
                painter.setPen(ink)
                painter.drawGlyphRun(origin, fonts.run(run, scale))
            if run.change is not Change.KEPT:
                y = (line.baseline + _MARK_HEIGHT[run.change] * run.size) * scale
                painter.setPen(QPen(_COLOURS[run.change], _MARK_WIDTH * scale))
                painter.drawLine(QLineF(run.x * scale, y, (run.x + run.width) * scale, y))
    if page.mark is not None:
        module = page.mark.side / len(page.mark.modules) * scale
        for row, column, length in page.mark.bars():
            x, y = page.mark.x * scale + column * module, page.mark.y * scale + row * module
            painter.fillRect(QRectF(x, y, length * module, module), QBrush(_INKS[Ink.BLACK]))


def paint_seals(painter: QPainter, page: PageBox, scale: float) -> None:
    """Draws dashed circles where the stamp will sit, at its true size; never on paper."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_SEAL, 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(QBrush(Qt.BrushStyle.NoBrush))
    for seal in page.seals:
        size = seal.diameter * scale
        painter.drawEllipse(QRectF(seal.x * scale - size / 2, seal.y * scale - size / 2, size, size))


def _raw_font(face: Face) -> QRawFont:
    hinting = QFont.HintingPreference.PreferNoHinting
    if face.index:
        return QRawFont(QByteArray(face_data(face.path, face.index)), _REFERENCE, hinting)
    return QRawFont(str(face.path), _REFERENCE, hinting)
