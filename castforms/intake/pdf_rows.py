"""The text of a PDF as somebody would have typed it: a row of the page a line, its indent as full-width blanks."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from castforms.intake.pdf_text import PdfLine
from castforms.intake.text_width import width

_SAME_ROW = 0.002  # share of the page's height by which the pieces of one row may differ
_SAME_EDGE = 2.0  # points by which the left ends of rows that stand at one margin may differ
_GAP = 1.0  # 字 between pieces that do not belong together
_LATIN_PAIR = re.compile("[A-Za-z0-9]{2}")


class _Row(NamedTuple):
    text: str
    left: float
    em: float


def pdf_rows_text(lines: Sequence[PdfLine]) -> str:
    """The rows from the first page to the last, each put together from its pieces."""
    rows = list(_rows(lines))
    margin = _margin([row.left for row in rows])
    em = median(row.em for row in rows) if rows else 1.0
    return "\n".join("\u3000" * round((row.left - margin) / em) + row.text for row in rows)


def _rows(lines: Sequence[PdfLine]) -> Iterator[_Row]:
    for _page, group in groupby(lines, key=lambda line: line.page):
        rows: dict[int, list[PdfLine]] = {}
        for line in group:
            height = round(line.height / _SAME_ROW)
            rows.setdefault(
                next((near for near in (height, height - 1, height + 1) if near in rows), height), []
            ).append(line)
        yield from map(_row, rows.values())


def _row(pieces: list[PdfLine]) -> _Row:
    pieces.sort(key=lambda piece: piece.left)
    longest = max(pieces, key=lambda piece: len(piece.text))
    em = (longest.right - longest.left) / (width(longest.text) or 1) or 1.0
    text = pieces[0].text
    for before, after in pairwise(pieces):
        apart = after.left - before.right > _GAP * em or _LATIN_PAIR.fullmatch(before.text[-1] + after.text[0])
        text += " " * bool(apart) + after.text
    return _Row(text, pieces[0].left, em)


def _margin(lefts: Sequence[float]) -> float:
    """The leftmost edge at which more than one row begins; one that begins before it stands at it."""
    ordered = sorted(lefts)
    shared = (left for left, right in pairwise(ordered) if right - left <= _SAME_EDGE)
    return next(shared, min(ordered, default=0.0))
