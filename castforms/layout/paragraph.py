"""A paragraph broken into lines, ready to be placed line by line."""

from dataclasses import dataclass, replace

from castforms.layout.balance import balanced_lines
from castforms.layout.characters import BLANK
from castforms.layout.linebreak import break_lines
from castforms.layout.measured import MeasuredText, StyleMetrics
from castforms.model.document import Change, Indents, Paragraph
from castforms.model.measure import Measure
from castforms.model.pages import GlyphRun, LineBox, LineBreak
from castforms.model.stylesheet import BASELINE_RATIO, TWIPS_PER_POINT, Align, ParagraphStyle, StyleSheet


@dataclass(frozen=True, slots=True)
class ParagraphLayout:
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
        """Height of the lines, spacing before and after aside."""
        return self.style.line * len(self.lines)

    def place(self, first: int, last: int, x: float, y: float) -> list[LineBox]:
        """The lines from `first` to before `last`, the first one's top at y, the column's left at x (twips)."""
        boxes = []
        for position in range(first, last):
            baseline = y + (position - first) * self.style.line + int(self.style.line * BASELINE_RATIO)
            runs = self._runs(position, x)
            boxes.append(LineBox(baseline / TWIPS_PER_POINT, runs, self.paragraph.path, self.number))
        return boxes

    def _runs(self, position: int, x: float) -> tuple[GlyphRun, ...]:
        line = self.lines[position]
        if line.end == line.start:
            return ()
        left = self.indents.left + (self.indents.first if position == 0 else 0)
        available = self.width - left - self.indents.right
        extra = available - self.measured.width(line.start, line.end, line.spacing)
        offset, stretch = 0.0, 0.0
        match self.paragraph.align or self.style.align:
            case Align.CENTER:  # the spacing after the last character does not count
                offset = (extra + max(0, line.spacing)) / 2
            case Align.RIGHT:
                offset = extra
            case Align.JUSTIFY if line.next < len(self.measured.text) and extra > 0:
                gaps = _stretchable(self.measured, line)
                stretch = extra / gaps if gaps else 0.0
        return _glyph_runs(self, line, x + left + offset, stretch)


class ParagraphSetter:
    """Breaks paragraphs into lines with the styles and fonts of one document."""

    def __init__(self, sheet: StyleSheet, measure: Measure) -> None:
        self.sheet = sheet
        self._measure = measure
        self._metrics: dict[str, StyleMetrics] = {}

    def style(self, name: str) -> ParagraphStyle:
        """The style of that name."""
        return self.sheet.styles[name]

    def measured(self, paragraph: Paragraph) -> MeasuredText:
        """The paragraph's characters with their widths."""
        return MeasuredText(paragraph, self._metrics_of(paragraph.style))

    def set(self, paragraph: Paragraph, number: int, width: int) -> ParagraphLayout:
        """The paragraph's lines in a column of that width (twips)."""
        style = self.sheet.styles[paragraph.style]
        indents = paragraph.indents or Indents(style.left_indent, style.right_indent, style.first_indent)
        measured = self.measured(paragraph)
        line_width = width - indents.left - indents.right
        if style.balanced and paragraph.indents is None:
            lines, narrowed = balanced_lines(measured, line_width, style.size * TWIPS_PER_POINT)
            if narrowed < line_width:
                inset = (line_width - narrowed) // 2
                indents = Indents(indents.left + inset, width - indents.left - inset - narrowed)
                paragraph = replace(paragraph, indents=indents)
            return ParagraphLayout(paragraph, number, style, measured, lines, indents, width)
        lines = break_lines(measured, line_width - indents.first, line_width)
        return ParagraphLayout(paragraph, number, style, measured, lines, indents, width)

    def _metrics_of(self, name: str) -> StyleMetrics:
        metrics = self._metrics.get(name)
        if metrics is None:
            metrics = self._metrics[name] = StyleMetrics(self.sheet.styles[name], self.sheet, self._measure)
        return metrics


def _stretchable(measured: MeasuredText, line: LineBreak) -> int:
    """Gaps a justified line may stretch: after every East Asian character and every blank but the last one."""
    scripts, text = measured.scripts, measured.text
    return sum(scripts[k] == "A" or text[k] == BLANK for k in range(line.start, line.end - 1))


def _glyph_runs(layout: ParagraphLayout, line: LineBreak, x: float, stretch: float) -> tuple[GlyphRun, ...]:
    """The line's characters in runs of one face and one spacing; lengths become points here."""
    measured, style = layout.measured, layout.style
    changes = _changes(layout.paragraph)
    runs: list[GlyphRun] = []
    start = line.start
    while start < line.end:
        end = _run_end(measured, start, line.end)
        gap = line.spacing + (stretch if measured.scripts[start] == "A" else 0.0)
        width = sum(measured.advances[start:end]) + gap * (end - start - 1)
        runs.append(
            GlyphRun(
                x / TWIPS_PER_POINT,
                measured.text[start:end],
                measured.faces[start],
                style.size,
                gap / TWIPS_PER_POINT,
                width / TWIPS_PER_POINT,
                changes[start] if changes else Change.KEPT,
            )
        )
        x += width + max(0, line.spacing) + measured.kerns.get(end, 0.0)
        if measured.scripts[end - 1] == "A" or measured.text[end - 1] == BLANK:
            x += stretch
        if line.spacing < 0 and end < line.end and not measured.boundaries[end]:
            x += line.spacing
        start = end
    return tuple(runs)


def _run_end(measured: MeasuredText, start: int, limit: int) -> int:
    """A run ends where script, face or revision change, and after a blank between Latin words (it stretches)."""
    boundaries, text = measured.boundaries, measured.text
    end = start + 1
    latin = measured.scripts[start] == "L"
    while end < limit and not boundaries[end] and not (latin and text[end - 1] == BLANK):
        end += 1
    return end


def _changes(paragraph: Paragraph) -> list[Change]:
    """The revision of each character; empty if there is none."""
    if all(run.change is Change.KEPT for run in paragraph.runs):
        return []
    return [run.change for run in paragraph.runs for _ in run.text]
