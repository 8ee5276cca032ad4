"""Puts a pasted text back into paragraphs: page numbers out, hard-wrapped lines joined, stray blanks removed."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from castforms.intake.points_department import department_lines
from castforms.intake.points_text import HEADING_NUMBER, LEAD, OPENING, POINT_NUMBER, SPACED
from castforms.intake.text_width import width

_PAGE_NUMBER = re.compile(r"(?:[-—–－─·]*\d{1,4}[-—–－─·]*|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4})")
_RUN_IN_HEADING = re.compile(rf"(?<=\S)[ \t\u3000]+(?={HEADING_NUMBER})")
"""Where a paste has lost the line ends, the blank before a section's number is what is left of one."""
_RUN_IN_PAGE_NUMBER = re.compile(r"—[ \u3000]?\d{1,3}[ \u3000]?—")
_BEGINNING = re.compile(
    rf"(?:{HEADING_NUMBER}|[（(][一二三四五六七八九十]{{1,3}}[）)]|{POINT_NUMBER}|附件|抄送|[{OPENING}]?{LEAD}[:：]"
    rf"|{LEAD}[\w、]{{2,12}}$)"
)
_ITEM = re.compile(r"[（(][0-9０-９]{1,3}[）)]|[①-⑳]")
_LATIN_PAIR = re.compile(r"[A-Za-z]{2}")
_BREAKS_OFF = re.compile(r"[^。！？；：…”）)〕\]】]\Z")
_NARROWEST_WRAPPED, _WIDEST_WRAPPED = 15, 60  # 字; shorter and longer lines were not wrapped by a page
_SENTENCE_END = re.compile(r"[。！？：；]\Z")
_WORD = re.compile(r"[!-~]+")  # what is not broken over two lines
_SPREAD = re.compile(r"(?:[^\x00-\x7f] ){8}")  # a blank after every character
_SLACK = 4  # 字 by which a wrapped line may stay short: 2 of first-line indent, 2 of line rules
_INDENTED_SLACK = 5  # 字; more than that, as the indents tell, for letters narrower than half a 字
_OVERHANG = 2.5  # 字 of marks that may not begin a line
_INDENT = 1.5  # 字 from which on a line is indented
_SOME_PAGES = 20  # lines
_LONGEST_HEADING = 40


class _Line(NamedTuple):
    text: str
    indent: float
    """字."""
    width: float
    """字 on the page, the indent left out; a line that was spread to the margin is as wide as its blanks."""

    @property
    def reach(self) -> float:
        """Where it ends, from the margin."""
        return self.indent + self.width

    @property
    def begins(self) -> bool:
        """Whether it begins with what a paragraph begins with."""
        return _BEGINNING.match(self.text) is not None

    def begins_after(self, before: "_Line") -> bool:
        """Whether it begins a paragraph; one of a row of items inside a sentence does not."""
        return self.begins or (_ITEM.match(self.text) is not None and _BREAKS_OFF.search(before.text) is None)

    @property
    def word(self) -> float:
        """How much more than one 字 the line before would have needed to take its first word and a blank."""
        first = _WORD.match(self.text)
        return max(0.0, width(first[0]) - 0.5) if first else 0.0


class _Measure(NamedTuple):
    """From where on a line is full; infinite where the text is not wrapped at a fixed width."""

    full: float
    indented: bool = False
    """Whether every paragraph begins with an indent, and no other line does."""

    def goes_on(self, line: _Line, after: _Line) -> bool:
        """Whether a paragraph does not end with that line: it is full, or a page's end cut a sentence in two."""
        if self.indented:
            return after.indent < _INDENT and line.reach + after.word >= self.full
        if self.full < float("inf"):
            word = 0.0 if _SENTENCE_END.search(line.text) else after.word
            return line.width + word >= self.full
        text = line.text
        return (len(text) > _LONGEST_HEADING or "。" in text) and _BREAKS_OFF.search(text) is not None


def paragraphs_joined(text: str) -> str:
    """One paragraph a line, none of them blank."""
    lines = list(_lines(text))
    measure = _indented_measure(lines) or _measure(lines)
    paragraphs: list[list[str]] = []
    for before, line in pairwise([_Line("", 0, 0), *lines]):
        if paragraphs and not line.begins_after(before) and measure.goes_on(before, line):
            paragraphs[-1].append(line.text)
        else:
            paragraphs.append([line.text])
    return "\n".join(map(_joined, paragraphs))


def _lines(text: str) -> Iterator[_Line]:
    parted = department_lines(_RUN_IN_HEADING.sub("\n", _RUN_IN_PAGE_NUMBER.sub("", text)))
    for raw in parted.replace("\t", " ").splitlines():
        said = raw.strip()
        spaced = re.sub(r"[\u00a0\u2000-\u200b\u3000\ufeff]", " ", said)
        line = SPACED.sub("", spaced)
        if line and not _PAGE_NUMBER.fullmatch(line.replace(" ", "")):
            yield _Line(line, width(raw[: raw.find(said[0])]), width(spaced))


def _indented_measure(lines: Sequence[_Line]) -> _Measure | None:
    """The measure of a text that is wrapped at a fixed width, its paragraphs indented.

    There the lines before those without indent all reach as far, and hardly any reaches farther.
    """
    first = next((k for k, line in enumerate(lines) if line.indent >= _INDENT), len(lines))
    wrapped = [
        (before.reach, before.reach + line.word)
        for before, line in pairwise(lines[first:])
        if line.indent < _INDENT and not line.begins
    ]
    edge = max((reach for reach, _ in wrapped), default=0.0)
    full = edge - _INDENTED_SLACK
    reached = sum(1 for _, reach in wrapped if reach >= full)
    beyond = sum(1 for line in lines if line.reach > edge + _OVERHANG)
    if (
        not _NARROWEST_WRAPPED <= edge <= _WIDEST_WRAPPED
        or reached < max(2, len(wrapped) / 2)
        or 20 * beyond > len(lines)
    ):
        return None
    return _Measure(full, indented=True)


def _measure(lines: Sequence[_Line]) -> _Measure:
    """The measure of a text whose indents are lost, or that was never indented."""
    widths = sorted(width(line.text) if _SPREAD.match(line.text) else line.width for line in lines)
    if not widths:
        return _Measure(float("inf"))
    widest = widths[9 * len(widths) // 10]
    wrapped = sum(1 for each in widths if widest - _SLACK <= each <= widest + _SLACK)
    # of pages, what is too short for a line says nothing: headings, tables
    judged = [each for each in widths if each >= _NARROWEST_WRAPPED] if wrapped >= _SOME_PAGES else widths
    is_wrapped = _NARROWEST_WRAPPED <= widest <= _WIDEST_WRAPPED and 2 * wrapped >= len(judged)
    return _Measure(widest - _SLACK if is_wrapped else float("inf"))


def _joined(lines: Sequence[str]) -> str:
    """The lines as one, with a blank where two Latin words meet."""
    gaps = (" " if _LATIN_PAIR.fullmatch(before[-1] + after[0]) else "" for before, after in pairwise(lines))
    return lines[0] + "".join(gap + line for gap, line in zip(gaps, lines[1:], strict=True))
