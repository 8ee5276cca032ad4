"""Reads the tables of a TOML file strictly, key by key, and notes every fault instead of stopping at the first."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from math import isnan
from typing import TypeVar

from castforms.library.faults import FaultLog

Member = TypeVar("Member", bound=StrEnum)

_UNPRINTABLE = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
_LARGEST_NUMBER = 1e9


class TableReader:
    """One TOML table at the place `key`; a value that is wrong is noted and read as its default."""

    def __init__(self, raw: Mapping[str, object], key: str, faults: FaultLog) -> None:
        self._raw = raw
        self._asked: set[str] = set()
        self._faults = faults
        self.key = key

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    def at(self, name: str) -> str:
        """The place of a key of this table."""
        return f"{self.key}.{name}" if self.key else name

    def fault(self, name: str, message: str) -> None:
        """Notes a fault at one of the table's keys; at the table itself for an empty name."""
        self._faults.add(self.at(name) if name else self.key, message)

    def value(self, name: str) -> object:
        """The raw value, None if there is none."""
        self._asked.add(name)
        return self._raw.get(name)

    def text(self, name: str, default: str | None = "") -> str:
        """A text; `default` None: it must be there and say something."""
        value = self.value(name)
        if value is None and default is not None:
            return default
        if value is None:
            self.fault(name, "缺少这一项，请补上")
        elif not isinstance(value, str):
            self.fault(name, f"应为加引号的文字，现为 {shown(value)}")
        elif unprintable := _unprintable(value):
            self.fault(name, f"含有不可打印的字符 U+{ord(unprintable[0]):04X}，请删去")
        elif default is None and not value.strip():
            self.fault(name, "不能为空，请填写")
        else:
            return value
        return default or ""

    def line(self, name: str, default: str | None = "") -> str:
        """A text of one line."""
        text = self.text(name, default)
        if "\n" in text:
            self.fault(name, "只能有一行，请删去换行")
        return text

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false."""
        value = self.value(name)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.fault(name, f"应为 true 或 false，现为 {shown(value)}")
        return default

    def number(self, name: str) -> float | None:
        """A number, None if there is none."""
        value = self.value(name)
        return None if value is None else self._number(name, value)

    def measure(self, name: str, usual: float, most: float, least: float = 0) -> float:
        """A length from `least` to `most`, `usual` if there is none."""
        value = self.number(name)
        if value is None:
            return usual
        if not least <= value <= most:
            self.fault(name, f"应在 {least:g} 到 {most:g} 之间，现为 {value:g}")
            return usual
        return value

    def count(self, name: str, most: int) -> int:
        """A whole number from 1 to `most`, 1 if there is none."""
        value = self.value(name)
        if value is None:
            return 1
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            self.fault(name, f"应为 1 到 {most} 的整数，现为 {shown(value)}")
            return 1
        return value

    def day(self, name: str) -> dt.date | None:
        """A date as TOML writes it, without quotes; None if there is none."""
        value = self.value(name)
        if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
            return value
        self.fault(name, f"应为日期，如 2020-04-22（不加引号），现为 {shown(value)}")
        return None

    def member(self, name: str, members: type[Member], default: Member) -> Member:
        """One word of a closed set, `default` if there is none."""
        if self.value(name) is None:
            return default
        word = self.line(name, default.value)
        try:
            return members(word)
        except ValueError:
            self.fault(name, f"没有“{shorten(word)}”这个值{near(word, members)}（可用：{'、'.join(members)}）")
            return default

    def numbers(self, name: str, instead: float) -> tuple[float, ...]:
        """An array of numbers, `instead` in the place of a wrong one."""
        values = self._array(name)
        numbers = (self._number(f"{name}[{position}]", value) for position, value in enumerate(values))
        return tuple(instead if number is None else number for number in numbers)

    def texts(self, name: str) -> tuple[str, ...]:
        """An array of texts."""
        values = self._array(name)
        texts = tuple(value for value in values if isinstance(value, str))
        if len(texts) < len(values):
            self.fault(name, '应为文字的数组，如 ["甲", "乙"]')
        return texts

    def table(self, name: str) -> "TableReader":
        """The table of that name, an empty one if there is none."""
        value = self.value(name)
        return self._table(name, {} if value is None else value)

    def tables(self, name: str, most: int) -> tuple["TableReader", ...]:
        """The tables of an array, up to `most`."""
        return tuple(
            self._table(f"{name}[{position}]", value) for position, value in enumerate(self._array(name, most))
        )

    def cells(self, name: str, most: int) -> tuple["TableReader", ...]:
        """The tables of an array in which a text stands for a table with only that `text`."""
        return tuple(
            self._table(f"{name}[{position}]", {"text": value} if isinstance(value, str) else value)
            for position, value in enumerate(self._array(name, most))
        )

    def finish(self) -> None:
        """Notes every key that nothing asked for."""
        for name in self._raw:
            if name not in self._asked:
                word = shorten(name)
                self.fault(word, f"没有“{word}”这个键{near(name, self._asked)}，请改正或删去")

    def _number(self, name: str, value: object) -> float | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(name, f"应为数字，现为 {shown(value)}")
        elif isnan(value):
            self.fault(name, "nan 不是数值，请写一个数字")
        elif abs(value) > _LARGEST_NUMBER:
            self.fault(name, "数字太大，请改正")
        else:
            return value
        return None

    def _array(self, name: str, most: int | None = None) -> list[object]:
        value = self.value(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(name, f"应为数组 […]，现为 {shown(value)}")
            return []
        if most is not None and len(value) > most:
            self.fault(name, f"有 {len(value)} 项，最多 {most} 项，请删减")
        return value[:most]

    def _table(self, name: str, value: object) -> "TableReader":
        if not isinstance(value, dict):
            self.fault(name, f"应为表 {{…}}，现为 {shown(value)}")
            value = {}
        return TableReader(value, self.at(name), self._faults)


def _unprintable(text: str) -> re.Match[str] | None:
    """The first such character; Python knows faster that there is none, and a start has no time for the pattern."""
    return None if text.replace("\n", "").isprintable() else re.search(_UNPRINTABLE, text)


def near(word: str, known: Iterable[str]) -> str:
    """The advice which known word may have been meant; empty if none is near."""
    if len(word) > 40:
        return ""
    import difflib  # noqa: PLC0415 - most forms have no word that nobody knows

    words = difflib.get_close_matches(word, list(known), 1)
    return f"，是不是“{words[0]}”？" if words else ""


def shown(value: object) -> str:
    """A value as a message shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"“{shorten(value)}”"
    if isinstance(value, dict):
        return "表 {…}"
    if isinstance(value, list):
        return "数组 […]"
    return shorten(str(value))


def shorten(text: str) -> str:
    """At most 40 characters on one line, printable."""
    line = re.sub(_UNPRINTABLE, "?", " ".join(text.split()))
    return line if len(line) <= 40 else line[:39] + "…"
