"""Dates as people type them, and as they can be meant."""

import datetime
import re
import unicodedata

from castforms.model.expression import LONGEST_READ, as_date

_YEARS = range(1900, 2100)
_NUMERAL = r"[0-9〇○零一二三四五六七八九十]"
_INCOMPLETE = (
    (re.compile(rf"{_NUMERAL}{{1,3}}[-/.月]{_NUMERAL}{{1,3}}日?"), "年份"),
    (re.compile(rf"{_NUMERAL}{{4}}[-/.年]{_NUMERAL}{{1,3}}月?"), "日"),
    (re.compile(rf"{_NUMERAL}{{4}}年?"), "月和日"),
)


def parse_date(text: str) -> datetime.date | None:
    """The date the text says, of the years 1900 to 2099; None if it says none that is in the calendar.

    Reads what the print reads (`as_date`): 2020-04-09, 2020年4月9日, 2020.4.9, 2020/4/9, 二〇二〇年四月九日, full-width
    digits and spaces.
    """
    day = as_date(text)
    return day if day is not None and day.year in _YEARS else None


def missing_part(text: str) -> str:
    """What a text that is no date lacks to be one: 年份, 日, 月和日; empty if it is wrong in another way."""
    if len(text) > LONGEST_READ:
        return ""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return next((part for pattern, part in _INCOMPLETE if pattern.fullmatch(plain)), "")
