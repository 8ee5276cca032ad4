"""What the parts of a notice begin and end with."""

import re
from collections.abc import Mapping
from types import MappingProxyType

HEADING_NUMBER = r"[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])"
"""Number of a section: 一、"""
POINT_NUMBER = r"(?P<number>[0-9０-９]{1,3})[ \t]*[.．、](?:(?=20\d\d年)|[ \t]*(?=[^\s0-9０-９….．、·]))"
"""Number of a point: 1. 1． 1、 with something to say after it, unlike 1.5 or a blank form's 1.…"""
OTHER_NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "（1）": r"[（(](?P<number>[0-9０-９]{1,3})[）)][ \t]*(?=[^\s0-9０-９….．、·])",
        "①": r"(?P<number>[①-⑳])[ \t]*(?=\S)",
        "（一）": r"[（(](?P<number>[一二三四五六七八九十]{1,3})[）)][ \t]*(?=\S)",
    }
)
"""Numbers of points in notices that write them otherwise, by how the first looks."""
OPENING, CLOSING = r"（(〔\[［【", r"）)〕\]］】"
"""Brackets as they are mixed in pastes; for a set of a regular expression."""
SENTENCE_END = "。；！？）)〕】]］"
"""Marks after which a new point may begin on the same line."""
SPACED = re.compile(r"(?<![!-~])[ \t]+|[ \t]+(?![!-~])")
"""Blanks that are not between two Latin words."""
LEAD = r"(?:[牵牽][头頭]|[责責]任|[负負][责責])(?:部[门門]|[单單]位)"
"""What says that a lead department follows."""

_NUMERALS = "零一二三四五六七八九"


def ordinal(numeral: str) -> int:
    """The number a point or section is numbered with: 十二, 12, １２ or ⑫."""
    if numeral.isdecimal():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    tens, ten, ones = numeral.rpartition("十")
    return 10 * _NUMERALS.find(tens or "一") * bool(ten) + _NUMERALS.find(ones or "零")
