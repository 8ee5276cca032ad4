"""Numbers: those put before the items of a list, and those by which headings in a text are recognised."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from castforms.model.stylesheet import FontRole

_DIGITS = "零一二三四五六七八九"
_LONGEST_NUMBER = 20  # characters, with what stands around it
_CIRCLED = 20  # ① to ⑳ are one character each


def item_label(numbering: str, number: int) -> str:
    """The label of item `number` (from 1) in the manner that `numbering` shows for the first: `1.`, `（一）`, `①`."""
    for first, written in _NUMERALS.items():
        before, found, after = numbering.partition(first)
        if found:
            return before + written(number) + after
    return numbering


def with_number(number: str, text: str) -> str:
    """The text behind its number, if it does not begin with it: 3 becomes `3.`, 一 becomes `一、` (7.3.3)."""
    if not number or not text:
        return text
    is_bare = number.isdigit() or all(numeral in _DIGITS + "十" for numeral in number)
    said = re.escape(unicodedata.normalize("NFKC", number))
    pattern = rf"[(第]?0*{said} *[.、)章节条款]" if is_bare else said
    if re.match(pattern, unicodedata.normalize("NFKC", text[: _LONGEST_NUMBER + len(number)])):
        return text
    return number + ("" if not is_bare else "." if number.isdigit() else "、") + text


def is_countable(numbering: str, number: int) -> bool:
    """Whether word processors count such a label as `item_label` does, and draw it as they would draw text.

    They do not space a label of words (`第1项：`) as they space text, so such a one stays text.
    """
    first = next(first for first in _COUNTABLE if first in numbering)
    return number <= _COUNTABLE[first] and not any(c.isalnum() for c in numbering.replace(first, "", 1))


def chinese_numeral(number: int) -> str:
    """The number in Chinese numerals, 1 to 99; beyond that in Arabic ones."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return ten + (_DIGITS[ones] if ones else "")


def circled_numeral(number: int) -> str:
    """The number in a circle, 1 to 20; beyond that in round brackets."""
    return chr(ord("①") + number - 1) if 0 < number <= _CIRCLED else f"（{number}）"


_NUMERALS: dict[str, Callable[[int], str]] = {"1": str, "一": chinese_numeral, "①": circled_numeral}
_COUNTABLE = {"1": 1_000_000, "一": 99, "①": _CIRCLED}


class Level(NamedTuple):
    """A heading level of GB/T 9704-2012, 7.3.3; `font` is None where it is that of the text."""

    pattern: re.Pattern[str]
    style: str
    font: FontRole | None


LEVELS = (
    Level(re.compile(r"[一二三四五六七八九十]+、"), "heading1", FontRole.HEADING),
    Level(re.compile(r"[（(][一二三四五六七八九十]+[）)]"), "heading2", FontRole.SUBHEADING),
    Level(re.compile(r"[0-9]{1,3}[.．](?![0-9])"), "heading3", None),
    Level(re.compile(r"[（(][0-9]{1,3}[）)]"), "heading4", None),
)
"""一、 （一） 1. （1）"""

_LONGEST_HEADING = 56  # two lines of 28 characters
_RUN_IN = re.compile(r"([^。！？；]+[。！？])(.*)")


def heading_level(paragraph: str) -> Level | None:
    """The level whose number stands at the paragraph's start."""
    return next((level for level in LEVELS if level.pattern.match(paragraph)), None)


def is_heading(paragraph: str) -> bool:
    """Whether a numbered paragraph is nothing but a heading: short, and not a sentence."""
    return len(paragraph) <= _LONGEST_HEADING and not set("。！？；：").intersection(paragraph)


def run_in(paragraph: str) -> Iterator[str]:
    """The run-in heading of a numbered paragraph and its text; only the paragraph where it has no such heading."""
    match = _RUN_IN.fullmatch(paragraph)
    if match is None or len(match[1]) > _LONGEST_HEADING:
        yield paragraph
    else:
        yield from match.groups()
