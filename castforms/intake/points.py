"""Finds the numbered points of a notice in its text, however it was pasted: sections, points, lead departments.

Nothing is taken for certain: what looks doubtful is told, and the clerk checks the list before it is kept.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from castforms.intake.paragraphs import paragraphs_joined
from castforms.intake.points_text import HEADING_NUMBER, POINT_NUMBER, SENTENCE_END, SPACED
from castforms.model.work_points import WorkPoint

LONGEST_TEXT = 500_000
"""Characters that are looked at; a notice has some ten thousand."""

_LONGEST_TITLE = 40
_LONGEST_SECTION = 50
_MOST_MISSING = 5  # numbers that may be missing between two points of one list
_GAP_COST = 2
_LIKELY = 4  # weight of a number at a line's beginning with a heading sentence after it
_EXCERPT = 12
_NUMERALS = "零一二三四五六七八九"
_MARKS = re.escape(SENTENCE_END)

_HEADING = re.compile(rf"(?:^|(?<=[{_MARKS}]))(?P<number>{HEADING_NUMBER})(?P<title>[^。\n]*)", re.MULTILINE)
_POINT = re.compile(rf"(?<![0-9０-９A-Za-z.．]){POINT_NUMBER}")
_END = re.compile(r"^(?:附件?\d{0,2}(?:[:：].*)?|抄送[:：].*)$", re.MULTILINE)
_SHORT_TITLE = re.compile(rf"[^。\n]{{1,{_LONGEST_TITLE}}}。")
_TITLE_STOP = re.compile("[。\n]")
_DEPARTMENT = re.compile(
    r"""[（(〔\[【]?\s*(?:[牵牽][头頭]|[责責]任|[负負][责責])(?:部[门門]|[单單]位)\s*[:：]\s*
        (?P<names>[^（(〔\[【）)〕\]】。\n]{2,80}?)\s*(?:[）)〕\]】][。．]?|。|$)""",
    re.VERBOSE | re.MULTILINE,
)
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number that may begin a point; the weight says how much it looks like it."""

    number: int
    start: int
    end: int
    weight: int


@dataclass(frozen=True, slots=True)
class _Heading:
    ordinal: int
    start: int
    number: str
    title: str


def find_points(text: str) -> FoundPoints:
    """The points of the longest numbered list in the text; none where it has no such list.

    Points are numbered 1. or 1、 in any width, sections 一、; the lead department stands in brackets of any kind or on
    a line of its own.  Never raises; takes time linear in the length of the text, of which LONGEST_TEXT are read.
    """
    plain = paragraphs_joined(text[:LONGEST_TEXT])
    candidates = tuple(_candidates(plain))
    chain = _longest_list(candidates)
    if len(chain) < 2:
        return FoundPoints(())
    headings = _headings(plain, chain[-1].start)
    found = _with_neighbours_doubts([_point(plain, *place) for place in _places(plain, chain, headings)])
    too_long = (f"文字太长，只看了前 {LONGEST_TEXT} 个字符",) if len(text) > LONGEST_TEXT else ()
    return FoundPoints(found, (*too_long, *_doubts(plain, chain, candidates, headings)))


def _candidates(text: str) -> Iterator[_Candidate]:
    for match in _POINT.finditer(text):
        start = match.start()
        opens = start == 0 or text[start - 1] == "\n"
        if opens or text[start - 1] in SENTENCE_END or _inside_heading(text, start):
            titled = _SHORT_TITLE.match(text, match.end()) is not None
            yield _Candidate(int(match["number"]), start, match.end(), _LIKELY - 2 + opens + titled)


def _inside_heading(text: str, end: int) -> bool:
    """Whether the words before are a section's heading that ran into the point."""
    words = re.split(rf"[{_MARKS}\n]", text[max(0, end - 80) : end])[-1]
    return re.match(HEADING_NUMBER, words) is not None


def _longest_list(candidates: Sequence[_Candidate]) -> tuple[_Candidate, ...]:
    """The weightiest row of rising numbers; a missing number costs as much as a point brings, the later start wins."""
    best: dict[int, tuple[int, int]] = {0: (0, -1)}  # by last number: weight of the best row, its last candidate
    before: dict[int, int] = {}
    top = (0, -1)
    for position, candidate in enumerate(candidates):
        rows = [
            (best[previous][0] - _GAP_COST * (candidate.number - 1 - previous), best[previous][1])
            for previous in range(max(0, candidate.number - 1 - _MOST_MISSING), candidate.number)
            if previous in best
        ]
        if rows:
            weight, before[position] = max(rows)
            row = (weight + candidate.weight, position)
            best[candidate.number] = max(row, best.get(candidate.number, row))
            top = max(top, row)
    return tuple(candidates[position] for position in reversed(list(_back(top[1], before))))


