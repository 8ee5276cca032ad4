"""Points in another order than the draft's went where the draft has them and came where they are."""

import pytest

from castforms.model.entry import Entry, record, records_of
from castforms.model.template import RedlinePart
from castforms.session.draft_order import in_draft_order

PART = RedlinePart("points", "original", "revised", "reason")
DRAFT = ["标题", "甲", "乙", "乙二", "丙", "附注"]


def ordered(*items: tuple[str, str, str]) -> list[tuple[object, ...]]:
    points = tuple(record(zip(("original", "revised", "reason"), item, strict=True)) for item in items)
    entry = in_draft_order(Entry("form", record({"points": points})), PART, DRAFT)
    return [
        tuple(item[name] for name in ("original", "revised", "reason")) for item in records_of(entry.at(("points",)))
    ]


A, B, C, NEW = ("甲", "甲", ""), ("乙\n乙二", "乙改", "理由"), ("丙", "", "不要"), ("", "新", "")


@pytest.mark.parametrize("items", [(A, B, C), (A, NEW, B, C), (A, C), (NEW,), (("别的", "别的", ""), A)])
def test_points_in_the_order_of_the_draft_stay(items: tuple[tuple[str, str, str], ...]) -> None:
    assert ordered(*items) == list(items)


def test_a_point_that_moved_becomes_two_and_keeps_its_reason_where_it_came() -> None:
    moved = [A, ("丙", "丙", ""), ("", "乙改", "理由")]
    assert ordered(A, ("丙", "丙", ""), B) in (
        [A, ("乙\n乙二", "", ""), *moved[1:]],
        [A, ("", "丙", ""), B, ("丙", "", "")],
    )


def test_a_point_that_moved_and_was_deleted_only_went() -> None:
    assert sorted(ordered(A, C, B)) == sorted([A, B, C])
    assert ordered(A, C, B)[0] == A
