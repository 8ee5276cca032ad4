"""What stands on every page beside the text: the page number (GB/T 9704-2012, 7.5)."""

from collections.abc import Container, Iterable, Iterator

from castforms.model.measure import Measure
from castforms.model.pages import GlyphRun, LineBox, PageBox
from castforms.model.stylesheet import BASELINE_RATIO, TWIPS_PER_POINT, StyleSheet


class PageNumbers:
    """Page numbers below the type area, odd ones at the right, even ones at the left; each is set once."""

    def __init__(self, sheet: StyleSheet, measure: Measure) -> None:
        self._sheet, self._measure = sheet, measure
        self._lines: dict[tuple[int, float, float], LineBox] = {}

    def added(self, pages: Iterable[PageBox], unnumbered: Container[int] = ()) -> Iterator[PageBox]:
        """The pages with their numbers; `unnumbered` are the positions of pages that count but show none."""
        for number, page in enumerate(pages, start=1):
            if number - 1 in unnumbered:
                yield page
                continue
            key = (number, page.width, page.height)
            line = self._lines.get(key)
            if line is None:
                line = self._lines[key] = _number_line(number, page, self._sheet, self._measure)
            yield page._replace(lines=(*page.lines, line))


def _number_line(number: int, page: PageBox, sheet: StyleSheet, measure: Measure) -> LineBox:
    style = sheet.page_number
    text = f"{style.prefix}{number}{style.suffix}"
    runs, width = _runs(text, sheet, measure)
    orientation = next(p for p in sheet.pages.values() if p.width == round(page.width * TWIPS_PER_POINT))
    left = (orientation.left + style.indent) / TWIPS_PER_POINT
    right = (orientation.width - orientation.right - style.indent) / TWIPS_PER_POINT - width
    x = right if number % 2 else left
    top = page.height - (orientation.footer + style.line) / TWIPS_PER_POINT
    baseline = top + int(style.line * BASELINE_RATIO) / TWIPS_PER_POINT
    return LineBox(baseline, tuple(run._replace(x=run.x + x) for run in runs))


def _runs(text: str, sheet: StyleSheet, measure: Measure) -> tuple[list[GlyphRun], float]:
    style = sheet.page_number
    runs: list[GlyphRun] = []
    x = 0.0
    for character in text:
        glyph = measure.glyph(style.font, character)
        advance = glyph.advance * style.size
        if runs and runs[-1].face == glyph.face:
            runs[-1] = runs[-1]._replace(text=runs[-1].text + character, width=runs[-1].width + advance)
        else:
            runs.append(GlyphRun(x, character, glyph.face, style.size, width=advance))
        x += advance
    return runs, x
