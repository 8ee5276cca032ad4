"""The engine looks at every relevant field of the form, and at nothing else, and never fails."""

import datetime
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from castforms.model.entry import Entry, Value, record
from castforms.model.expression import Comparator, Comparison, Literal, Reference
from castforms.model.finding import Finding, Severity
from castforms.model.template import (
    BlockPart,
    CellPart,
    Choice,
    Field,
    FieldType,
    FormTemplate,
    Limit,
    LimitUnit,
    Notice,
    ParagraphPart,
    RepeatPart,
    RowPart,
    SealPart,
    SectionPart,
    TablePart,
    TextFormat,
)
from castforms.rules.catalogue import Message
from castforms.rules.cleaning import clean_entry
from castforms.rules.engine import CheckContext, run_checks

TODAY = datetime.date(2020, 4, 20)
CONTEXT = CheckContext(lambda _: True, TODAY)
Codes = Callable[..., list[str]]

IF_REVISED = Comparison(Reference("revised"), Comparator.NE, Literal(""))
REASON = Field("reason", FieldType.TEXT, "理由", required=True, relevant=IF_REVISED)
POINTS = Field("points", FieldType.REPEAT, "意见", fields=(REASON,), item_label="意见")


def form(*fields: Field, deadline: datetime.date | None = None) -> FormTemplate:
    return FormTemplate("form", "表", Notice("", "", "", deadline=deadline, returns="4月22日前"), fields, ())


def findings(template: FormTemplate, context: CheckContext = CONTEXT, **values: Value) -> tuple[Finding, ...]:
    return run_checks(template, Entry("form", record(values)), context)


def test_a_field_that_is_not_relevant_is_not_checked(codes: Codes) -> None:
    assert codes(REASON, "", revised="") == []
    assert codes(REASON, "\x00", revised="") == []
    assert codes(REASON, "", revised="改") == [Message.REQUIRED.code]


def test_relevance_is_asked_of_the_item_first_and_then_of_the_entry() -> None:
    points = (record({"revised": "改"}), record({"revised": ""}), record())
    assert [f.path for f in findings(form(POINTS), points=points, revised="改")] == [
        ("points", 0, "reason"),
        ("points", 2, "reason"),
    ]


def test_a_field_of_an_item_is_named_with_its_item() -> None:
    (finding,) = findings(form(POINTS), points=(record({"revised": "改"}),))
    assert finding == Message.REQUIRED.at(("points", 0, "reason"), where="意见1的“理由”")


def test_findings_come_in_the_order_of_the_form() -> None:
    fields = [Field(name, FieldType.TEXT, name, required=True) for name in ("c", "a", "b")]
    assert [f.path for f in findings(form(*fields))] == [("c",), ("a",), ("b",)]


def test_answers_the_form_does_not_ask_for_are_left_alone() -> None:
    assert findings(form(Field("unit", FieldType.TEXT, "单位")), other="\x00（") == ()


NUMBERED = ParagraphPart("${points}", "body", numbering="1.")
PLAIN = ParagraphPart("附件：${points}", "body")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (PLAIN, []),
        (SealPart("${points}", "${points}"), []),
        (NUMBERED, [Message.OWN_NUMBERING.code]),
        (TablePart((156,), (RowPart((CellPart((PLAIN, NUMBERED)),)),)), [Message.OWN_NUMBERING.code]),
        (RepeatPart("activities", (NUMBERED,)), [Message.OWN_NUMBERING.code]),
    ],
)
def test_own_numbers_are_in_the_way_only_where_the_form_numbers(block: BlockPart, expected: list[str]) -> None:
    template = form(Field("points", FieldType.LIST, "要点"))._replace(sections=(SectionPart((block,)),))
    assert [f.code for f in findings(template, points=("1.办好年会",))] == expected


