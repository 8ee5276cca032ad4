"""Numbers before the items of a list are written in the manner the form shows for the first."""

import pytest

from castforms.compose.numbering import item_label


@pytest.mark.parametrize(
    ("numbering", "number", "label"),
    [
        ("1.", 1, "1."),
        ("1.", 10_000, "10000."),
        ("（1）", 12, "（12）"),
        ("一、", 1, "一、"),
        ("一、", 10, "十、"),
        ("（一）", 11, "（十一）"),
        ("（一）", 20, "（二十）"),
        ("一、", 99, "九十九、"),
        ("一、", 100, "100、"),
        ("①", 1, "①"),
        ("①", 20, "⑳"),
        ("①", 21, "（21）"),
        ("", 3, ""),
    ],
)
def test_item_label_follows_the_first_one(numbering: str, number: int, label: str) -> None:
    assert item_label(numbering, number) == label
