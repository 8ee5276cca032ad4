"""Dates are read as people type them."""

import datetime

import pytest

from castforms.rules.dates import parse_date

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
        "2020.4.9",
        "2020/4/9",
        "２０２０年４月９日",
        "20200409",
        "２０２０－４－９",
        "2020．4．9",
        " 2020-04-09 ",
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