@pytest.mark.parametrize(("deadline", "expected"), [(TODAY, []), (datetime.date(2020, 4, 19), ["deadline-passed"])])
def test_a_passed_deadline_is_a_hint_on_the_form(deadline: datetime.date, expected: list[str]) -> None:
    told = findings(form(deadline=deadline))
    assert [f.code for f in told] == expected
    assert all((f.path, f.severity, f.source) == ((), Severity.HINT, "4月22日前") for f in told)


@pytest.mark.parametrize("value", ["x", ("x", ("y",)), (record(),), record({"unit": "x"})])
@pytest.mark.parametrize("kind", FieldType)
def test_a_value_of_another_shape_is_no_reason_to_fail(kind: FieldType, value: Value) -> None:
    field = Field("f", kind, "项", required=True, fields=(REASON,), limits=(ANY_LIMIT,), item_limits=(ANY_LIMIT,))
    assert isinstance(findings(form(field), f=value), tuple)


ANY_LIMIT = Limit(1, 2, LimitUnit.WORDS, Severity.ERROR)
LIMITS = tuple(Limit(2, 3, unit, Severity.ERROR, "限") for unit in LimitUnit)
CHOICES = (Choice("a", "甲"), Choice("b", "乙"))
SIMPLE = tuple(
    Field(f"{kind}_{text_format}", kind, "项", format=text_format, choices=CHOICES, limits=LIMITS, item_limits=LIMITS)
    for kind in FieldType
    if kind is not FieldType.REPEAT
    for text_format in TextFormat
)
EVERYTHING = form(*SIMPLE, Field("repeat", FieldType.REPEAT, "次", limits=LIMITS, fields=SIMPLE))

MARKS = st.text(
    st.sampled_from("一二十、（）().1２9-—+@a转“”《》。，,; \n\t\u3000\x00\ud800\ue000\U000e0100·无"), max_size=30
)
TEXTS = st.text(st.characters(exclude_categories=()), max_size=40) | MARKS
ANSWERS: st.SearchStrategy[Value] = TEXTS | st.lists(TEXTS, max_size=4).map(tuple)


@settings(deadline=None)
@given(ANSWERS)
def test_no_answer_makes_the_checks_fail(answer: Value) -> None:
    answers = record({field.name: answer for field in SIMPLE})
    entry = Entry("form", record({**answers, "repeat": (answers, record(), answers)}))
    for each in (entry, clean_entry(entry)):
        told = run_checks(EVERYTHING, each, CheckContext(str.isalnum, TODAY))
        assert all(finding.message and each.at(finding.path) is not None for finding in told)


@pytest.mark.parametrize(
    "text",
    [
        "科协，（work）工作。" * 100_000,
        "（" * 1_000_000,
        "一、" * 500_000,
        "1）\n" * 300_000,
        "科," * 500_000,
        " " * 1_000_000,
        "1 " * 500_000,
        "a@" * 500_000,
        "a" * 1_000_000,
        "\ue000\x01" * 500_000,
        "e\u0301\u0316" * 300_000,
        "\u0301\u0316" * 300_000,
    ],
)
def test_a_pasted_million_of_characters_takes_a_moment(text: str) -> None:
    fields = [Field(f, FieldType.LONG_TEXT, "项", format=f, limits=LIMITS) for f in TextFormat]
    for field in fields:
        start = time.process_time()
        findings(form(field), **{field.name: text})
        assert time.process_time() - start < 2


def test_a_filled_form_is_checked_before_the_next_key_is_pressed() -> None:
    formats = (TextFormat.PLAIN, TextFormat.PHONE, TextFormat.EMAIL, TextFormat.MOBILE)
    fields = [Field(f"f{n}", FieldType.TEXT, "项", format=formats[n % 4], required=True) for n in range(20)]
    answers = ("中国科协综合业务楼西楼609室", "（010）62168293", "rczx@cast.org.cn", "13812345678")
    template = form(*fields)
    values: dict[str, Value] = {field.name: answers[n % 4] for n, field in enumerate(fields)}
    assert findings(template, **values) == ()
    times = []
    for _ in range(20):
        start = time.process_time()
        findings(template, **values)
        times.append(time.process_time() - start)
    assert min(times) < 0.005
