"""What became of a text, word by word, in a form that people can read: no confetti, nothing half changed.

The text is cut into words: a number or a Latin word is one, a Han character is one, and so is the end of a paragraph,
so that splitting and joining paragraphs are changes like any other.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from castforms.model.document import Change

END = "\n"
"""The end of a paragraph."""

_LATIN = r"[^\W_\u2e80-\ud7ff\uf900-\ufaff]+"  # letters and digits that are not East Asian
_WORD = re.compile(rf"{_LATIN}(?:[.,:'’/@_-]{_LATIN})*[%‰]?|——|……|.", re.DOTALL)
_ANCHOR = 6  # words in a row that stand once in either text and so belong together
_MOST_COMPARED = 4_000_000  # pairs of words between two anchors; beyond that the stretch is changed as a whole
_ISLAND = 4  # words left standing between two larger changes are changed with them
_SENTENCE_END = "。！？；"
_PAUSE = "，、：,;:"


class Piece(NamedTuple):
    """Words with one fate; line feeds among them are ends of paragraphs."""

    text: str
    change: Change


@dataclass(slots=True)
class _Edit:
    """Words that stay, then words that go and words that come in their place."""

    kept: list[str]
    deleted: list[str]
    inserted: list[str]

    @property
    def size(self) -> int:
        return max(len(self.deleted), len(self.inserted))


def redline(original: str, revised: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order, what goes before what comes.

    The kept and deleted pieces together are the original, the kept and inserted ones the revised text, exactly.
    Takes time in proportion to the texts; stretches too long and too different to compare are changed as a whole.
    """
    if original == revised:
        return (Piece(original, Change.KEPT),) if original else ()
    edits = _without_islands(_edits(_WORD.findall(original), _WORD.findall(revised)))
    for edit, following in pairwise(edits):
        _slide(edit, following)
    return tuple(_pieces(edits))


def _pieces(edits: Iterable[_Edit]) -> Iterator[Piece]:
    for edit in edits:
        for words, change in (
            (edit.kept, Change.KEPT),
            (edit.deleted, Change.DELETED),
            (edit.inserted, Change.INSERTED),
        ):
            if words:
                yield Piece("".join(words), change)


def _edits(before: list[str], after: list[str]) -> list[_Edit]:
    """The changes between the stretches that both texts share; the last one may change nothing."""
    edits: list[_Edit] = []
    kept: list[str] = []
    i = j = 0
    for start, other, length in (*_shared(before, after), (len(before), len(after), 0)):
        if start > i or other > j:
            edits.append(_Edit(kept, before[i:start], after[j:other]))
            kept = []
        kept = kept + before[start : start + length]
        i, j = start + length, other + length
    return [*edits, _Edit(kept, [], [])]


def _shared(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int]]:
    """Stretches that both texts share: their beginnings in either and their lengths, in order.

    Between two anchors, rows of words that stand once in either text, little is left to be compared (patience
    difference); difflib compares it.
    """
    i = j = 0
    for start, other, length in (*_anchors(before, after), (len(before), len(after), 0)):
        if (start - i) * (other - j) <= _MOST_COMPARED:
            matcher = SequenceMatcher(None, before[i:start], after[j:other], autojunk=False)
            yield from ((i + match.a, j + match.b, match.size) for match in matcher.get_matching_blocks()[:-1])
        yield start, other, length
        i, j = start + length, other + length


def _anchors(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int]]:
    """The longest rising row of anchors, those that touch made one."""
    i = j = length = 0
    for start, other in _rising(_unique_pairs(before, after)):
        if length and start - i == other - j <= length:
            length = start + _ANCHOR - i
        elif start >= i + length and other >= j + length:
            if length:
                yield i, j, length
            i, j, length = start, other, _ANCHOR
    if length:
        yield i, j, length


def _unique_pairs(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    places, others = _unique(before), _unique(after)
    return [(place, others[row]) for row, place in places.items() if row in others]


def _unique(words: list[str]) -> dict[tuple[str, ...], int]:
    """Rows of words that stand in the text once, with their place."""
    rows = list(zip(*(words[k:] for k in range(_ANCHOR)), strict=False))
    counts = Counter(rows)
    return {row: place for place, row in enumerate(rows) if counts[row] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs that rises in both numbers; they come sorted by the first."""
    ends: list[int] = []
    last: list[int] = []  # position of the pair that ends the best row of each length
    previous: list[int] = []
    for position, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        ends[length : length + 1] = [other]
        last[length : length + 1] = [position]
        previous.append(last[length - 1] if length else -1)
    row: list[tuple[int, int]] = []
    position = last[-1] if last else -1
    while position >= 0:
        row.append(pairs[position])
        position = previous[position]
    return row[::-1]


def _without_islands(edits: list[_Edit]) -> list[_Edit]:
    """A few words left standing between two changes as large are changed with them; ends of paragraphs stay."""
    result: list[_Edit] = []
    for edit in edits:
        joined = edit
        while result and _is_island(joined.kept, result[-1], joined):
            before = result.pop()
            joined = _Edit(
                before.kept,
                before.deleted + joined.kept + joined.deleted,
                before.inserted + joined.kept + joined.inserted,
            )
        result.append(joined)
    return result


def _is_island(words: list[str], before: _Edit, after: _Edit) -> bool:
    return len(words) <= min(_ISLAND, before.size, after.size) and END not in words


def _slide(edit: _Edit, following: _Edit) -> None:
    """Moves words that only came or only went to where a sentence, a clause or a paragraph begins and ends."""
    moved = edit.deleted or edit.inserted
    if (edit.deleted and edit.inserted) or not moved:
        return
    while edit.kept and edit.kept[-1] == moved[-1]:
        moved.insert(0, moved.pop())
        following.kept.insert(0, edit.kept.pop())
    steps = _best_steps(edit.kept[-1] if edit.kept else END, moved, following.kept)
    edit.kept += following.kept[:steps]
    del following.kept[:steps]
    turn = steps % len(moved)
    moved[:] = moved[turn:] + moved[:turn]


def _best_steps(before: str, moved: list[str], following: list[str]) -> int:
    """How many words further the change reads best; of several places the last."""
    best, most = 0, _closure(before) + _closure(moved[-1])
    for step, word in enumerate(following, start=1):
        if word != moved[(step - 1) % len(moved)]:
            break
        if 2 * _closure(word) >= most:
            best, most = step, 2 * _closure(word)
    return best


def _closure(word: str) -> int:
    """How much the word closes: a change reads well after it, and ending with it."""
    return 3 if word == END else 2 if word in _SENTENCE_END else 1 if word in _PAUSE else 0
