"""Where the pages print an answer, in points from the corner of the page."""

from collections.abc import Iterator, Sequence

from castforms.model.entry import FieldPath
from castforms.model.pages import PageBox
from ui.widgets.page_painter import EVERYWHERE, Band

_HIGHEST = 40.0
"""No line is higher, in points."""
_NEAR = 30.0
"""What stands so near stands in the same row where there are no rules, in points."""
_REACH = 90.0
"""How far from a line a click still means it, in points."""

Extent = tuple[float, float, float, float]
"""Left, top, width and height."""


def marks(page: PageBox, path: FieldPath, band: Band = EVERYWHERE) -> Iterator[Extent]:
    """Left, top, width and height, in points, of the lines in that strip that print that answer."""
    top, bottom = band[0] - _HIGHEST, band[1] + _HIGHEST
    for number, line in enumerate(page.lines):
        if path and top <= line.baseline <= bottom and line.path[: len(path)] == path:
            yield _extent(page, number)


def nearest(page: PageBox, x: float, y: float) -> FieldPath:
    """The answer printed nearest to that point; empty where there is none near."""
    best = _REACH
    found: FieldPath = ()
    for number, line in enumerate(page.lines):
        if not line.path:
            continue
        left, top, width, height = _extent(page, number)
        across = max(left - x, x - left - width, 0)
        along = max(top - y, y - top - height, 0)
        if across + 3 * along < best:
            best, found = across + 3 * along, line.path
    return found


def line_at(pages: Sequence[PageBox], path: FieldPath, before: int) -> tuple[int, Extent] | None:
    """Page (from 0), and line on it, of the character before which so many others of that answer stand.

    Blanks are not counted.  The last line where there are fewer; None where the answer is not printed.
    """
    found, depth = None, len(path)
    for number, page in enumerate(pages):
        for place, line in enumerate(page.lines):
            if line.path[:depth] == path:
                found = number, place
                for run in line.runs:
                    before -= len(run.text) - run.text.count(" ")
                if before < 0:
                    return number, _extent(page, place)
    return found and (found[0], _extent(pages[found[0]], found[1]))


def _extent(page: PageBox, number: int) -> Extent:
    line = page.lines[number]
    if not line.runs:
        return _empty_extent(page, number)
    size = max(run.size for run in line.runs)
    left, last = line.runs[0].x, line.runs[-1]
    return left - 2, line.baseline - size, last.x + last.width - left + 4, size * 1.3


def _empty_extent(page: PageBox, number: int) -> Extent:
    """The cell that waits for an answer: what stands before it in its row takes one cell each, and a label its own."""
    line = page.lines[number]
    around = [rule for rule in page.rules if rule.x0 == rule.x1 and rule.y0 <= line.baseline <= rule.y1]
    top = max((rule.y0 for rule in around), default=line.baseline - _NEAR)
    bottom = min((rule.y1 for rule in around), default=line.baseline + _NEAR)
    before = [each for each in page.lines[:number] if top <= each.baseline <= bottom]
    label = next((place for place in reversed(range(len(before))) if before[place].runs), None)
    last = before[label].runs[-1] if label is not None else None
    behind = last.x + last.width if last else 0
    empty = len(before) if label is None else len(before) - label - 1
    cells = [x for x in sorted({rule.x0 for rule in around}) if x >= behind]
    start = behind or min((each.runs[0].x for each in page.lines if each.runs), default=0)
    left, right = cells[empty : empty + 2] if empty + 1 < len(cells) else (start, start + 60)
    return left + 2, line.baseline - 13, right - left - 4, 18
