"""What each notice asks for, as facts: what, by when, how many, to whom."""

import datetime as dt
from pathlib import Path

import pytest

from castforms.library.lists import load_list
from castforms.library.loader import load_template
from castforms.model.template import Notice

RESOURCES = Path(__file__).parents[3] / "resources"


def of_form(form_id: str) -> Notice:
    return load_template(RESOURCES / "templates" / form_id).notice


def of_list(list_id: str) -> Notice:
    return load_list(RESOURCES / "lists" / f"{list_id}.toml").notice


@pytest.mark.parametrize(
    ("form_id", "number", "issued", "deadline", "how_many", "email"),
    [
        ("cast-2020-five-areas", "科协办函厅字〔2020〕12号", (2020, 1, 23), (2020, 2, 11), "", "address@cast.org.cn"),
        (
            "cast-2020-workers-day-plan",
            "科协办函组字〔2020〕29号",
            (2020, 4, 9),
            (2020, 4, 22),
            "1-2项",
            "rczx@cast.org.cn",
        ),
        (
            "cast-2020-workers-day-report",
            "科协办函组字〔2020〕29号",
            (2020, 4, 9),
            (2020, 6, 20),
            "",
            "rczx@cast.org.cn",
        ),
    ],
)
def test_number_dates_and_address(
    form_id: str,
    number: str,
    issued: tuple[int, int, int],
    deadline: tuple[int, int, int],
    how_many: str,
    email: str,
) -> None:
    notice = of_form(form_id)
    assert (notice.number, notice.date, notice.deadline) == (number, dt.date(*issued), dt.date(*deadline))
    assert (notice.how_many, notice.email) == (how_many, email)
    assert notice.title
    assert notice.issuer == "中国科协办公厅"
    assert notice.returns
    assert notice.recipient
    assert notice.phone


@pytest.mark.parametrize(
    ("list_id", "number", "issuer", "issued"),
    [
        ("cast-2020", "科协办函厅字〔2020〕12号", "中国科协办公厅", (2020, 1, 23)),
        ("cast-2020-academic", "科协学函综字〔2020〕13号", "中国科协学会学术部", (2020, 2, 28)),
        ("cast-2025", "", "中国科协办公厅", (2025, 2, 28)),
    ],
)
def test_notices_of_the_lists(list_id: str, number: str, issuer: str, issued: tuple[int, int, int]) -> None:
    notice = of_list(list_id)
    assert (notice.number, notice.issuer, notice.date) == (number, issuer, dt.date(*issued))


def test_what_people_ask_comes_in_their_order() -> None:
    labels = [label for label, _ in of_form("cast-2020-workers-day-plan").demands]
    assert labels == ["需报送", "数量", "报送至", "联系人", "电话", "电子邮箱", "通信地址"]


def test_what_the_notice_does_not_say_is_not_shown() -> None:
    assert Notice("", "", "").demands == ()
