"""The closed set of expressions: what it says, how strongly its words bind, and how a fault is told."""

import time
from decimal import Decimal

import pytest

from castforms.library.expressions import DEEPEST, LONGEST, ExpressionError, parse_expression
from castforms.model.entry import record
from castforms.model.expression import (
    And,
    Comparator,
    Comparison,
    Count,
    Literal,
    Not,
    Or,
    Reference,
    Sum,
    as_date,
    as_number,
    evaluate,
    is_readable,
)

A = Comparison(Reference("a"), Comparator.EQ, Literal(1.0))
B = Comparison(Reference("b"), Comparator.EQ, Literal(2.0))
C = Comparison(Reference("c"), Comparator.EQ, Literal(3.0))


def test_or_binds_weaker_than_and() -> None:
    assert parse_expression("${a} = 1 or ${b} = 2 and ${c} = 3") == Or((A, And((B, C))))


def test_brackets_bind_strongest() -> None:
    assert parse_expression("(${a} = 1 or ${b} = 2) and ${c} = 3") == And((Or((A, B)), C))


def test_not_takes_a_condition_in_brackets() -> None:
    assert parse_expression("not(${a} = 1 or ${b} = 2) and ${c} = 3") == And((Not(Or((A, B))), C))


@pytest.mark.parametrize("sign", list(Comparator))
def test_every_comparison_sign_is_read(sign: Comparator) -> None:
    assert parse_expression(f"${{a}}{sign}'x'") == Comparison(Reference("a"), sign, Literal("x"))


def test_counts_sums_and_negative_numbers_are_operands() -> None:
    assert parse_expression("count(${list}) >= -1.5") == Comparison(Count("list"), Comparator.GE, Literal(-1.5))
    assert parse_expression("sum(${items.amount}) <= ${total}") == Comparison(
        Sum("items", "amount"), Comparator.LE, Reference("total")
    )


def test_parsed_condition_is_evaluated_over_item_and_entry() -> None:
    entry = record({"limit": "3", "works": ("x", "y")})
    condition = parse_expression("${amount} <= ${limit} and count(${works}) = 2")
    assert evaluate(condition, [record({"amount": "2"}), entry])
    assert not evaluate(condition, [record({"amount": "4"}), entry])


def test_dates_are_compared_as_days_however_they_are_typed() -> None:
    condition = parse_expression("${from} <= ${to}")
    assert evaluate(condition, [record({"from": "2020年4月9日", "to": "2020-10-01"})])
    assert not evaluate(condition, [record({"from": "2020年10月1日", "to": "2020-04-09"})])


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("", 1, "${字段名}"),
        ("${a}", 5, "比较符号"),
        ("${a} = ", 8, "${字段名}"),
        ("${a} = 1 ${b}", 10, "结束"),
        ("(${a} = 1", 10, "“)”"),
        ("not ${a} = 1", 5, "“(”"),
        ("${a.b} = 1", 1, "不带句点"),
        ("sum(${a}) = 1", 5, "${重复组.数字字段}"),
        ("count(3) = 1", 7, "${字段名}"),
        ("max(${a}) = 1", 1, "count"),
        ("${a} == 1", 7, "${字段名}"),
        ("${a} = “1”", 8, "看不懂"),
        ("${甲} = 1", 1, "看不懂"),
        ("${a} = 'x", 8, "看不懂"),
        ("${a} + 1 = 2", 6, "看不懂"),
    ],
)
def test_fault_names_the_character_where_it_stands(text: str, position: int, says: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    assert f"第 {position} 个字符" in str(caught.value)
    assert says in str(caught.value)


def test_brackets_nested_too_deep_are_refused() -> None:
    def nested(depth: int) -> str:
        return "not(" * depth + "${a} = 1" + ")" * depth

    assert parse_expression(nested(DEEPEST))
    with pytest.raises(ExpressionError, match="层"):
        parse_expression(nested(DEEPEST + 1))


def test_overlong_expression_is_refused() -> None:
    with pytest.raises(ExpressionError, match="简化"):
        parse_expression("${a} = 1 or " * LONGEST)


@pytest.mark.parametrize(("amounts", "total"), [(("0.1", "0.2", "0.3"), "0.6"), (("1,000.10", "0.20"), "１０００．３")])
def test_sums_are_exact_to_the_last_place(amounts: tuple[str, ...], total: str) -> None:
    entry = record({"total": total, "items": tuple(record({"amount": amount}) for amount in amounts)})
    assert evaluate(parse_expression("${total} = sum(${items.amount})"), [entry])
    assert not evaluate(parse_expression("${total} < sum(${items.amount})"), [entry])


def test_a_very_small_number_is_still_a_number() -> None:
    assert evaluate(parse_expression("${a} > 0.00000001"), [record({"a": "0.1"})])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        (" 12.50 ", "12.5"),
        ("-3", "-3"),
        ("1,234,567.8", "1234567.8"),
        ("１，０００", "1000"),
        ("007", "7"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: str) -> None:
    assert as_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "1e3", "1_000", "1,0,0", "1,00", "1000,000", "1,000,00", ",100", "1.2.3", "nan", "inf", "十", "1.", "9" * 41],
)
def test_what_is_no_plain_number_is_not_read(text: str) -> None:
    assert as_number(text) is None


def test_a_huge_text_is_no_number_and_no_date_and_costs_nothing() -> None:
    huge = "１" * 5_000_000
    began = time.process_time()
    assert (as_number(huge), as_date(huge)) == (None, None)
    assert time.process_time() - began < 0.1


@pytest.mark.parametrize(
    ("condition", "readable"),
    [
        ("${total} = sum(${items.amount})", True),
        ("${words} = sum(${items.amount})", False),
        ("${total} = sum(${items.note})", False),
        ("${total} = sum(${items.blank})", True),
        ("${blank} = sum(${items.amount})", False),
        ("not(${total} > 1 or ${words} < 3)", False),
        ("${total} > 1 and ${words} = '很多'", True),
    ],
)
def test_a_condition_on_numbers_needs_numbers(condition: str, readable: bool) -> None:
    item = record({"amount": "1", "note": "若干", "blank": ""})
    entry = record({"total": "1", "words": "很多", "blank": "", "items": (item,)})
    assert is_readable(parse_expression(condition), [entry]) is readable
