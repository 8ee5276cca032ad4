"""The check of heading numbers in a numbered body: 一、（一）1.（1） (GB/T 9704-2012, 7.3.3)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from castforms.model.finding import Finding
from castforms.model.template import TextFormat
from castforms.rules.answer import Answer
from castforms.rules.catalogue import Message

_DIGITS = "一二三四五六七八九"
_HAN_NUMBER = rf"[{_DIGITS}十]{{1,3}}"
_LEVELS = (
    re.compile(rf"(?P<number>{_HAN_NUMBER})、(?![{_DIGITS}十])"),
    re.compile(rf"（(?P<number>{_HAN_NUMBER})）"),
    re.compile(r"(?P<number>[1-9]\d?)[.．](?!\d)", re.ASCII),
    re.compile(r"（(?P<number>[1-9]\d?)）", re.ASCII),
)
_Series = list[tuple[int, str]]


def headings(answer: Answer) -> Iterator[Finding]:
    """The headings of one level count on without a gap; said only of a row that starts at one and always rises."""
    if answer.field.format is not TextFormat.NUMBERED_BODY:
        return
    for passage in answer.passages:
        for before, after in _gaps(passage.text):
            yield Message.HEADING_SKIPPED.at(passage.path, where=passage.where, before=before, after=after)


def _gaps(text: str) -> Iterator[tuple[str, str]]:
    series: list[_Series] = [[] for _ in _LEVELS]
    for line in text.split("\n"):
        heading = _heading(line.lstrip())
        if heading is None:
            continue
        level, number, label = heading
        for deeper in range(level + 1, len(_LEVELS)):
            yield from _gaps_of(series[deeper])
            series[deeper] = []
        series[level].append((number, label))
    for finished in series:
        yield from _gaps_of(finished)


def _gaps_of(series: _Series) -> Iterator[tuple[str, str]]:
    neighbours = list(pairwise(series))
    certain = bool(neighbours) and series[0][0] == 1 and all(before[0] < after[0] for before, after in neighbours)
    if certain:
        yield from ((before[1], after[1]) for before, after in neighbours if after[0] - before[0] > 1)


@lru_cache(maxsize=1024)  # at every pause in typing one line of them all is another
def _heading(line: str) -> tuple[int, int, str] | None:
    for level, pattern in enumerate(_LEVELS):
        match = pattern.match(line)
        number = _value(match["number"]) if match else None
        if match and number:
            return level, number, match.group()
    return None


def _value(number: str) -> int | None:
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return None
    return (_digit(tens) or 1) * 10 * bool(ten) + _digit(ones)


def _digit(numeral: str) -> int:
    return _DIGITS.index(numeral) + 1 if numeral else 0
