"""A paragraph broken into lines, ready to be placed line by line."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from castforms.layout.balance import balanced_lines
from castforms.layout.characters import BLANK
from castforms.layout.linebreak import break_lines
from castforms.layout.measured import FontMetrics, MeasuredText
from castforms.model.document import Change, Indents, Paragraph
from castforms.model.measure import Measure
from castforms.model.pages import GlyphRun, LineBox, LineBreak, SetParagraph, SpacingSpan
from castforms.model.stylesheet import (
    BASELINE_RATIO,
    TWIPS_PER_POINT,
    Align,
    ParagraphStyle,
    PictureStyle,
    StyleSheet,
)

_MOST_KEPT = 60_000  # characters
_JUSTIFIED = frozenset({Align.JUSTIFY, Align.DISTRIBUTE})


class _Kept:
    """What follows from a paragraph's lines: found out when first asked for, and shared by copies of the layout."""

    __slots__ = ("changes", "placed", "setting")

    def __init__(self) -> None:
        self.placed: dict[tuple[int, float], tuple[GlyphRun, ...]] = {}
        """Lines that have been placed already, by their position and the column's left."""
        self.setting: SetParagraph | None = None
        self.changes: list[Change] | None = None


class ParagraphLayout(NamedTuple):
    """The lines of one paragraph in a column of a given width; all lengths in twips."""

    paragraph: Paragraph
    number: int
    """Position among the document's paragraphs."""
    style: ParagraphStyle
    measured: MeasuredText
    lines: tuple[LineBreak, ...]
    indents: Indents
    width: int
    """Of the column."""
    kept: _Kept
    picture_size: tuple[int, int] | None = None
    """Width and height of the picture that stands in place of text."""

    def numbered(self, number: int) -> "ParagraphLayout":
        """The same as paragraph `number` of a document."""
        return self._replace(number=number)

    @property
    def line_count(self) -> int:
        """How many lines there are, at least one."""
        return len(self.lines)

    @property
    def before(self) -> int:
        """Spacing above, which a page's top swallows."""
        own = self.paragraph.before
        return self.style.before if own is None else own

    @property
    def height(self) -> int:
        """Height of the lines and of the rules along them, spacing before and after aside."""
        return self.style.line * len(self.lines) + self.rules

    @property
    def rules(self) -> int:
        """Height of the rules above and below."""
        return sum(border.width for border in (self.style.above, self.style.below) if border)

    def place(self, first: int, last: int, x: float, y: float) -> list[LineBox]:
        """The lines from `first` to before `last`, the first one's top at y, the column's left at x (twips)."""
        placed, path, pitch = self.kept.placed, self.paragraph.path, self.style.line
        baseline = y + int(pitch * BASELINE_RATIO)
        boxes = []
        for position in range(first, last):
            runs = placed.get((position, x))
            if runs is None:
                runs = placed[position, x] = self._runs(position, x)
            boxes.append(LineBox(baseline / TWIPS_PER_POINT, runs, path, self.number))
            baseline += pitch
        return boxes

    def _runs(self, position: int, x: float) -> tuple[GlyphRun, ...]:
        line = self.lines[position]
        if line.end == line.start:
            return ()
        left = self.indents.left + (self.indents.first if position == 0 else 0)
        available = self.width - left - self.indents.right
        joints = sum(line.start < k < line.end for k in self.measured.dashes)
        extra = available - self._natural_width(line) + joints * line.spacing
        offset, stretch = 0.0, 0.0
        match self.paragraph.align or self.style.align:
            case Align.CENTER:  # the spacing after the last character does not count
                offset = (extra + self._last_spacing(line)) / 2
            case Align.RIGHT:
                offset = extra + self._last_spacing(line)
            case align if align in _JUSTIFIED and extra > 0 and (align is Align.DISTRIBUTE or not self._is_last(line)):
                gaps = self.measured.stretchable_gaps(line.start, line.end)
                stretch = extra / gaps if gaps else 0.0
        if self.kept.changes is None:
            self.kept.changes = _changes(self.paragraph)
        return _glyph_runs(self, line, x + left + offset, stretch, self.kept.changes)

    def _is_last(self, line: LineBreak) -> bool:
        return line.next >= len(self.measured.text)

    def _last_spacing(self, line: LineBreak) -> int:
        is_latin = line.latin is not None and not self.measured.is_spread(line.end - 1)
        return max(0, (line.latin or 0) if is_latin else line.spacing)

    def _natural_width(self, line: LineBreak) -> float:
        if line.latin is None:
            return self.measured.width(line.start, line.end, line.spacing)
        return self.measured.spread_width(line.start, line.end, line.spacing)

    def as_set(self) -> SetParagraph:
        """The lines with the face and the spacing of each character, for the Word writer."""
        if self.kept.setting is None:
            spans = self.measured.face_spans()
            self.kept.setting = SetParagraph(self.lines, spans, tuple(self._spacings()), self.picture_size)
        return self.kept.setting

    def _spacings(self) -> Iterator[SpacingSpan]:
        """Blanks at a line's end go with the next line: LibreOffice loses a character that begins a run after them."""
        spans: list[SpacingSpan] = []
        for line in self.lines:
            for end, spacing in _spacings_of(line, self.measured):
                if spans and spans[-1].spacing == spacing:
                    spans.pop()
                spans.append(SpacingSpan(end, spacing))
        length = len(self.measured.text)
        return iter([*spans[:-1], spans[-1]._replace(end=length)] if length else [])


