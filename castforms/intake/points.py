"""Finds the numbered points of a notice in its text, however it was pasted: sections, points, lead departments.

Nothing is taken for certain: what looks doubtful is told, and the clerk checks the list before it is kept.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from castforms.intake.paragraphs import paragraphs_joined
from castforms.intake.points_department import department_in
from castforms.intake.points_numbering import (
    LIKELY,
    LONGEST_TITLE,
    Candidate,
    Heading,
    candidates_in,
    headings_in,
    lists_of_sections,
    longest_list,
)
from castforms.intake.points_text import OTHER_NUMBERS, POINT_NUMBER, SPACED
from castforms.model.work_points import WorkPoint

LONGEST_TEXT = 500_000
"""Characters that are looked at; a notice has some ten thousand."""

_LONGEST_SECTION = 50
_SURE_LIST = 3  # points from which on an unusual list is one
_SECOND_LEVEL = "（一）"  # also numbers the clauses of any notice
_EXCERPT = 12

_END = re.compile(r"^(?:附件?\d{0,2}(?:[:：].*)?|抄送[:：].*)$", re.MULTILINE)
_TITLE_STOP = re.compile("[。\n]")
_TRADITIONAL = frozenset("與國學會動點進產實現強對創導發業體關開際門頭總務經濟證讓織")


@dataclass(frozen=True, slots=True)
class FoundPoint:
    """A point as it stands in the notice: `text` is what follows its title; `doubts` are for the clerk, in Chinese."""

    point: WorkPoint
    text: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPoints:
    """What was found; `doubts` concern the list as a whole."""

    points: tuple[FoundPoint, ...]
    doubts: tuple[str, ...] = ()

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings that have points, in order."""
        return tuple(dict.fromkeys(found.point.section for found in self.points if found.point.section))

    @property
    def certain(self) -> bool:
        """Whether there is nothing that the clerk need look at with more than usual care."""
        return not self.doubts and not any(found.doubts for found in self.points)


class _Reading(NamedTuple):
    """The list that one way of numbering gives."""

    text: str
    number: re.Pattern[str]
    chain: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    headings: tuple[Heading, ...]
    doubts: tuple[str, ...] = ()


def find_points(text: str) -> FoundPoints:
    """The points of the longest numbered list in the text; none where it has no such list.

    Points are numbered 1. or 1、 in any width, or （1）, ① or （一） where that list names lead departments; sections
    一、; the lead department stands in brackets of any kind or on a line of its own.  Never raises; takes time linear
    in the length of the text, of which LONGEST_TEXT are read.
    """
    plain = paragraphs_joined(text[:LONGEST_TEXT])
    headings = headings_in(plain)
    found = _listed(_reading(plain, POINT_NUMBER, headings))
    for first, number in OTHER_NUMBERS.items():
        other = _listed(_reading(plain, number, headings))
        if _named(other) > max(_named(found), len(other.points) / 2):
            found = other
        elif not found.points and first != _SECOND_LEVEL and _is_likely(other):
            doubt = f"没有“1.”这样的编号，把“{first}”当作了要点的编号，请核对"
            found = replace(other, doubts=(*other.doubts, doubt))
    too_long = (f"文字太长，只看了前 {LONGEST_TEXT} 个字符",) if len(text) > LONGEST_TEXT else ()
    return replace(found, doubts=(*too_long, *found.doubts)) if found.points else found


def _named(found: FoundPoints) -> int:
    return sum(1 for item in found.points if item.point.department)


def _is_likely(found: FoundPoints) -> bool:
    return len(found.points) >= _SURE_LIST and not any(item.doubts for item in found.points)


def _reading(plain: str, number: str, headings: tuple[Heading, ...]) -> _Reading:
    pattern = re.compile(rf"(?<![0-9０-９A-Za-z.．]){number}")
    candidates = tuple(candidates_in(plain, pattern))
    chain = longest_list(candidates)
    doubts: tuple[str, ...] = ()
    if chain and (own := lists_of_sections(plain, candidates, chain, headings, _stop(plain, chain[-1]))):
        chain = own
        doubts = (f"各部分的编号都从 1 开始，这里按先后连续计数为 1 至 {chain[-1].number}，请核对",)
    above = tuple(heading for heading in headings if chain and heading.start < chain[-1].start)
    return _Reading(plain, pattern, chain, candidates, above, doubts)


