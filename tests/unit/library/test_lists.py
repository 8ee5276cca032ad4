"""A list of work points is read strictly and written so that it reads the same; broken ones stop no other."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.library.faults import TemplateError
from castforms.library.lists import Lists, list_text, load_list
from castforms.model.template import Notice
from castforms.model.work_points import WorkPoint, WorkPointList

LIST = """
castforms_list = 1
id = "own-2024"
title = "某会2024年工作要点"
year = 2024

[notice]
number = "某会〔2024〕1号"
date = 2024-02-01

[[sections]]
title = "一、党建"
points = [{ number = 1, title = "学习", department = "党委" }, { number = 2, title = "责任" }]

[[sections]]
title = "二、服务"
points = [{ number = 3, title = "年会" }]
"""

POINTS = WorkPointList(
    "own-2024",
    "某会2024年工作要点",
    2024,
    Notice("某会〔2024〕1号", "", "", datetime.date(2024, 2, 1)),
    (
        WorkPoint(1, "一、党建", "学习", "党委"),
        WorkPoint(2, "一、党建", "责任"),
        WorkPoint(3, "二、服务", "年会"),
    ),
)

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def in_folder(old: str = "", new: str = "", name: str = "own-2024", folder: str = "lists") -> Path:
        assert old in LIST
        file = tmp_path / folder / f"{name}.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(LIST.replace(old, new, 1) if old else LIST, encoding="utf-8")
        return file

    return in_folder


def test_list_is_read_with_sections_departments_and_notice(write: Write) -> None:
    assert load_list(write()) == POINTS
    assert POINTS.point(2) == POINTS.points[1]
    assert POINTS.point(4) is None


def test_written_list_reads_the_same(tmp_path: Path) -> None:
    title = 'a "quoted" \\ title of 〔2024〕'
    points = POINTS._replace(title=title, points=(*POINTS.points, WorkPoint(9, "", "无部分")))
    file = tmp_path / "own-2024.toml"
    file.write_text(list_text(points), encoding="utf-8")
    assert load_list(file) == points


@pytest.mark.parametrize(
    "wrong",
    [
        POINTS._replace(id="Own 2024"),
        POINTS._replace(title=""),
        POINTS._replace(points=()),
        POINTS._replace(points=(WorkPoint(1, "", "甲"), WorkPoint(1, "", "乙"))),
        POINTS._replace(points=(WorkPoint(1, "", "甲\x00"),)),
    ],
    ids=["id", "no title", "no points", "number twice", "control character"],
)
def test_a_list_that_could_not_be_read_again_is_not_written(wrong: WorkPointList) -> None:
    with pytest.raises(TemplateError):
        list_text(wrong)


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("castforms_list = 1", "castforms_list = 2", "castforms_list", "castforms_list = 1"),
        ("castforms_list = 1", "castforms_list = true", "castforms_list", "castforms_list = 1"),
        ('id = "own-2024"', 'id = "other"', "id", "文件名“own-2024”"),
        ('title = "某会2024年工作要点"', "", "title", "缺少"),
        ("year = 2024", 'year = "2024"', "year", "整数"),
        ("year = 2024", "year = 24", "year", "整数"),
        ("year = 2024", "yaer = 2024", "yaer", "是不是“year”"),
        ("date = 2024-02-01", 'date = "2024-02-01"', "notice.date", "不加引号"),
        ("number = 3", "number = 0", "sections[1].points[0].number", "整数"),
        ("number = 3", "number = true", "sections[1].points[0].number", "整数"),
        ("number = 3", "number = 2", "sections", "重复"),
        ("number = 1", "number = 4", "sections", "从小到大"),
        ('title = "年会"', 'title = "年\\n会"', "sections[1].points[0].title", "一行"),
        ('title = "年会"', 'titel = "年会"', "sections[1].points[0].titel", "是不是“title”"),
        ('points = [{ number = 3, title = "年会" }]', "points = []", "sections[1].points", "缺少要点"),
    ],
)
def test_fault_is_told_with_its_place_and_remedy(write: Write, old: str, new: str, key: str, says: str) -> None:
    with pytest.raises(TemplateError) as caught:
        load_list(write(old, new))
    messages = {fault.key: fault.message for fault in caught.value.faults}
    assert says in messages[key]


def test_lists_come_the_latest_year_first(write: Write) -> None:
    write()
    file = write('id = "own-2024"', 'id = "own-2025"', "own-2025")
    file.write_text(file.read_text("utf-8").replace("year = 2024", "year = 2025"), "utf-8")
    assert list(Lists([file.parent])) == ["own-2025", "own-2024"]


def test_of_two_lists_with_one_id_the_first_counts_and_the_other_is_told(write: Write) -> None:
    first, second = write(), write("学习", "别的", folder="more")
    lists = Lists([first.parent, second.parent])
    assert lists["own-2024"] == POINTS
    assert [fault.file for fault in lists.faults] == [str(second)]


def test_a_broken_list_stops_no_other(write: Write) -> None:
    folder = write().parent
    (folder / "broken.toml").write_bytes(b"\xff")
    lists = Lists([folder, folder / "not there"])
    assert list(lists) == ["own-2024"]
    assert len(lists.faults) == 1
