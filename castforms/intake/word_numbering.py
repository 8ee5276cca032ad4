"""The automatic numbers of a Word file's paragraphs, which stand in no text of it (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from castforms.intake.word_elements import attribute, child, local

_DEEPEST = 9  # levels
_MOST = 1_000_000
_LONGEST = 30  # characters that a level writes around its numbers


class _Level(NamedTuple):
    start: int
    format: str
    text: str


class _List(NamedTuple):
    definition: str
    levels: Mapping[int, _Level]
    restarts: Mapping[int, int]


class ListCounter:
    """Counts the items of all lists while paragraphs are asked for in reading order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = {} if numbering is None else _lists(numbering)
        self._of_style = {} if styles is None else _numbered_styles(styles)
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> str:
        """The number Word prints before this paragraph; empty if it is no item, or its mark is a bullet."""
        if not self._lists:
            return ""
        properties = child(paragraph, "pPr")
        inherited = self._of_style.get(attribute(child(properties, "pStyle")))
        list_id, depth = _merged(child(properties, "numPr"), inherited)
        found = self._lists.get(list_id)
        return "" if found is None or depth not in found.levels else self._count(list_id, found, depth)

    def _count(self, list_id: str, counted: _List, depth: int) -> str:
        counts = self._counts.setdefault(counted.definition, [None] * _DEEPEST)
        if depth in counted.restarts and (list_id, depth) not in self._begun:
            self._begun.add((list_id, depth))
            counts[depth] = counted.restarts[depth]
        else:
            before = counts[depth]
            counts[depth] = counted.levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_DEEPEST - depth - 1)
        return _written(counted.levels, counts, depth)


def _written(levels: Mapping[int, _Level], counts: list[int | None], depth: int) -> str:
    if levels[depth].format == "bullet":
        return ""

    def number(found: re.Match[str]) -> str:
        k = int(found[1]) - 1
        level = levels.get(k)
        if level is None:
            return ""
        value = counts[k]
        return _FORMATS.get(level.format, str)(level.start if value is None else value)

    return re.sub(r"%([1-9])", number, levels[depth].text)


def _merged(own: Element | None, inherited: tuple[str, int] | None) -> tuple[str, int]:
    list_id, depth = inherited or ("", 0)
    return attribute(child(own, "numId"), default=list_id), _number(attribute(child(own, "ilvl")), depth)


def _numbered_styles(styles: Element) -> dict[str, tuple[str, int]]:
    numbered = ((style, child(style, "pPr", "numPr")) for style in _named(styles, "style"))
    return {attribute(style, "styleId"): _merged(own, None) for style, own in numbered if own is not None}


def _lists(numbering: Element) -> dict[str, _List]:
    definitions = {
        attribute(definition, "abstractNumId"): dict(map(_level, _named(definition, "lvl")))
        for definition in _named(numbering, "abstractNum")
    }
    lists = {}
    for counted in _named(numbering, "num"):
        definition = attribute(child(counted, "abstractNumId"))
        levels, restarts = dict(definitions.get(definition, {})), {}
        for override in _named(counted, "lvlOverride"):
            replaced, start = child(override, "lvl"), child(override, "startOverride")
            if replaced is not None:
                levels.update([_level(replaced)])
            if start is not None:
                restarts[_number(attribute(override, "ilvl"), 0)] = _number(attribute(start), 1)
        lists[attribute(counted, "numId")] = _List(definition, levels, restarts)
    return lists


def _named(parent: Element, name: str) -> list[Element]:
    return [each for each in parent if local(each.tag) == name]


def _level(level: Element) -> tuple[int, _Level]:
    depth = min(_number(attribute(level, "ilvl"), 0), _DEEPEST - 1)
    kind, text = attribute(child(level, "numFmt"), default="decimal"), attribute(child(level, "lvlText"))
    return depth, _Level(_number(attribute(child(level, "start")), 1), kind, text[:_LONGEST])


def _number(text: str, default: int) -> int:
    return min(int(text), _MOST) if text.isascii() and text.isdecimal() and len(text) < _LONGEST else default


_DIGITS = "〇一二三四五六七八九"


def _chinese(number: int) -> str:
    """In Chinese numerals up to 99, beyond that in Arabic ones."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 0 < number <= 20 else str(number)


def _letters(number: int) -> str:
    """A to z, then aa, bb ... as Word writes them."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, _LONGEST) if number > 0 else ""


def _roman(number: int) -> str:
    written = ""
    for sign, value in _ROMAN:
        written += sign * min(number // value, _LONGEST)
        number %= value
    return written


_ROMAN = (
    *(("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40)),
    *(("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)),
)

_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "taiwaneseCountingThousand"), _chinese),
    **dict.fromkeys(("japaneseCounting", "taiwaneseCounting", "ideographDigital"), _chinese),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + k: ord("\uff10") + k for k in range(10)}),
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}
