"""Heading numbers of a numbered body count on without a gap."""

from collections.abc import Callable

import pytest

from castforms.model.finding import Severity
from castforms.model.template import Field, FieldType, TextFormat
from castforms.rules.catalogue import Message

BODY = Field("body", FieldType.LONG_TEXT, "正文", format=TextFormat.NUMBERED_BODY)
Codes = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("一、组织\n正文。\n三、成效", "一、", "三、"),
        ("一、组织\n二、措施\n十二、成效", "二、", "十二、"),
        ("一、组织\n（一）部署\n（三）落实\n二、成效", "（一）", "（三）"),
        ("1.组织\n2．措施\n4.成效", "2．", "4."),
        ("（1）组织\n（3）成效", "（1）", "（3）"),
    ],
)
def test_a_skipped_number_is_worth_a_hint(check: Callable[..., object], text: str, before: str, after: str) -> None:
    assert check(BODY, text) == (Message.HEADING_SKIPPED.at(("body",), where="“正文”", before=before, after=after),)
    assert Message.HEADING_SKIPPED.severity is Severity.HINT


@pytest.mark.parametrize(
    "text",
    [
        "一、组织\n二、措施\n三、成效",
        "一、组织\n（一）部署\n（二）落实\n二、成效\n（一）社会\n（二）单位",
        "一、组织\n1.部署\n2.落实\n二、成效\n3.社会",
        "二、组织\n四、成效",
        "一、组织\n三、措施\n二、成效",
        "一、组织\n一、二级学会联动\n二、成效",
        "1.组织\n3.5万人参加\n2.成效",
        "\n".join(f"{number}、标题" for number in [*"一二三四五六七八九十", "十一", "十二"]),
    ],
)
def test_nothing_is_said_where_it_is_not_certain(codes: Codes, text: str) -> None:
    assert codes(BODY, text) == []


def test_other_texts_may_number_as_they_like(codes: Codes) -> None:
    assert codes(Field("plan", FieldType.LONG_TEXT, "方案"), "一、组织\n三、成效") == []
