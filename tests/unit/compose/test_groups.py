"""Rows of a repeat in the order of a list, under a header for each group, with what the list says of the choice."""

from types import MappingProxyType

import pytest

from castforms.compose.composer import compose
from castforms.model.document import Row, Table
from castforms.model.entry import Entry, record
from castforms.model.template import (
    CellPart,
    Choice,
    Field,
    FieldType,
    FormTemplate,
    Notice,
    ParagraphPart,
    RowPart,
    SectionPart,
    TablePart,
)


def choice(number: str, section: str, department: str = "") -> Choice:
    columns = {"section": section, "title": f"要点{number}", "department": department}
    return Choice(number, f"{number}. 要点{number}", MappingProxyType(columns))


POINTS = (choice("1", "一、党建", "党委"), choice("2", "一、党建"), choice("3", "二、服务"))
COLUMNS = ("section", "title", "department")
POINT = Field(
    "point",
    FieldType.SELECT_ONE,
    "要点",
    choices_from="year",
    choice_lists=MappingProxyType({"2024": POINTS}),
    columns=COLUMNS,
)
FIELDS = (
    Field("year", FieldType.SELECT_ONE, "要点", choices=(Choice("2024", "二四年"),)),
    Field("items", FieldType.REPEAT, "措施", fields=(POINT, Field("measure", FieldType.TEXT, "措施"))),
)


def cell(*texts: ParagraphPart | str, colspan: int = 1) -> CellPart:
    parts = tuple(ParagraphPart(text, "table_text") if isinstance(text, str) else text for text in texts)
    return CellPart(parts, colspan)


DEPARTMENT = ParagraphPart("（${point.department}）", "table_text", empty="")
ROW = RowPart(
    (cell("${point.title}", DEPARTMENT), cell("${measure}")),
    for_each="items",
    order_by="point",
    group_by="${point.section}",
    group_header=(cell("${point.section}", colspan=2),),
)


def rows(row: RowPart, *items: tuple[str, str], year: str = "2024") -> tuple[Row, ...]:
    part = TablePart((50, 50), (row,))
    template = FormTemplate("form", "表", Notice("", "", ""), FIELDS, (SectionPart((part,)),))
    measures = tuple(record({"point": point, "measure": measure}) for point, measure in items)
    document = compose(template, Entry("form", record({"year": year, "items": measures})))
    (table,) = document.sections[0].blocks
    assert isinstance(table, Table)
    return table.rows


def texts(found: tuple[Row, ...]) -> list[list[str]]:
    return [["|".join(p.text for p in c.paragraphs) for c in row.cells] for row in found]


def test_rows_follow_the_list_under_a_header_for_each_section() -> None:
    assert texts(rows(ROW, ("3", "甲"), ("1", "乙"), ("2", "丙"))) == [
        ["一、党建"],
        ["要点1|（党委）", "乙"],
        ["要点2", "丙"],
        ["二、服务"],
        ["要点3", "甲"],
    ]


def test_items_of_one_point_stay_in_the_order_they_were_entered() -> None:
    assert [row[-1] for row in texts(rows(ROW, ("2", "甲"), ("1", "乙"), ("2", "丙")))] == [
        "一、党建",
        "乙",
        "甲",
        "丙",
    ]


def test_a_row_leads_back_to_the_item_it_prints() -> None:
    found = rows(ROW, ("3", "甲"), ("1", "乙"))
    assert found[1].cells[1].paragraphs[0].path == ("items", 1, "measure")


def test_a_header_stays_with_the_row_below() -> None:
    assert [row.keep_next for row in rows(ROW, ("1", "乙"), ("3", "甲"))] == [True, False, True, False]


@pytest.mark.parametrize("point", ["", "9"])
def test_an_item_without_a_point_of_the_list_comes_last_and_without_header(point: str) -> None:
    assert [row[-1] for row in texts(rows(ROW, (point, "甲"), ("3", "乙")))] == ["二、服务", "乙", "甲"]


def test_the_blank_form_has_a_row_and_no_header() -> None:
    assert texts(rows(ROW)) == [["", ""]]


def test_without_a_list_nothing_is_known_of_the_points() -> None:
    assert texts(rows(ROW, ("1", "甲"), year="")) == [["", "甲"]]
