"""Whether words of a returned file are words that the form prints, blanks, brackets and look-alikes aside."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from castforms.compose.printed_form import Place, PrintedLine
from castforms.compose.unprinted import is_mark
from castforms.intake.text_folding import folded
from castforms.model.template import Field, Hole

_EXACT, _BRACKETS, _SIMILAR, _TICKS, _BEHIND = 10.0, 8.0, 6.0, 9.0, 4.0
_LONG_LABEL, _LIKE = 8, 0.85
"""Characters from which on a label may be known by its likeness, and how like it must be."""
_BRACKETED = re.compile(r"\([^()]*\)")
_HINT = r"(?:[（(][^（）()\n]{0,40}[）)])?"
_LONGEST_LABEL, _LONGEST_LINE = 400, 4000
"""Characters that a label, and a line with answers in it, hardly have."""
_MARK_ROOM = 3


class Found(NamedTuple):
    """How surely a text is what a place prints (0 is not at all), and what stands in the place's holes."""

    score: float
    answers: Mapping[Hole, str] = {}
    doubtful: bool = False
    """Whether the text can be cut into words and answers in more than one way."""


NOTHING = Found(0)


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """The text as words are compared: blanks aside, look-alikes made one."""
    return folded(text)


@lru_cache(maxsize=65536)
def same_words(text: str, words: str) -> float:
    """How surely the text is that label: 10 the very same, less where a remark in brackets differs, 0 not at all."""
    if len(text) > _LONGEST_LABEL:
        return 0
    given, wanted = _bare(text), _bare(words)
    if not given or not wanted:
        return 0
    if given == wanted:
        return _EXACT
    short, wanted_short = _BRACKETED.sub("", given), _BRACKETED.sub("", wanted)
    if short and short == wanted_short:
        return _BRACKETS
    return _SIMILAR if len(wanted) >= _LONG_LABEL and alike(given, wanted, _LIKE) else 0


def alike(one: str, other: str, share: float) -> bool:
    """Whether at least that share of two texts is the same, in order."""
    if 2 * min(len(one), len(other)) < share * (len(one) + len(other)) or 2 * len(set(one) & set(other)) < len(
        set(other)
    ):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= share


def found_in(text: str, line: PrintedLine, fields: Mapping[str, Field]) -> Found:
    """What a line with words and holes makes of a text."""
    if len(text) > _LONGEST_LINE:
        return NOTHING
    flat = " ".join(text.split("\n")).strip()
    if line.empty and plain(flat) == plain(line.empty):
        return Found(_BRACKETS, dict.fromkeys(line.holes, ""))
    if is_tick_line(line, fields):
        return _ticks(flat, line)
    strength = _BRACKETS + min(len(plain(line.words)), 10) / 10 if isinstance(line.pieces[0], str) else _BEHIND
    for tolerant in (False, True):
        if cut := _cut(flat, line.pieces, tolerant):
            answers = dict(zip(line.holes, (answer.strip() for answer in cut.answers), strict=True))
            return Found(strength - 2 * tolerant, answers, cut.doubtful)
    return NOTHING


def is_tick_line(line: PrintedLine, fields: Mapping[str, Field]) -> bool:
    """Whether the holes of the line are for ticks."""
    return bool(line.holes) and all(
        hole.choice and hole.name in fields and hole.choice not in fields[hole.name].columns for hole in line.holes
    )


def beginning(line: PrintedLine) -> re.Pattern[str] | None:
    """Finds the words before the line's first hole, where they are enough to know the line by: 报送时间："""
    first = line.pieces[0]
    if not isinstance(first, str) or not line.holes or len(plain(first)) < 2:
        return None
    return re.compile(_tolerant(first) if plain(first).endswith(":") else _spaced(first))


def place_score(text: str, place: Place, fields: Mapping[str, Field]) -> float:
    """How surely a text is what the place prints, by the form's own words; 0 for a place without such words."""
    if place.is_label:
        return same_words(text, place.words)
    if place.is_answer or len(place.lines) != 1:
        return 0
    return found_in(text, place.lines[0], fields).score


def _ticks(text: str, line: PrintedLine) -> Found:
    """One choice in a line: what is left of the text without the choice's label is its mark."""
    if len(line.holes) > 1:
        cut = _cut(text, line.pieces, tolerant=False)
        return Found(_TICKS, dict(zip(line.holes, cut.answers, strict=True)), cut.doubtful) if cut else NOTHING
    label = _unbracketed(plain(line.words))
    given = plain(text)
    if not label or label not in given:
        return NOTHING
    left = _unbracketed(given.replace(label, "", 1))
    return Found(_TICKS, {line.holes[0]: left}) if not left or is_mark(left) or len(left) < _MARK_ROOM else NOTHING


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    return plain(text).strip("*:;,.、。")


def _unbracketed(text: str) -> str:
    return re.sub(r"[()\[\]【】]", "", text)


class _Cut(NamedTuple):
    """What stands in the holes, and whether it might as well be cut elsewhere."""

    answers: tuple[str, ...]
    doubtful: bool


def _cut(text: str, pieces: tuple[str | Hole, ...], tolerant: bool) -> _Cut | None:
    """The text cut at the words, each time where they first come up; takes time in proportion to the text."""
    answers: list[str] = []
    position, start, doubtful = 0, -1, False  # start: of what stands in the last hole
    for k, piece in enumerate(pieces):
        if isinstance(piece, Hole):
            if start >= 0:
                answers.append("")
            start = position
            continue
        last = k + 1 == len(pieces)
        words = _words(piece, tolerant, at_end=last)
        match = words.search(text, position) if start >= 0 else words.match(text, position)
        if match is None or (last and match.end() < len(text)):
            return None
        if start >= 0:
            answers.append(text[start : match.start()])
            doubtful = doubtful or (not last and words.search(text, match.end()) is not None)
        position, start = match.end(), -1
    if start >= 0:
        answers.append(text[start:])
    return _Cut(tuple(answers), doubtful)


@lru_cache(maxsize=1024)
def _words(words: str, tolerant: bool, *, at_end: bool) -> re.Pattern[str]:
    return re.compile(r"\s*" + (_tolerant(words) if tolerant else _spaced(words)) + (r"\s*\Z" if at_end else ""))


def _spaced(words: str) -> str:
    return r"\s*".join(map(_alike, "".join(words.split())))


def _tolerant(words: str) -> str:
    """The words with remarks in brackets left out or put in before a colon."""
    bare = re.sub(r"[（(][^（）()]*[）)]", "", "".join(words.split()))
    return r"\s*".join(_HINT + _alike(c) if c in ":：" else _alike(c) for c in bare)


def _alike(character: str) -> str:
    narrow = unicodedata.normalize("NFKC", character)
    wide = chr(ord(narrow) + 0xFEE0) if len(narrow) == 1 and 0x21 <= ord(narrow) <= 0x7E else character
    return "[" + "".join(map(re.escape, dict.fromkeys((character, wide, *narrow[:1])))) + "]"
