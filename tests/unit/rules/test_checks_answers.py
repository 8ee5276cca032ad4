"""What was answered: whether, how much, of which kind, and twice or once."""

from collections.abc import Callable

import pytest

from castforms.model.entry import Value, record
from castforms.model.expression import Comparator, Comparison, Literal, Not, Reference, Sum
from castforms.model.finding import Finding, Severity
from castforms.model.template import Choice, Constraint, Field, FieldType, Limit, LimitUnit
from castforms.rules.catalogue import Message
from tests.pair.answers import photograph

Check = Callable[..., tuple[Finding, ...]]
Codes = Callable[..., list[str]]

UNIT = Field("unit", FieldType.TEXT, "单位")
LIST = Field("areas", FieldType.LIST, "举措")
MODULES = Field(
    "modules", FieldType.SELECT_MULTIPLE, "模块", choices=(Choice("lead", "团结引领"), Choice("home", "建家办事"))
)
ONE = Field("kind", FieldType.SELECT_ONE, "类别", choices=MODULES.choices)
REPEAT = Field("activities", FieldType.REPEAT, "活动", fields=(UNIT,), item_label="活动")


def limit(minimum: float | None, maximum: float | None, unit: LimitUnit) -> Limit:
    return Limit(minimum, maximum, unit, Severity.ERROR, "500字以内")


def with_(field: Field, **changes: object) -> Field:
    return field._replace(**changes)


@pytest.mark.parametrize(
    ("field", "blank", "answered"),
    [
        (UNIT, " \u3000", "科协"),
        (LIST, ("", " "), ("", "抓落实")),
        (MODULES, (), ("lead",)),
        (ONE, "", "lead"),
        (REPEAT, (), (record({"unit": "科协"}),)),
        (Field("d", FieldType.DATE, "日期"), "", "2020-04-09"),
        (Field("n", FieldType.INTEGER, "人数"), " ", "0"),
    ],
)
def test_a_required_field_must_be_answered(codes: Codes, field: Field, blank: Value, answered: Value) -> None:
    demanded = with_(field, required=True)
    assert codes(demanded, blank) == [Message.REQUIRED.code]
    assert codes(demanded, answered) == []
    assert codes(field, blank) == []


def test_the_demand_rests_on_the_words_of_the_notice(check: Check) -> None:
    (finding,) = check(with_(UNIT, required=True, required_source="请加盖单位公章"), "")
    assert (finding.severity, finding.path, finding.source) == (Severity.ERROR, ("unit",), "请加盖单位公章")


@pytest.mark.parametrize(
    ("field", "unit", "within", "over", "under"),
    [
        (UNIT, LimitUnit.WORDS, "科协2020年", "科协2020年度", "科"),
        (UNIT, LimitUnit.CHARACTERS, "2020", "20200", "2"),
        (LIST, LimitUnit.WORDS, ("科协", "学会"), ("科协", "学会", "会"), ("科",)),
        (LIST, LimitUnit.ITEMS, ("一", "", "二", " "), ("一", "二", "三", "四", "五"), ("一",)),
        (REPEAT, LimitUnit.ITEMS, (record({"unit": "甲"}), record({"unit": "乙"})), (record(),) * 5, (record(),)),
        (Field("n", FieldType.INTEGER, "人数"), LimitUnit.VALUE, "４", "5", "1"),
        (Field("n", FieldType.DECIMAL, "经费"), LimitUnit.VALUE, "2.00", "4.01", "1.99"),
    ],
)
def test_an_answer_keeps_within_its_limits(
    codes: Codes, field: Field, unit: LimitUnit, within: Value, over: Value, under: Value
) -> None:
    limited = with_(field, limits=(limit(2, 4, unit),))
    value = unit is LimitUnit.VALUE
    assert codes(limited, within) == []
    assert codes(limited, over) == [(Message.VALUE_TOO_LARGE if value else Message.OVER_LIMIT).code]
    assert codes(limited, under) == [(Message.VALUE_TOO_SMALL if value else Message.UNDER_LIMIT).code]


def test_ticks_are_counted_as_items(codes: Codes) -> None:
    limited = with_(MODULES, limits=(limit(None, 1, LimitUnit.ITEMS),))
    assert codes(limited, ("lead",)) == []
    assert codes(limited, ("lead", "home")) == [Message.OVER_LIMIT.code]