def _listed(reading: _Reading) -> FoundPoints:
    if len(reading.chain) < 2:
        return FoundPoints(())
    found = _with_neighbours_doubts([_point(reading.text, *place) for place in _places(reading)])
    return FoundPoints(found, (*reading.doubts, *_doubts(reading)))


def _stop(text: str, last: Candidate) -> int:
    match = _END.search(text, last.end)
    return match.start() if match else len(text)


def _places(reading: _Reading) -> Iterator[tuple[Candidate, int, str]]:
    """Each point with its end and the heading above it."""
    chain, headings = reading.chain, reading.headings
    ends = [*(candidate.start for candidate in chain[1:]), _stop(reading.text, chain[-1])]
    starts = [heading.start for heading in headings]
    for candidate, end in zip(chain, ends, strict=True):
        below = bisect(starts, candidate.start)
        above = _heading_text(reading, headings[below - 1], candidate.start) if below else ""
        yield candidate, min([end, *starts[below : below + 1]]), above


def _heading_text(reading: _Reading, heading: Heading, end: int) -> str:
    """The heading up to its line's end, or to the point that ran into it."""
    start = heading.start + len(heading.number)
    title = reading.text[start : min(end, start + len(heading.title))]
    ran_into = reading.number.search(title)
    return heading.number + (title[: ran_into.start()] if ran_into else title).strip()


def _point(text: str, candidate: Candidate, end: int, section: str) -> FoundPoint:
    department = department_in(text[candidate.end : end])
    title, rest = (part.strip() for part in (*_TITLE_STOP.split(department.text, 1), "")[:2])
    point = WorkPoint(candidate.number, section, title, department.name)
    found = FoundPoint(point, rest, tuple(_point_doubts(point, rest)))
    return _doubted(found, department.doubted, "提到了牵头部门，但没有认出它的名称，请核对")


def _point_doubts(point: WorkPoint, text: str) -> Iterator[str]:
    if len(point.title) > LONGEST_TITLE:
        yield f"标题有 {len(point.title)} 个字，可能混入了正文，请核对"
    if not text:
        yield "标题后面没有正文，请核对是否漏贴"
    if len(point.section) > _LONGEST_SECTION:
        yield "所属部分的标题太长，可能混入了正文，请核对"


def _with_neighbours_doubts(found: list[FoundPoint]) -> tuple[FoundPoint, ...]:
    """A department is doubted where most others have one, a number where it does not follow the one before."""
    named = sum(1 for item in found if item.point.department)
    doubted = [_doubted(item, not (item.point.department or item.doubts), "没有找到牵头部门，请补上") for item in found]
    result = doubted if 2 * named > len(found) else found
    numbers = [0, *(item.point.number for item in found)]
    return tuple(
        _doubted(item, number > before + 1, f"前面缺第 {_range(before + 1, number - 1)} 项，请核对原文")
        for item, (before, number) in zip(result, pairwise(numbers), strict=True)
    )


def _doubted(found: FoundPoint, doubtful: bool, words: str) -> FoundPoint:
    return replace(found, doubts=(*found.doubts, words)) if doubtful else found


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} 至 {last}"


def _doubts(reading: _Reading) -> Iterator[str]:
    text, chain = reading.text, reading.chain
    kept, span = {candidate.start for candidate in chain}, range(chain[0].start, chain[-1].end)
    rest = (candidate for candidate in reading.candidates if candidate.start not in kept)
    if left := [candidate for candidate in rest if candidate.weight == LIKELY or candidate.start in span]:
        excerpt = SPACED.sub("", text[left[0].start : left[0].start + _EXCERPT]).replace("\n", "")
        yield f"还有 {len(left)} 处编号没有当作要点，如“{excerpt}…”，请核对"
    if len(_TRADITIONAL.intersection(text)) > 3:
        yield "原文是繁体字，请先转换成简体字再导入"
    for before, after in pairwise(reading.headings):
        if after.ordinal > before.ordinal + 1:
            yield f"部分的序号从“{before.number}”跳到了“{after.number}”，请核对是否有遗漏"
