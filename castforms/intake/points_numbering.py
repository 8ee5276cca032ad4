"""Numbers in a notice that may begin points, the row of them that is its list, and the headings above."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from castforms.intake.points_department import names_departments
from castforms.intake.points_text import HEADING_NUMBER, SENTENCE_END, ordinal

LIKELY = 4
"""Weight of a number at a line's beginning with a heading sentence after it."""
LONGEST_TITLE = 40

_MOST_MISSING = 5  # numbers that may be missing between two points of one list
_GAP_COST = 2
_MARKS = re.escape(SENTENCE_END)
_HEADING = re.compile(rf"(?:^|(?<=[{_MARKS}]))(?P<number>{HEADING_NUMBER})(?P<title>[^。\n]*)", re.MULTILINE)
_SHORT_TITLE = re.compile(rf"[^。\n]{{1,{LONGEST_TITLE}}}。")


class Candidate(NamedTuple):
    """A number that may begin a point; the weight says how much it looks like it."""

    number: int
    start: int
    end: int
    weight: int


class Heading(NamedTuple):
    """A section's heading."""

    ordinal: int
    start: int
    number: str
    title: str


def candidates_in(text: str, number: re.Pattern[str]) -> Iterator[Candidate]:
    """What may begin a point; `number` has a group of that name."""
    for match in number.finditer(text):
        start = match.start()
        before = text[max(0, start - 3) : start].rstrip(" ")[-1:]
        opens = before in {"", "\n"}
        if opens or before in SENTENCE_END or _inside_heading(text, start):
            titled = _SHORT_TITLE.match(text, match.end()) is not None
            yield Candidate(ordinal(match["number"]), start, match.end(), LIKELY - 2 + opens + titled)


def _inside_heading(text: str, end: int) -> bool:
    """Whether the words before are a section's heading that ran into the point."""
    words = re.split(rf"[{_MARKS}\n]", text[max(0, end - 80) : end])[-1]
    return re.match(HEADING_NUMBER, words) is not None


def longest_list(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
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


def headings_in(text: str) -> tuple[Heading, ...]:
    """The headings 一、二、 in their order; a later 一、 begins anew, as after the covering letter."""
    headings: list[Heading] = []
    for match in _HEADING.finditer(text):
        number = ordinal(match["number"][:-1])
        opens = match.start() == 0 or text[match.start() - 1] == "\n"
        expected = headings[-1].ordinal + 1 if headings else 1
        if number in {1, expected} or (opens and number > expected):
            headings.append(Heading(number, match.start(), match["number"], match["title"]))
    return tuple(headings)


def lists_of_sections(
    text: str, candidates: Sequence[Candidate], chain: Sequence[Candidate], headings: Sequence[Heading], stop: int
) -> tuple[Candidate, ...]:
    """The points of all sections, numbered on, where each section numbers its own from 1; empty where they do not.

    The chain, which ends before `stop`, is the longest list of them.  Where some sections name lead departments,
    the lists of the others are none of points.
    """
    spans = [span for span in _spans(headings, chain[0].start, stop) if span]
    if not any(chain[0].start in span and chain[-1].start in span for span in spans):
        return ()
    rows = [(longest_list([each for each in candidates if each.start in span]), span) for span in spans]
    own = [
        (row, names_departments(text[row[0].start : span.stop]))
        for row, span in rows
        if row and row[0].number == 1 and all(each.weight == LIKELY for each in row)
    ]
    alike = any(named for _, named in own)
    lists = [row for row, named in own if named == alike]
    if len(lists) < 2 or not any(row[0].start == chain[0].start for row in lists):
        return ()
    numbered: list[Candidate] = []
    for row in lists:
        last = numbered[-1].number if numbered else 0
        numbered += [each._replace(number=last + each.number) for each in row]
    return tuple(numbered)


def _spans(headings: Sequence[Heading], place: int, stop: int) -> list[range]:
    """From each heading to the next, of those that are numbered on with the one above the place."""
    above = max((k for k, heading in enumerate(headings) if heading.start <= place), default=-1)
    if above < 0:
        return []
    first = max((k for k in range(above + 1) if headings[k].ordinal == 1), default=0)
    last = next((k for k in range(above + 1, len(headings)) if headings[k].ordinal == 1), len(headings))
    edges = [heading.start for heading in headings[first:last]]
    end = min(stop, headings[last].start) if last < len(headings) else stop
    return [range(start, after) for start, after in pairwise([*edges, end])]
