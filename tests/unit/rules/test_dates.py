"""Dates are read as people type them."""

import datetime

import pytest

from castforms.rules.dates import missing_part, parse_date

DAY = datetime.date(2020, 4, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2020-04-09",
        "2020-4-9",
        "2020年4月9日",
        "2020年04月09日",
        "2020 年 4 月 9 日",
        "2020年4月9",
        "2020年4月9号",
        "2020。4。9",
        "2020、4、9",
        "2020—4—9",
        "2020.4.9",
        "2020/4/9",
        "２０２０年４月９日",
        "20200409",
        "２０２０－４－９",
        "2020．4．9",
        " 2020-04-09 ",
        "二〇二〇年四月九日",
        "二○二○年四月九日",
        "二零二零年 四月九日",
    ],
)
def test_reads_the_usual_spellings(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4月9日",
        "20-4-9",
        "2020年4月",
        "2020年4年9日",
        "2020-13-01",
        "2020-02-30",
        "2019-02-29",
        "0202-04-09",
        "2020-04-091",
        "尽快",
        "2" * 100_000,
    ],
)
def test_refuses_what_is_no_date_of_the_calendar(text: str) -> None:
    assert parse_date(text) is None


def test_knows_leap_years() -> None:
    assert parse_date("2020-02-29") == datetime.date(2020, 2, 29)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二〇年十月十日", datetime.date(2020, 10, 10)),
        ("二〇二〇年十一月二十日", datetime.date(2020, 11, 20)),
        ("二〇二一年十二月三十一日", datetime.date(2021, 12, 31)),
        ("一九九九年一月二十一日", datetime.date(1999, 1, 21)),
    ],
)
def test_reads_han_numerals(text: str, day: datetime.date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text", ["二〇二〇年十三月一日", "二〇二〇年二月三十日", "二千零二十年四月九日", "二〇二〇年四月十十日"]
)
def test_refuses_han_numerals_that_are_no_day(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("4月9日", "年份"),
        ("四月九日", "年份"),
        ("4.9", "年份"),
        ("2020年4月", "日"),
        ("2020-04", "日"),
        ("二〇二〇年四月", "日"),
        ("2020年", "月和日"),
        ("2020-02-30", ""),
        ("尽快", ""),
    ],
)
def test_knows_what_a_date_lacks(text: str, missing: str) -> None:
    assert missing_part(text) == missing
