"""Points in another order than the draft's: each went where the draft has it, and came where it is now."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from castforms.model.entry import Entry, Record, record, records_of, text_of
from castforms.model.template import RedlinePart


def in_draft_order(entry: Entry, part: RedlinePart, paragraphs: Sequence[str]) -> Entry:
    """The entry with its points in the order of the draft's paragraphs; the same if they are.

    A point that moved becomes two: one without original where it is now, one without revised text where it was.
    """
    items = records_of(entry.at((part.for_each,)))
    starts: dict[str, list[int]] = {}
    for number, text in enumerate(paragraphs):
        starts.setdefault(text, []).append(number)
    places = [_place(item, part, paragraphs, starts) for item in items]
    staying = _rising(places)
    moved = sorted((place, n) for n, place in enumerate(places) if place is not None and n not in staying)
    if not moved:
        return entry
    ordered: list[Record] = []
    for number, item in enumerate(items):
        place = places[number]
        if place is not None and number in staying:
            while moved and moved[0][0] < place:
                ordered.append(_gone(items[moved.pop(0)[1]], part))
        came = place is None or number in staying or text_of(item.get(part.revised, "")).strip()
        if came:
            ordered.append(item if place is None or number in staying else record({**item, part.original: ""}))
    ordered += [_gone(items[number], part) for _, number in moved]
    return entry.with_value((part.for_each,), tuple(ordered))


def _gone(item: Record, part: RedlinePart) -> Record:
    """The point where it was; its reason is told where it is now, if it is anywhere."""
    reason = "" if text_of(item.get(part.revised, "")).strip() else item.get(part.reason, "")
    return record({**item, part.revised: "", part.reason: reason})


def _place(
    item: Record, part: RedlinePart, paragraphs: Sequence[str], starts: Mapping[str, Sequence[int]]
) -> int | None:
    """Where the point begins in the draft; None where that cannot be told, and where it stands in none."""
    lines = [line.strip() for line in text_of(item.get(part.original, "")).split("\n") if line.strip()]
    begins = starts.get(lines[0], ()) if lines else ()
    found = [n for n in begins if list(paragraphs[n : n + len(lines)]) == lines]
    return found[0] if len(found) == 1 else None


def _rising(places: Sequence[int | None]) -> frozenset[int]:
    """The most items whose places rise."""
    ends: list[int] = []
    rows: list[list[int]] = []
    for number, place in enumerate(places):
        if place is not None:
            length = bisect_left(ends, place)
            ends[length : length + 1] = [place]
            rows[length : length + 1] = [[*(rows[length - 1] if length else []), number]]
    return frozenset(rows[-1]) if rows else frozenset()
