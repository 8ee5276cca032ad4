"""The text of a PDF, line by line in painting order, with the place each line stands at.

Characters that a program painted later, as those of a substitute font, stand where they are read.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from castforms.intake.faults import IntakeError
from castforms.intake.pdf_file import opened_pdf

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MOST_PAGES = 500
_SAME_BASELINE = 2.0
"""Points by which the baselines of one line may differ."""
_GAP = 3.5
"""Points between two characters that may belong to cells side by side."""
_OVERLAP = 1.0
"""Points by which the boxes of two characters that follow one another may overlap."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """Characters that follow one another closely on one baseline: a line, or a piece of one."""

    page: int
    """Counts from 1."""
    height: float
    """Of the baseline as a share of the page: 0 is the head, 1 the foot."""
    text: str
    left: float = 0.0
    """From the page's left; points."""
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """Origin and end of the advance from the page's left, baseline above its foot; points."""

    text: str
    x: float
    end: float
    baseline: float
    order: int = 0
    """Its place in the order of painting."""


def read_pdf_lines(data: bytes) -> tuple[PdfLine, ...]:
    """The lines of all pages.

    Raises IntakeError for what is not a PDF, needs a password, has too many pages, or holds no text (a scan).
    """
    with opened_pdf(data, "PDF 中有损坏的页面，请重新导出或下载") as document:
        if len(document) > _MOST_PAGES:
            raise IntakeError(f"PDF 超过 {_MOST_PAGES} 页，请确认选对了文件")
        lines = tuple(line for number, page in enumerate(document, 1) for line in _page_lines(page, number))
    if not lines:
        raise IntakeError("PDF 里没有文字（可能是扫描件），无法比较文字")
    return lines


def _page_lines(page: "PdfPage", number: int) -> Iterator[PdfLine]:
    page_height = page.get_height() or 1.0
    for piece in sorted(_adjoined(list(_pieces(page))), key=attrgetter("order")):
        yield PdfLine(number, 1 - piece.baseline / page_height, piece.text, piece.x, piece.end)


def _pieces(page: "PdfPage") -> Iterator[_Piece]:
    """Characters that were painted one after the other, and stand so."""
    text, first, last = "", _Piece("", 0, 0, 0), _Piece("", 0, 0, 0)
    for character in _characters(page):
        if text and _parted(last, character):
            yield _Piece(text, first.x, last.end, last.baseline, first.order)
            text = ""
        first = first if text else character
        text, last = text + character.text, character
    if text:
        yield _Piece(text, first.x, last.end, last.baseline, first.order)


def _parted(before: _Piece, after: _Piece) -> bool:
    return abs(after.baseline - before.baseline) > _SAME_BASELINE or not before.x <= after.x <= before.end + _GAP


def _adjoined(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The pieces that meet on a baseline as one, wherever in the order of painting they come."""
    for _, row in groupby(sorted(pieces, key=attrgetter("baseline", "x")), key=_Baselines()):
        joined: _Piece | None = None
        for piece in sorted(row, key=attrgetter("x")):
            if joined is not None and -_OVERLAP <= piece.x - joined.end <= _GAP:
                order = min(joined.order, piece.order)
                joined = _Piece(joined.text + piece.text, joined.x, piece.end, joined.baseline, order)
                continue
            if joined is not None:
                yield joined
            joined = piece
        if joined is not None:
            yield joined


class _Baselines:
    """Gives pieces that come from the foot upwards the baseline of their row."""

    def __init__(self) -> None:
        self._baseline = float("-inf")

    def __call__(self, piece: _Piece) -> float:
        if piece.baseline - self._baseline > _SAME_BASELINE:
            self._baseline = piece.baseline
        return self._baseline


def _characters(page: "PdfPage") -> Iterator[_Piece]:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - see above

    text_page = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    high = 0
    for k in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, k)
        if pdfium.FPDFText_IsGenerated(text_page, k) == 1:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        pdfium.FPDFText_GetCharOrigin(text_page, k, x, y)
        pdfium.FPDFText_GetLooseCharBox(text_page, k, box)
        yield _Piece(chr(code), x.value, box.right, y.value, k)
