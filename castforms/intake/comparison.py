"""Whether a PDF and a Word file say the same, and where they do not.

The PDF's lines are dealt out to the Word file's paragraphs and cells in reading order.  A row that breaks over pages
comes in pieces, first of all its cells on the one page, then on the next; so the cells of a row stay open until all of
them are full.  Then each cell is compared with what it was dealt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from castforms.intake.pdf_text import PdfLine
from castforms.intake.text_folding import folded
from castforms.intake.word_text import WordText

_HEAD, _FOOT = 0.09, 0.9
"""Shares of the page above and below which a line may be a running head or a page number."""
_PAGE_NUMBER = re.compile(r"[-—·.第共页/,]*(?:\d{1,4}[-—·.第共页/,]*){0,2}")
_DIGITS = re.compile(r"\d+")
_CONTEXT = 12
"""Characters shown before and after a difference."""
_LIKE = 0.6
"""Share of a line's characters that must stand in a cell, in order, for the line to be the cell's with changes."""
_AHEAD = 30
"""Paragraphs and cells after the next one in which a line is looked for."""
_CERTAIN = 4
"""Characters from which on a line is known by its text alone."""


class Difference(NamedTuple):
    """A place where the two files differ: what each says there, and what both say around it."""

    page: int
    """Of the PDF, from 1."""
    pdf: str
    word: str
    before: str
    after: str


@dataclass(slots=True)
class _Slot:
    """A paragraph or cell of the Word file, and what of the PDF was dealt to it."""

    row: int
    text: str
    header: bool = False
    filled: int = 0
    pieces: list[tuple[int, str]] = field(default_factory=list)
    """Page and text."""

    @property
    def rest(self) -> str:
        return self.text[self.filled :]

    def take(self, page: int, text: str, advance: int) -> None:
        self.pieces.append((page, text))
        self.filled += advance


def differences(lines: Sequence[PdfLine], word: WordText) -> tuple[Difference, ...]:
    """Every place where the PDF's text and the Word file's differ, blanks and page furniture aside."""
    slots = [
        _Slot(r, text, row.header) for r, row in enumerate(word.rows) for cell in row.cells if (text := folded(cell))
    ] or [_Slot(0, "")]
    headers = {"".join(map(folded, row.cells)) for row in word.rows if row.header}
    patterns = {_DIGITS.sub("", folded(text)) for text in word.furniture} - {""}
    dealer = _Dealer(slots)
    for page, group in groupby(lines, key=lambda line: line.page):
        texts = [text for line in group if (text := folded(line.text)) and not _is_furniture(line, text, patterns)]
        dealer.turn_page()
        for text in texts if dealer.at_header else texts[_repeated(texts, headers) :]:
            dealer.deal(page, text)
    return tuple(_found(slots))


def _is_furniture(line: PdfLine, text: str, patterns: set[str]) -> bool:
    if _HEAD < line.height < _FOOT:
        return False
    return _PAGE_NUMBER.fullmatch(text) is not None or _DIGITS.sub("", text) in patterns


def _repeated(texts: Sequence[str], headers: set[str]) -> int:
    """How many lines at a page's head are header rows of a table that goes on from the page before."""
    found, start = 0, 0
    for end in range(1, len(texts) + 1):
        so_far = "".join(texts[start:end])
        if so_far in headers:
            found = start = end
        elif not any(header.startswith(so_far) for header in headers):
            break
    return found