def test_an_unanswered_field_is_not_too_short(codes: Codes) -> None:
    assert codes(with_(UNIT, limits=(limit(2, None, LimitUnit.WORDS),)), "") == []


def test_a_choice_has_no_words_to_count(codes: Codes) -> None:
    assert codes(with_(ONE, limits=(limit(2, None, LimitUnit.WORDS),)), "lead") == []


def test_an_excess_is_told_in_figures_with_the_words_of_the_notice(check: Check) -> None:
    limited = with_(UNIT, limits=(Limit(None, 500, LimitUnit.WORDS, Severity.WARNING, "原则上每项活动500字以内"),))
    (finding,) = check(limited, "字" * 501)
    assert finding == Message.OVER_LIMIT.at(
        ("unit",),
        severity=Severity.WARNING,
        source="原则上每项活动500字以内",
        where="“单位”",
        actual="501",
        allowed="500",
        difference="1",
        unit="字",
    )


def test_an_item_of_a_list_keeps_within_its_limit(check: Check) -> None:
    limited = with_(LIST, item_limits=(Limit(None, 3, LimitUnit.WORDS, Severity.HINT, "言简意赅"),))
    (finding,) = check(limited, ("抓落实", "", "抓好落实"))
    assert (finding.code, finding.severity, finding.source) == (Message.OVER_LIMIT.code, Severity.HINT, "言简意赅")
    assert finding.path == ("areas", 2)


@pytest.mark.parametrize("text", ["12", "１２", "1,200", " 12 ", "-3", "12.0"])
def test_an_integer_field_takes_whole_numbers(codes: Codes, text: str) -> None:
    assert codes(Field("n", FieldType.INTEGER, "人数"), text) == []


@pytest.mark.parametrize("text", ["12.5", "十二", "12人", "nan", "9" * 1000])
def test_an_integer_field_refuses_other_texts(codes: Codes, text: str) -> None:
    assert codes(Field("n", FieldType.INTEGER, "人数"), text) == [Message.NOT_INTEGER.code]


def test_a_decimal_field_takes_numbers_only(codes: Codes) -> None:
    field = Field("n", FieldType.DECIMAL, "经费", unit="万元")
    assert codes(field, "12.5") == []
    assert codes(field, "12.5万元") == [Message.NOT_NUMBER.code]


def test_a_date_field_takes_dates_only(codes: Codes) -> None:
    field = Field("d", FieldType.DATE, "报送时间")
    assert codes(field, "2020年4月9日") == []
    assert codes(field, "2020年2月30日") == [Message.NOT_DATE.code]


def test_only_offered_choices_can_be_chosen(codes: Codes, check: Check) -> None:
    assert codes(ONE, "lead") == []
    assert codes(ONE, "people") == [Message.UNKNOWN_CHOICE.code]
    assert codes(MODULES, ("lead", "home")) == []
    assert codes(MODULES, ("lead", "people")) == [Message.UNKNOWN_CHOICE.code]
    assert "团结引领、建家办事" in check(ONE, "people")[0].message


NOT_SELF = Constraint(
    Not(Comparison(Reference("unit"), Comparator.EQ, Reference("host"))),
    "承办单位不必再填主办单位",
    Severity.WARNING,
    "承办单位名称",
)


def test_a_constraint_speaks_with_its_own_words_and_weight(check: Check, codes: Codes) -> None:
    field = with_(UNIT, constraints=(NOT_SELF,))
    assert codes(field, "科协", host="学会") == []
    (finding,) = check(field, "科协", host="科协")
    assert finding == Message.CONSTRAINT.at(
        ("unit",), severity=Severity.WARNING, source="承办单位名称", message="承办单位不必再填主办单位"
    )


def test_a_constraint_demands_nothing_of_an_unanswered_field(codes: Codes) -> None:
    never = Constraint(Comparison(Literal("1"), Comparator.EQ, Literal("2")), "不成立", Severity.ERROR)
    assert codes(with_(UNIT, constraints=(never,)), "") == []
    assert codes(with_(UNIT, constraints=(never,)), "科协") == [Message.CONSTRAINT.code]


