"""The shipped lists agree with their notices: counts, sections, departments, some headings, simplified characters."""

import datetime
from collections import Counter
from pathlib import Path

import pytest

from castforms.library.lists import Lists, list_text

SHIPPED = Path(__file__).parents[3] / "resources" / "lists"
LISTS = Lists([SHIPPED])

SECTION_ENDS = {"cast-2020": (4, 11, 15, 20), "cast-2020-academic": (5, 9, 12, 16)}
SECTION_ENDS["cast-2025"] = (4, 8, 12, 14, 16, 20, 24, 28, 32)
NUMERALS = "一二三四五六七八九"

TRADITIONAL = "與國學會動點進產實現強對創導發業體關開際門頭總務經濟證讓織聯係繫後裡臺準復幹徵諮託築麵隻昇雲於"


def test_every_file_is_usable() -> None:
    assert LISTS.faults == ()
    assert set(LISTS) == {file.stem for file in SHIPPED.glob("*.toml")} == set(SECTION_ENDS)


@pytest.mark.parametrize(("list_id", "count"), [("cast-2020", 20), ("cast-2020-academic", 16), ("cast-2025", 32)])
def test_points_are_numbered_through(list_id: str, count: int) -> None:
    assert [point.number for point in LISTS[list_id].points] == list(range(1, count + 1))


@pytest.mark.parametrize("list_id", SECTION_ENDS)
def test_sections_hold_the_points_that_the_notice_puts_under_them(list_id: str) -> None:
    points = LISTS[list_id].points
    sections = list(dict.fromkeys(point.section for point in points))
    assert [section[:2] for section in sections] == [f"{numeral}、" for numeral in NUMERALS[: len(sections)]]
    last = {point.section: point.number for point in points}
    assert tuple(last[section] for section in sections) == SECTION_ENDS[list_id]


@pytest.mark.parametrize(
    ("list_id", "number", "title"),
    [
        ("cast-2020", 6, "推动协同攻关“卡脖子”关键核心技术"),
        ("cast-2020", 20, "狠抓巡视整改促全面从严治党"),
        ("cast-2020-academic", 1, "强化全国学会的政治引领作用"),
        ("cast-2020-academic", 16, "打造创新创业创造群团特色服务"),
        ("cast-2025", 11, "加强后备人才发现和培养"),
        ("cast-2025", 12, "强化海外及港澳台人才联系服务"),
        ("cast-2025", 26, "完善全球合作伙伴关系"),
        ("cast-2025", 32, "筹备中国科协“十一大”"),
    ],
)
def test_title_is_the_heading_sentence_of_the_point(list_id: str, number: int, title: str) -> None:
    point = LISTS[list_id].point(number)
    assert point is not None
    assert point.title == title


def test_each_point_of_2025_has_its_lead_department() -> None:
    assert Counter(point.department for point in LISTS["cast-2025"].points) == {
        "科学技术创新部": 5,
        "科学技术普及部": 6,
        "国际合作部": 5,
        "战略发展部": 5,
        "宣传文化部": 4,
        "组织人事部": 3,
        "机关党委": 2,
        "办公厅": 2,
    }


def test_the_lists_of_2020_name_no_departments() -> None:
    assert {point.department for name in ("cast-2020", "cast-2020-academic") for point in LISTS[name].points} == {""}


@pytest.mark.parametrize(
    ("list_id", "year", "number", "date"),
    [
        ("cast-2020", 2020, "科协办函厅字〔2020〕12号", datetime.date(2020, 1, 23)),
        ("cast-2020-academic", 2020, "科协学函综字〔2020〕13号", datetime.date(2020, 2, 28)),
        ("cast-2025", 2025, "", datetime.date(2025, 2, 28)),
    ],
)
def test_list_names_its_notice(list_id: str, year: int, number: str, date: datetime.date) -> None:
    points = LISTS[list_id]
    assert (points.year, points.notice.number, points.notice.date) == (year, number, date)


@pytest.mark.parametrize("list_id", SECTION_ENDS)
def test_no_traditional_character_and_no_half_width_mark_is_left(list_id: str) -> None:
    points = LISTS[list_id]
    text = points.title + "".join(point.section + point.title + point.department for point in points.points)
    assert set(text).intersection(TRADITIONAL + ",:;()") == set()


@pytest.mark.parametrize("list_id", SECTION_ENDS)
def test_file_is_written_as_the_program_writes_it(list_id: str) -> None:
    assert (SHIPPED / f"{list_id}.toml").read_text(encoding="utf-8") == list_text(LISTS[list_id])
