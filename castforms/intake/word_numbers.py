"""The numbers that a word processor puts before paragraphs by itself (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from castforms.intake.word_elements import attribute, child, local, number_of

_HAN = "〇一二三四五六七八九"
_DEEPEST = 8
_PLACE = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """One level of a numbering: how its number is written, in which words, and from where it counts."""

    form: str
    words: str
    start: int


Levels = Mapping[int, Level]


class Numbers:
    """Counts the numbered paragraphs of a document in reading order."""

    def __init__(self, numberings: Mapping[str, Levels], styles: Mapping[str, tuple[str, int]]) -> None:
        """`numberings` by their id; `styles` is which one, and which level of it, a paragraph style has."""
        self._numberings = numberings
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}

    def of(self, paragraph: Element) -> str:
        """The number before the next paragraph of the document; empty if it has none."""
        properties = child(paragraph, "pPr")
        numbering, level = self._styles.get(attribute(child(properties, "pStyle")), ("", 0))
        own = child(properties, "numPr")
        numbering = attribute(child(own, "numId"), default=numbering)
        level = number_of(child(own, "ilvl"), level, most=_DEEPEST)
        levels = self._numberings.get(numbering, {})
        return self._next(numbering, level, levels) if level in levels else ""

    def _next(self, numbering: str, level: int, levels: Levels) -> str:
        counts = {place: count for place, count in self._counts.get(numbering, {}).items() if place <= level}
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self._counts[numbering] = counts

        def written(place: re.Match[str]) -> str:
            wanted = int(place[1]) - 1
            each = levels.get(wanted)
            return numeral(counts.get(wanted, each.start), each.form) if each else ""

        return _PLACE.sub(written, levels[level].words)


def read_numbers(numbering: Element | None, styles: Element | None) -> Numbers:
    """The numberings that the parts `numbering.xml` and `styles.xml` define; parts that are not there define none."""
    abstract = {attribute(each, "abstractNumId"): _levels(each) for each in _named(numbering, "abstractNum")}
    numberings = {
        attribute(each, "numId"): {**abstract.get(attribute(child(each, "abstractNumId")), {}), **_overrides(each)}
        for each in _named(numbering, "num")
    }
    with_numbers = {
        attribute(style, "styleId"): (
            attribute(child(style, "pPr", "numPr", "numId")),
            number_of(child(style, "pPr", "numPr", "ilvl"), most=_DEEPEST),
        )
        for style in _named(styles, "style")
        if child(style, "pPr", "numPr", "numId") is not None
    }
    return Numbers(numberings, with_numbers)


def numeral(number: int, form: str) -> str:
    """A number as a numbering writes it: Arabic, Chinese, circled, letters; forms not known here as Arabic."""
    return _FORMS.get(form, str)(number)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else _HAN[tens] + "十") + (_HAN[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 0 < number <= 20 else str(number)


def _letter(first: str) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else ""


_FORMS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda number: "".join(_HAN[int(digit)] for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter("a"),
    "upperLetter": _letter("A"),
    "bullet": lambda _number: "",
    "none": lambda _number: "",
}


def _named(root: Element | None, name: str) -> list[Element]:
    return [each for each in root if local(each.tag) == name] if root is not None else []


def _levels(parent: Element) -> dict[int, Level]:
    return {
        place: Level(
            attribute(child(level, "numFmt"), default="decimal"),
            attribute(child(level, "lvlText")),
            number_of(child(level, "start"), 1),
        )
        for level in _named(parent, "lvl")
        if (place := _place(level)) <= _DEEPEST
    }


def _overrides(numbering: Element) -> dict[int, Level]:
    return {place: level for each in _named(numbering, "lvlOverride") for place, level in _levels(each).items()}


def _place(level: Element) -> int:
    text = attribute(level, "ilvl")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else _DEEPEST + 1