@pytest.mark.parametrize("text", ["1e3", "1_000", "1,0,0", "约3", "nan"])
@pytest.mark.parametrize(
    ("kind", "message"), [(FieldType.INTEGER, Message.NOT_INTEGER), (FieldType.DECIMAL, Message.NOT_NUMBER)]
)
def test_a_number_is_written_with_digits(codes: Codes, kind: FieldType, message: Message, text: str) -> None:
    assert codes(Field("n", kind, "人数"), text) == [message.code]


@pytest.mark.parametrize("text", ["1,000", "１０００", "1000", "1000.0"])
def test_a_whole_number_may_be_grouped_by_thousands(codes: Codes, text: str) -> None:
    assert codes(Field("n", FieldType.INTEGER, "人数"), text) == []


def test_a_bound_is_what_the_form_writes_and_no_binary_fraction(codes: Codes) -> None:
    share = Field("n", FieldType.DECIMAL, "比例", limits=(limit(0.1, 0.7, LimitUnit.VALUE),))
    assert [codes(share, text) for text in ("0.1", "0.7", "0.70001")] == [[], [], [Message.VALUE_TOO_LARGE.code]]


@pytest.mark.parametrize(("text", "missing"), [("4月9日", "年份"), ("2020年4月", "日")])
def test_a_date_in_part_is_told_what_it_lacks(check: Check, text: str, missing: str) -> None:
    (finding,) = check(Field("d", FieldType.DATE, "日期"), text)
    assert (finding.code, finding.path) == (Message.NOT_DATE.code, ("d",))
    assert f"“{text}”缺少{missing}，" in finding.message


def test_a_sum_is_not_held_against_numbers_that_cannot_be_read(codes: Codes) -> None:
    whole = Constraint(
        Comparison(Reference("total"), Comparator.EQ, Sum("items", "amount")), "合计不符", Severity.ERROR
    )
    total = Field("total", FieldType.DECIMAL, "合计", constraints=(whole,))
    items = (record({"amount": "1"}), record({"amount": "2"}))
    assert codes(total, "4", items=items) == [Message.CONSTRAINT.code]
    assert codes(total, "很多", items=items) == [Message.NOT_NUMBER.code]
    assert codes(total, "4", items=(*items, record({"amount": "若干"}))) == []


def test_an_item_of_a_list_is_not_told_twice(check: Check, codes: Codes) -> None:
    assert codes(LIST, ("办好年会", "办好论坛", "", "")) == []
    (finding,) = check(LIST, ("办好①次年会", "办好论坛", " 办好1次年会"))
    assert (finding.code, finding.severity, finding.path) == (
        Message.DUPLICATE_ITEM.code,
        Severity.WARNING,
        ("areas", 2),
    )


def test_an_item_of_a_repeat_is_not_filled_in_twice(check: Check, codes: Codes) -> None:
    first, same = record({"unit": "科协", "fax": ""}), record({"unit": "科协 "})
    assert codes(REPEAT, (first, record({"unit": "学会"}), record(), record({"unit": ""}))) == []
    (finding,) = check(REPEAT, (first, same))
    assert (finding.code, finding.severity, finding.path) == (
        Message.DUPLICATE_RECORD.code,
        Severity.WARNING,
        ("activities", 1),
    )


class TestLastPictures:
    """The seal's page shows text (GB/T 9704-2012, 7.3.5.4): not too many pictures may come after the last paragraph."""

    FIELD = Field(
        name="pictures",
        type=FieldType.REPEAT,
        label="图片",
        fields=(
            Field(name="picture", type=FieldType.PICTURE, label="图片文件"),
            Field(name="after", type=FieldType.INTEGER, label="放在第几段之后"),
        ),
    )

    def items(self, *places: str) -> Value:
        return tuple({"picture": photograph(8 + k, 8), "after": place} for k, place in enumerate(places))

    def test_four_at_the_end(self, codes: Codes) -> None:
        assert "last-pictures" not in codes(self.FIELD, self.items("", "", "", "", "2"))

    def test_five_at_the_end(self, codes: Codes) -> None:
        assert "last-pictures" in codes(self.FIELD, self.items("", "", "", "", "", "2"))