def _back(position: int, before: dict[int, int]) -> Iterator[int]:
    while position >= 0:
        yield position
        position = before[position]


def _headings(text: str, end: int) -> tuple[_Heading, ...]:
    """The headings 一、二、 in their order; a later 一、 begins anew, as after the covering letter."""
    headings: list[_Heading] = []
    for match in _HEADING.finditer(text, 0, end):
        ordinal = _ordinal(match["number"][:-1])
        opens = match.start() == 0 or text[match.start() - 1] == "\n"
        expected = headings[-1].ordinal + 1 if headings else 1
        if ordinal in {1, expected} or (opens and ordinal > expected):
            headings.append(_Heading(ordinal, match.start(), match["number"], match["title"]))
    return tuple(headings)


def _ordinal(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return 10 * _NUMERALS.find(tens or "一") * bool(ten) + _NUMERALS.find(ones or "零")


def _places(
    text: str, chain: Sequence[_Candidate], headings: Sequence[_Heading]
) -> Iterator[tuple[_Candidate, int, str]]:
    """Each point with its end and the heading above it."""
    stop = _END.search(text, chain[-1].end)
    ends = [*(candidate.start for candidate in chain[1:]), stop.start() if stop else len(text)]
    starts = [heading.start for heading in headings]
    for candidate, end in zip(chain, ends, strict=True):
        below = bisect(starts, candidate.start)
        above = _heading_text(text, headings[below - 1], candidate.start) if below else ""
        yield candidate, min([end, *starts[below : below + 1]]), above


def _heading_text(text: str, heading: _Heading, end: int) -> str:
    """The heading up to its line's end, or to the point that ran into it."""
    start = heading.start + len(heading.number)
    title = text[start : min(end, start + len(heading.title))]
    ran_into = _POINT.search(title)
    return heading.number + (title[: ran_into.start()] if ran_into else title).strip()


def _point(text: str, candidate: _Candidate, end: int, section: str) -> FoundPoint:
    body = text[candidate.end : end]
    department = _DEPARTMENT.search(body)
    if department:
        body = body[: department.start()] + body[department.end() :]
    title, rest = (part.strip() for part in (*_TITLE_STOP.split(body, 1), "")[:2])
    point = WorkPoint(candidate.number, section, title, department["names"] if department else "")
    return FoundPoint(point, rest, tuple(_point_doubts(point, rest)))


def _point_doubts(point: WorkPoint, text: str) -> Iterator[str]:
    if len(point.title) > _LONGEST_TITLE:
        yield f"标题有 {len(point.title)} 个字，可能混入了正文，请核对"
    if not text:
        yield "标题后面没有正文，请核对是否漏贴"
    if len(point.section) > _LONGEST_SECTION:
        yield "所属部分的标题太长，可能混入了正文，请核对"


def _with_neighbours_doubts(found: list[FoundPoint]) -> tuple[FoundPoint, ...]:
    """A department is doubted where most others have one, a number where it does not follow the one before."""
    named = sum(1 for item in found if item.point.department)
    doubted = [_doubted(item, not item.point.department, "没有找到牵头部门，请补上") for item in found]
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


def _doubts(
    text: str, chain: Sequence[_Candidate], candidates: Sequence[_Candidate], headings: Sequence[_Heading]
) -> Iterator[str]:
    kept, span = set(chain), range(chain[0].start, chain[-1].end)
    rest = (candidate for candidate in candidates if candidate not in kept)
    if left := [candidate for candidate in rest if candidate.weight == _LIKELY or candidate.start in span]:
        excerpt = SPACED.sub("", text[left[0].start : left[0].start + _EXCERPT]).replace("\n", "")
        yield f"还有 {len(left)} 处编号没有当作要点，如“{excerpt}…”，请核对"
    if len(_TRADITIONAL.intersection(text)) > 3:
        yield "原文是繁体字，请先转换成简体字再导入"
    inside = [heading for heading in headings if heading.start < chain[-1].start]
    for before, after in pairwise(inside):
        if after.ordinal > before.ordinal + 1:
            yield f"部分的序号从“{before.number}”跳到了“{after.number}”，请核对是否有遗漏"