class _Dealer:
    """Deals lines to slots; `_current` is the slot that took the last one."""

    def __init__(self, slots: list[_Slot]) -> None:
        self._slots = slots
        self._current = 0

    @property
    def at_header(self) -> bool:
        """Whether a header row stands next in the Word file, so that one at a page's head is no repetition."""
        row = self._row_of_current()
        upcoming = next((slot for slot in self._slots[row.start : row.stop + 1] if slot.rest), None)
        return upcoming is not None and upcoming.header

    def turn_page(self) -> None:
        """Goes back to the first cell of the row that is not full."""
        self._current = next((k for k in self._row_of_current() if self._slots[k].rest), self._current)

    def deal(self, page: int, text: str) -> None:
        """Deals one line, piece by piece where it fills more than one slot."""
        while text:
            number = self._fitting(text)
            if number is None:
                self._deal_changed(page, text)
                return
            slot = self._slots[number]
            length = min(len(text), len(slot.rest))
            slot.take(page, text[:length], length)
            self._current, text = number, text[length:]

    def _fitting(self, text: str) -> int | None:
        """The slot whose rest begins with the line, or that the line begins with; a short text must be near."""
        for distance, number in enumerate(self._candidates()):
            rest = self._slots[number].rest
            shared = min(len(text), len(rest))
            near = distance < 2 or self._is_open(number)
            if shared and (near or shared >= _CERTAIN) and rest[:shared] == text[:shared]:
                return number
        return None

    def _is_open(self, number: int) -> bool:
        """Whether the slot stands in the row that is being filled."""
        return self._slots[number].row == self._slots[self._current].row

    def _candidates(self) -> Iterator[int]:
        """The current slot, the row's other ones that are not full, those after the row."""
        row = self._row_of_current()
        yield self._current
        yield from (k for k in row if k > self._current and self._slots[k].rest)
        yield from (k for k in row if k < self._current and self._slots[k].rest)
        yield from range(row.stop, min(len(self._slots), row.stop + _AHEAD))

    def _row_of_current(self) -> range:
        row = self._slots[self._current].row
        start = stop = self._current
        while start > 0 and self._slots[start - 1].row == row:
            start -= 1
        while stop < len(self._slots) and self._slots[stop].row == row:
            stop += 1
        return range(start, stop)

    def _deal_changed(self, page: int, text: str) -> None:
        """The line is in no slot as it stands: it goes to the one that is most like it, or stays where we are."""
        best, most = self._current, _LIKE
        for number in self._candidates():
            share = _likeness(text, self._slots[number].rest)
            if share > most:
                best, most = number, share
        slot = self._slots[best]
        slot.take(page, text, _reach(text, slot.rest) if most > _LIKE else 0)
        self._current = best


def _matcher(text: str, rest: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, text, rest[: len(text) + _CONTEXT], autojunk=False)


def _likeness(text: str, rest: str) -> float:
    if not rest:
        return 0.0
    return sum(block.size for block in _matcher(text, rest).get_matching_blocks()) / min(len(text), len(rest) or 1)


def _reach(text: str, rest: str) -> int:
    """How much of the rest a changed line covers: to the end of the last stretch they share."""
    *blocks, _ = _matcher(text, rest).get_matching_blocks()
    if not blocks:
        return 0
    last = blocks[-1]
    after = len(text) - last.a - last.size
    return min(len(rest), last.b + last.size + after)


def _found(slots: Sequence[_Slot]) -> Iterator[Difference]:
    whole = "".join(slot.text for slot in slots)
    start, page = 0, 1  # a slot that got nothing stands where the one before ends
    for slot in slots:
        page = slot.pieces[0][0] if slot.pieces else page
        dealt = "".join(text for _, text in slot.pieces)
        for i, i_end, j, j_end in _unequal(dealt, slot.text):
            before, after = whole[max(0, start + j - _CONTEXT) : start + j], whole[start + j_end :][:_CONTEXT]
            yield Difference(_page_at(slot.pieces, i, page), dealt[i:i_end], slot.text[j:j_end], before, after)
        start += len(slot.text)
        page = slot.pieces[-1][0] if slot.pieces else page


def _unequal(dealt: str, text: str) -> Iterator[tuple[int, int, int, int]]:
    if dealt != text:
        for tag, *places in SequenceMatcher(None, dealt, text, autojunk=False).get_opcodes():
            if tag != "equal":
                yield places[0], places[1], places[2], places[3]


def _page_at(pieces: Sequence[tuple[int, str]], position: int, page: int) -> int:
    for number, text in pieces:
        page = number
        position -= len(text)
        if position < 0:
            break
    return page