class ParagraphSetter:
    """Breaks paragraphs into lines with the styles and fonts of one style sheet.

    The paragraphs set last are kept: while a clerk types, one of them changes and the others do not.
    """

    def __init__(self, sheet: StyleSheet, measure: Measure) -> None:
        self.sheet = sheet
        self._metrics = FontMetrics(sheet, measure)
        self._known: dict[tuple[Paragraph, int], ParagraphLayout] = {}
        self._kept = 0

    def measured(self, paragraph: Paragraph) -> MeasuredText:
        """The paragraph's characters with their widths."""
        style = self.sheet.styles[paragraph.style]
        return MeasuredText(paragraph, style.font, style.size, style.spacing, self._metrics)

    def set(self, paragraph: Paragraph, number: int, width: int) -> ParagraphLayout:
        """The paragraph's lines in a column of that width (twips); `number` is its place in the document."""
        known = self.lines_of(paragraph, width)
        if known.number != number:
            known = self._known[paragraph, width] = known.numbered(number)
        return known

    def lines_of(self, paragraph: Paragraph, width: int) -> ParagraphLayout:
        """The same wherever in the document it stands: its number is of no account."""
        known = self._known.get((paragraph, width))
        if known is None:
            self._kept += len(paragraph.text)
            if self._kept > _MOST_KEPT:
                self._known.clear()
                self._kept = 0
            known = self._known[paragraph, width] = self._set(paragraph, width)
        return known

    def respaced(self, layout: ParagraphLayout, more: int) -> ParagraphLayout:
        """The paragraph set again with that much more (or less) character spacing (twips)."""
        style = layout.style._replace(spacing=layout.style.spacing + more)
        measured = MeasuredText(layout.paragraph, style.font, style.size, style.spacing, self._metrics)
        line_width = layout.width - layout.indents.left - layout.indents.right
        ragged = (layout.paragraph.align or style.align) not in _JUSTIFIED
        lines = break_lines(measured, line_width - layout.indents.first, line_width, ragged=ragged)
        return ParagraphLayout(
            layout.paragraph, layout.number, layout.style, measured, lines, layout.indents, layout.width, _Kept()
        )

    def _set(self, paragraph: Paragraph, width: int) -> ParagraphLayout:
        style = self.sheet.styles[paragraph.style]
        indents = paragraph.indents or Indents(style.left_indent, style.right_indent, style.first_indent)
        measured = self.measured(paragraph)
        line_width = width - indents.left - indents.right
        if style.balanced and paragraph.indents is None:
            lines, narrowed = balanced_lines(measured, line_width, style.size * TWIPS_PER_POINT)
            if narrowed < line_width:
                inset = (line_width - narrowed) // 2
                indents = Indents(indents.left + inset, width - indents.left - inset - narrowed)
                paragraph = paragraph._replace(indents=indents)
        else:
            ragged = (paragraph.align or style.align) not in _JUSTIFIED
            lines = break_lines(measured, line_width - indents.first, line_width, ragged=ragged)
        size = _picture_size(paragraph, width, self.sheet.picture)
        if size:
            style = style._replace(line=size[1] + self.sheet.picture.below)
        return ParagraphLayout(paragraph, -1, style, measured, lines, indents, width, _Kept(), size)


def _picture_size(paragraph: Paragraph, column: int, style: PictureStyle) -> tuple[int, int] | None:
    """Width and height in twips: of the resolution wished for, or smaller, so that it fits the column and the page."""
    picture, most_height = paragraph.picture, paragraph.most_height or style.most_height
    if picture is None:
        return None
    scale = 1440 / style.resolution
    scale = min(scale, column / picture.width, most_height / picture.height)
    return max(1, int(picture.width * scale)), max(1, int(picture.height * scale))


def _glyph_runs(
    layout: ParagraphLayout, line: LineBreak, x: float, stretch: float, changes: list[Change]
) -> tuple[GlyphRun, ...]:
    """The line's characters in runs of one face and one spacing; lengths become points here."""
    measured, size = layout.measured, layout.style.size
    text, scripts, run_starts = measured.text, measured.scripts, measured.run_starts
    cuts = run_starts[bisect_right(run_starts, line.start) : bisect_left(run_starts, line.end)]
    runs: list[GlyphRun] = []
    start = line.start
    for end in (*cuts, line.end):
        spacing = line.spacing if line.latin is None or measured.is_spread(start) else line.latin
        gap = spacing + (stretch if scripts[start] == "A" else 0.0)
        width = sum(measured.advances[start:end]) + gap * (end - start - 1)
        runs.append(
            GlyphRun(
                x / TWIPS_PER_POINT,
                text[start:end],
                measured.faces[start],
                size,
                gap / TWIPS_PER_POINT,
                width / TWIPS_PER_POINT,
                changes[start] if changes else Change.KEPT,
                layout.style.ink,
            )
        )
        x += width
        start = end
        if end in measured.dashes:
            continue
        x += max(0, spacing) + measured.kerns.get(end, 0.0)
        if scripts[end - 1] == "A" or text[end - 1] == BLANK:
            x += stretch
        if spacing < 0 and end < line.end and not measured.is_boundary(end):
            x += spacing
    return tuple(runs)


def _spacings_of(line: LineBreak, measured: MeasuredText) -> Iterator[tuple[int, int]]:
    """End and spacing of each stretch of the line that is spaced evenly."""
    last = line.end - 1 if line.tail else line.end
    if line.latin is None:
        yield last, line.spacing
    else:
        boundaries = measured.boundaries
        for end in (*boundaries[bisect_right(boundaries, line.start) : bisect_left(boundaries, last)], last):
            yield end, line.spacing if measured.is_spread(end - 1) else line.latin
    if line.tail:
        yield line.end, line.spacing + line.tail


def _changes(paragraph: Paragraph) -> list[Change]:
    """The revision of each character; empty if there is none."""
    if all(run.change is Change.KEPT for run in paragraph.runs):
        return []
    return [run.change for run in paragraph.runs for _ in run.text]
