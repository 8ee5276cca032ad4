"""A form may choose from the lists of work points, print what they say of the choice, and group its rows by it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.library.faults import TemplateError
from castforms.library.lists import Lists
from castforms.library.loader import find_templates, load_template
from castforms.model.entry import record
from castforms.model.template import Field, TablePart
from castforms.session.lint import lint_form

FORM = """
castforms = 1
id = "measures"
title = "措施"

[[fields]]
name = "unit"
type = "text"
label = "单位"

[[fields]]
name = "year"
type = "select_one"
label = "要点"
choices_from = "lists"

[[fields]]
name = "items"
type = "repeat"
label = "措施"

[[fields.fields]]
name = "point"
type = "select_one"
label = "要点"
choices_from = "${year}"

[[sections]]

[[sections.blocks]]
block = "table"
columns_mm = [50, 50]

[[sections.blocks.rows]]
for_each = "items"
order_by = "point"
group_by = "${point.section}"
group_header = [{ text = "${point.section}", colspan = 2 }]
cells = ["${point.title}", "${year.number}"]
"""

LIST = """
castforms_list = 1
id = "{id}"
title = "某会工作要点"
year = 2024
[notice]
number = "某会〔2024〕1号"
[[sections]]
title = "一、党建"
points = [{{ number = 1, title = "学习" }}, {{ number = 2, title = "责任", department = "办公厅" }}]
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the form with something replaced, and a list beside its folder."""

    def in_folder(old: str = "", new: str = "", list_id: str = "own") -> Path:
        assert old in FORM
        folder = tmp_path / "templates" / "measures"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "template.toml").write_text(FORM.replace(old, new, 1) if old else FORM, encoding="utf-8")
        (tmp_path / "lists").mkdir(exist_ok=True)
        (tmp_path / "lists" / "own.toml").write_text(LIST.format(id=list_id), encoding="utf-8")
        return folder

    return in_folder


def faults(folder: Path) -> dict[str, str]:
    try:
        load_template(folder)
    except TemplateError as error:
        return {fault.key: fault.message for fault in error.faults}
    return {}


def point_field(folder: Path, lists: Lists | None = None) -> Field:
    items = load_template(folder, lists).field("items")
    assert items is not None
    return items.fields[0]


def test_lists_are_offered_by_their_titles(write: Write) -> None:
    field = load_template(write()).field("year")
    assert field is not None
    assert [(choice.name, choice.label) for choice in field.choices] == [("own", "某会工作要点")]


def test_points_are_offered_once_their_list_is_chosen(write: Write) -> None:
    field = point_field(write())
    offered = field.settled((record({}), record({"year": "own"}))).choices
    assert [(choice.name, choice.label) for choice in offered] == [("1", "1. 学习"), ("2", "2. 责任")]
    assert dict(offered[1].columns) == {
        "number": "2",
        "title": "责任",
        "section": "一、党建",
        "department": "办公厅",
    }
    assert field.settled((record({"year": "other"}),)).choices == ()


def test_a_field_with_choices_of_its_own_stays_as_it_is(write: Write) -> None:
    field = load_template(write()).field("year")
    assert field is not None
    assert field.settled((record({"year": "own"}),)) is field


def test_the_users_lists_can_be_given_instead_of_those_beside_the_form(write: Write, tmp_path: Path) -> None:
    folder, own = write(), tmp_path / "user"
    own.mkdir()
    (own / "mine.toml").write_text(LIST.format(id="mine"), encoding="utf-8")
    assert list(point_field(folder, Lists([own])).choice_lists) == ["mine"]
    template = find_templates([folder.parent], Lists([own])).templates["measures"]
    assert [choice.name for choice in template.fields[1].choices] == ["mine"]


def test_rows_are_read_with_their_order_and_groups(write: Write) -> None:
    table = load_template(write()).sections[0].blocks[0]
    assert isinstance(table, TablePart)
    row = table.rows[0]
    assert (row.order_by, row.group_by) == ("point", "${point.section}")
    assert [cell.colspan for cell in row.group_header] == [2]


ROW = "sections[0].blocks[0].rows[0]"
POINT = "fields[2].fields[0]"


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ('"lists"', '"list"', "fields[1].choices_from", "全部清单"),
        ('"${year}"', '"${yaer}"', f"{POINT}.choices_from", "是不是“year”"),
        ('"${year}"', '"${unit}"', f"{POINT}.choices_from", 'choices_from = "lists"'),
        ('"${year}"', '"${year.title}"', f"{POINT}.choices_from", "字段名"),
        ('"lists"', '"lists"\nchoices = [{ name = "a", label = "甲" }]', "fields[1].choices", "删去一个"),
        ('label = "单位"', 'label = "单位"\nchoices_from = "lists"', "fields[0].choices_from", "不能有 choices_from"),
        ("${point.title}", "${point.titel}", f"{ROW}.cells[0].text", "是不是“title”"),
        ("${year.number}", "${year.section}", f"{ROW}.cells[1].text", "可用"),
        ('order_by = "point"', 'order_by = "pont"', f"{ROW}.order_by", "是不是“point”"),
        ('order_by = "point"', 'order_by = "unit"', f"{ROW}.order_by", "select_one"),
        ('for_each = "items"\norder_by = "point"', 'order_by = "year"', f"{ROW}.order_by", "for_each"),
        ('group_by = "${point.section}"\n', "", f"{ROW}.group_by", "一起写"),
        ('group_by = "${point.section}"', 'group_by = "${point.part}"', f"{ROW}.group_by", "没有栏目"),
        (", colspan = 2 }]\ncells", " }]\ncells", f"{ROW}.group_header", "占满各列"),
    ],
)
def test_fault_is_told_with_its_place_and_remedy(write: Write, old: str, new: str, key: str, says: str) -> None:
    assert says in faults(write(old, new))[key]


def test_a_form_that_chooses_from_lists_says_when_there_are_none(write: Write) -> None:
    assert set(faults(write(list_id="other"))) == {"fields[1].choices_from", f"{POINT}.choices_from"}


@pytest.mark.parametrize(("point", "keys"), [("2", []), ("3", ["items[0].point"])])
def test_the_sample_chooses_among_the_points_of_its_list(write: Write, point: str, keys: list[str]) -> None:
    folder = write()
    values = {"unit": "某会", "year": "own", "items": [{"point": point}]}
    (folder / "sample.json").write_text(json.dumps({"castform": 1, "form": "measures", "values": values}), "utf-8")
    (folder / "notice.txt").write_text("", "utf-8")
    assert [fault.key for fault in lint_form(folder, ())] == keys
