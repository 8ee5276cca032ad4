"""Puts a pasted notice back into paragraphs: page numbers out, hard-wrapped lines joined, stray blanks removed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

HEADING_NUMBER = r"[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])"
"""Number of a section: 一、"""
POINT_NUMBER = r"(?P<number>[0-9０-９]{1,3})[ \t]*[.．、](?:(?=20\d\d年)|[ \t]*(?=[^\s0-9０-９….．、·]))"
"""Number of a point: 1. 1． 1、 with something to say after it, unlike 1.5 or a blank form's 1.…"""
SENTENCE_END = "。；！？）)〕】]"
"""Marks after which a new point may begin on the same line."""
SPACED = re.compile(r"(?<![!-~])[ \t]+|[ \t]+(?![!-~])")
"""Blanks that are not between two Latin words."""

_PAGE_NUMBER = re.compile(r"(?:[-—–－─·]*\d{1,4}[-—–－─·]*|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4})")
_RUN_IN_HEADING = re.compile(rf"(?<=\S)[ \t\u3000]+(?={HEADING_NUMBER})")
"""Where a paste has lost the line ends, the blank before a section's number is what is left of one."""
_RUN_IN_PAGE_NUMBER = re.compile(r"—[ \u3000]?\d{1,3}[ \u3000]?—")
_BEGINNING = re.compile(
    rf"(?:{HEADING_NUMBER}|[（(][一二三四五六七八九十]{{1,3}}[）)]|{POINT_NUMBER}|附件|抄送"
    r"|[（(〔\[【]?(?:[牵牽][头頭]|[责責]任|[负負][责責])(?:部[门門]|[单單]位)[:：])"
)
_LATIN_PAIR = re.compile(r"[A-Za-z]{2}")
_BREAKS_OFF = re.compile(r"[^。！？；：…”）)〕\]】]\Z")
_NARROWEST_WRAPPED, _WIDEST_WRAPPED = 15, 60  # 字; shorter and longer lines were not wrapped by a page
_SPREAD = re.compile(r"(?:[^\x00-\x7f] ){8}")  # a blank after every character
_SLACK = 4  # 字 by which a wrapped line may stay short: 2 of first-line indent, 2 of line rules
_SOME_PAGES = 20  # lines
_LONGEST_HEADING = 40


def paragraphs_joined(text: str) -> str:
    """One paragraph a line, none of them blank."""
    lines = list(_lines(text))
    full = _full_width([line for line, _ in lines])
    paragraphs: list[list[str]] = []
    before = ("", 0.0)
    for line, width in lines:
        if paragraphs and not _BEGINNING.match(line) and _goes_on(*before, full):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        before = line, width
    return "\n".join(map(_joined, paragraphs))


def _lines(text: str) -> Iterator[tuple[str, float]]:
    """Each line with its width in 字 on the page: a line that was spread to the margin is as wide as its blanks."""
    parted = _RUN_IN_HEADING.sub("\n", _RUN_IN_PAGE_NUMBER.sub("", text))
    for raw in parted.replace("\t", " ").splitlines():
        spaced = re.sub(r"[\u00a0\u2000-\u200b\u3000\ufeff]", " ", raw).strip()
        line = SPACED.sub("", spaced)
        if line and not _PAGE_NUMBER.fullmatch(line.replace(" ", "")):
            yield line, _width(spaced if _SPREAD.match(spaced) else line)


def _full_width(lines: Sequence[str]) -> float:
    """The width in 字 from which on a line is full; infinite where the text is not wrapped at a fixed width."""
    widths = sorted(map(_width, lines))
    if not widths:
        return float("inf")
    widest = widths[9 * len(widths) // 10]
    wrapped = sum(1 for width in widths if widest - _SLACK <= width <= widest + _SLACK)
    # of pages, what is too short for a line says nothing: headings, tables
    judged = [width for width in widths if width >= _NARROWEST_WRAPPED] if wrapped >= _SOME_PAGES else widths
    return (
        widest - _SLACK
        if _NARROWEST_WRAPPED <= widest <= _WIDEST_WRAPPED and 2 * wrapped >= len(judged)
        else float("inf")
    )


def _width(line: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in line)


def _goes_on(line: str, width: float, full: float) -> bool:
    """Whether the paragraph does not end with that line: it is full, or a page's end cut a sentence in two."""
    if full < float("inf"):
        return width >= full
    return (len(line) > _LONGEST_HEADING or "。" in line) and _BREAKS_OFF.search(line) is not None


def _joined(lines: Sequence[str]) -> str:
    """The lines as one, with a blank where two Latin words meet."""
    gaps = (" " if _LATIN_PAIR.fullmatch(before[-1] + after[0]) else "" for before, after in pairwise(lines))
    return lines[0] + "".join(gap + line for gap, line in zip(gaps, lines[1:], strict=True))
