"""Official tables as people fill them without us, each with the form it belongs to and the answers it holds."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import docx
from docx.document import Document as WordDocument

from castforms.session.workspace import Workspace
from tests.pair import blank_tables

FIVE, PLAN, REPORT = "cast-2020-five-areas", "cast-2020-workers-day-plan", "cast-2020-workers-day-report"
MEASURES = "work-points-measures"

WORKSPACE = Workspace()

PERSON = {
    "host": "中国某某学会",
    "activity": "科学家精神宣讲季",
    "co_host": "某某大学",
    "contact_name": "李某",
    "office_phone": "（010）62168293",
    "mobile": "13900001111",
    "fax": "（010）62168294",
    "email": "a@b.cn",
}
TICKED = {"lead": "√", "open": "√"}
PLAN_TEXT = ("一、思路", "走进校园，举办宣讲。", "二、安排")
ACTIVITY = {**PERSON, "modules": ["lead", "open"], "plan": "\n".join(PLAN_TEXT)}
AREAS = ("xiaokang", "poverty", "governance", "services", "reform")
LISTS = (("甲一", "甲二", "甲三"), ("乙一",), ("丙一", "丙二"), ("丁一",), ("戊一",))
FIVE_VALUES = {
    **{name: list(items) for name, items in zip(AREAS, LISTS, strict=True)},
    "unit": "中国某某学会",
    "handler": "张某某",
    "contact": "（010）68570000",
}
PLAN_VALUES = {"unit": "中国某某学会", "report_date": "2020-04-20", "activities": [ACTIVITY]}

Case = tuple[WordDocument, str, dict[str, Any]]


def five() -> WordDocument:
    document = blank_tables.five_areas()
    blank_tables.fill_five_areas(document, LISTS, "中国某某学会", "张某某", "（010）68570000")
    return document


def plan(ticks: Mapping[str, str] = TICKED) -> WordDocument:
    document = blank_tables.day_plan()
    blank_tables.fill_day_table(document.tables[0], PERSON, ticks, PLAN_TEXT)
    document.paragraphs[3].text = "单位盖章：中国某某学会            报送时间：2020年4月20日"
    return document


def blank_five() -> Case:
    blank: dict[str, Any] = {**{area: [] for area in AREAS}, "unit": "", "handler": "", "contact": ""}
    return blank_tables.five_areas(), FIVE, blank


def five_plain() -> Case:
    return five(), FIVE, FIVE_VALUES


def five_in_added_rows() -> Case:
    """A measure in a row of its own below the second area, and one beside the merged label of the third."""
    document = five()
    table = document.tables[0]
    for row, text in ((3, "3.丙三"), (2, "2.乙二")):
        added = deepcopy(table.rows[row]._tr)
        table.rows[row]._tr.addnext(added)
        blank_tables.write(table.cell(row + 1, 0), "")
        blank_tables.write(table.cell(row + 1, 1), text)
    table.cell(4, 0).merge(table.cell(5, 0))
    return document, FIVE, {**FIVE_VALUES, "poverty": ["乙一", "乙二"], "governance": ["丙一", "丙二", "丙三"]}


def five_without_numbers() -> Case:
    document = five()
    blank_tables.write(document.tables[0].cell(1, 1), "甲一", "甲二", "（可顺延列条，下同）")
    return document, FIVE, {**FIVE_VALUES, "xiaokang": ["甲一", "甲二"]}


def five_with_automatic_numbers() -> Case:
    document = five()
    cell = document.tables[0].cell(1, 1)
    blank_tables.write(cell, "甲一", "1.5亿元项目")
    for paragraph in cell.paragraphs:
        paragraph.style = "List Number"
    return document, FIVE, {**FIVE_VALUES, "xiaokang": ["甲一", "1.5亿元项目"]}


def five_with_other_numbers() -> Case:
    document = five()
    blank_tables.write(document.tables[0].cell(1, 1), "（1）甲一", "（2）甲二", "③甲三", "4、甲四", "2.… … …")
    return document, FIVE, {**FIVE_VALUES, "xiaokang": ["甲一", "甲二", "甲三", "甲四"]}


def five_with_tracked_changes() -> Case:
    document = five()
    cell = document.tables[0].cell(2, 1)
    blank_tables.add_change(cell, "del", "，旧的")
    blank_tables.add_change(cell, "ins", "，新的")
    return document, FIVE, {**FIVE_VALUES, "poverty": ["乙一，新的"]}


def five_with_rows_swapped() -> Case:
    document = five()
    rows = document.tables[0].rows
    rows[1]._tr.addprevious(rows[4]._tr)
    return document, FIVE, FIVE_VALUES


def five_with_lines_in_a_table() -> Case:
    """The clerk set the last lines side by side in cells, each value in a cell of its own."""
    document = five()
    for paragraph in document.paragraphs[-2:]:
        paragraph._p.getparent().remove(paragraph._p)
    document.add_paragraph("")
    table = document.add_table(2, 4)
    for column, text in enumerate(("单位：", "中国某某学会", "", "")):
        blank_tables.write(table.cell(0, column), text)
    for column, text in enumerate(("经办人：", "张某某", "联系方式：", "（010）68570000")):
        blank_tables.write(table.cell(1, column), text)
    return document, FIVE, FIVE_VALUES


def plan_plain() -> Case:
    return plan(), PLAN, PLAN_VALUES


def plan_with_ticks_before() -> Case:
    document = plan()
    marks = ("☑", "□", "☐", "■", "否")
    for column, (mark, label) in enumerate(zip(marks, blank_tables.MODULES.values(), strict=True), 1):
        blank_tables.write(document.tables[0].cell(3, column), f"{mark}{label}")
    return document, PLAN, PLAN_VALUES


def plan_with_yes_and_no() -> Case:
    return plan({"lead": "是", "home": "否", "people": " ", "open": "是", "award": "否"}), PLAN, PLAN_VALUES


def plan_with_symbols() -> Case:
    document = plan({})
    for column, (font, code) in {
        1: ("Wingdings 2", "F052"),
        2: ("Wingdings", "F0A8"),
        4: ("Wingdings", "F0FC"),
    }.items():
        cell = document.tables[0].cell(3, column)
        blank_tables.write(cell, list(blank_tables.MODULES.values())[column - 1])
        blank_tables.add_symbol(cell, font, code)
    return document, PLAN, PLAN_VALUES


def plan_below_its_heading() -> Case:
    """The plan was typed into the cell of its heading, whose remark was deleted."""
    document = plan()
    table = document.tables[0]
    blank_tables.write(table.cell(8, 0), "二、工作方案", *PLAN_TEXT)
    table._tbl.remove(table.rows[9]._tr)
    return document, PLAN, PLAN_VALUES


def plan_of_two_activities() -> Case:
    document = plan()
    document.add_page_break()
    second = blank_tables.add_day_table(document)
    blank_tables.fill_day_table(second, {**PERSON, "activity": "第二项"}, {"home": "√"}, ["第二项的方案"])
    other = {**ACTIVITY, "activity": "第二项", "modules": ["home"], "plan": "第二项的方案"}
    return document, PLAN, {**PLAN_VALUES, "activities": [ACTIVITY, other]}


def plan_of_tables_without_a_gap() -> Case:
    document = plan()
    second = blank_tables.add_day_table(document)
    blank_tables.fill_day_table(second, PERSON, TICKED, PLAN_TEXT)
    return document, PLAN, {**PLAN_VALUES, "activities": [ACTIVITY, ACTIVITY]}


def plan_with_other_labels() -> Case:
    """Labels with colons, without the form's blanks, without remarks in brackets."""
    document = plan()
    table = document.tables[0]
    for row, column, label in (
        (5, 1, "姓名："),
        (6, 4, "传真"),
        (6, 1, "*手机"),
        (3, 0, "主题活动模块"),
        (1, 0, "主办单位 名称"),
    ):
        blank_tables.write(table.cell(row, column), label)
    return document, PLAN, PLAN_VALUES


def plan_with_an_answer_behind_its_label() -> Case:
    document = plan()
    table = document.tables[0]
    blank_tables.write(table.cell(7, 1), "电子邮箱：a@b.cn")
    blank_tables.write(table.cell(7, 2), "")
    return document, PLAN, PLAN_VALUES


def plan_in_lines_broken_by_hand() -> Case:
    document = plan()
    blank_tables.write(document.tables[0].cell(9, 0), "")
    document.tables[0].cell(9, 0).paragraphs[0].add_run("\n".join(PLAN_TEXT))
    return document, PLAN, PLAN_VALUES


def measures_in_rows() -> Case:
    points = {point.number: point for point in next(iter(WORKSPACE.lists.values())).points}
    chosen = next(iter(WORKSPACE.lists.values()))
    heads = ("序号", "工作要点", "具体措施", "责任单位", "完成时限")
    document = blank_tables.measures(f"贯彻落实《{chosen.title}》具体措施", heads, 4)
    document.paragraphs[1].text = "填报单位：中国某某学会            填报日期：2025年3月1日"
    table = document.tables[0]
    blank_tables.merge(table, 1, 0, 4, points[1].section)
    rows = ((2, 1, "措施一"), (3, 1, "措施二"), (4, 3, "措施三"))
    for row, number, measure in rows:
        texts = (str(number), points[number].title, measure, "秘书处", "全年")
        for column, text in enumerate(texts):
            blank_tables.write(table.cell(row, column), text)
    table.cell(2, 0).merge(table.cell(3, 0)).text = "1"
    table.cell(2, 1).merge(table.cell(3, 1)).text = points[1].title
    items = [{"point": str(n), "measure": m, "lead": "秘书处", "due": "全年"} for _row, n, m in rows]
    values = {"unit": "中国某某学会", "report_date": "2025-03-01", "year_list": chosen.id, "measures": items}
    return document, MEASURES, values


def measures_in_other_columns() -> Case:
    """A column was put in and two were exchanged."""
    chosen = next(iter(WORKSPACE.lists.values()))
    heads = ("序号", "工作要点", "备注", "具体措施", "完成时限", "责任单位")
    document = blank_tables.measures(f"贯彻落实《{chosen.title}》具体措施", heads, 1)
    document.paragraphs[1].text = "填报单位（盖章）：中国某某学会 填报日期：2025.3.1"
    for column, text in enumerate(("2", chosen.points[1].title, "", "措施", "全年", "秘书处")):
        blank_tables.write(document.tables[0].cell(1, column), text)
    item = {"point": "2", "measure": "措施", "lead": "秘书处", "due": "全年"}
    values = {"unit": "中国某某学会", "report_date": "2025-03-01", "year_list": chosen.id, "measures": [item]}
    return document, MEASURES, values


def report_typed_freely() -> Case:
    document = docx.Document()
    lines = (
        "科学家精神宣讲季总结报告",
        "",
        "一、基本情况",
        "活动办了十场。",
        "二、成效",
        "听众两千人。",
        "",
        "中国某某学会",
        "2020年6月18日",
    )
    for line in lines:
        document.add_paragraph(line)
    document.add_paragraph("（联系人：李某，联系电话：（010）62168293，电子邮箱：a@b.cn）")
    values = {
        "unit": "中国某某学会",
        "activity": "科学家精神宣讲季",
        "report_date": "2020-06-18",
        "body": "一、基本情况\n活动办了十场。\n二、成效\n听众两千人。",
        "contact_name": "李某",
        "office_phone": "（010）62168293",
        "email": "a@b.cn",
    }
    return document, REPORT, values


CASES: tuple[Callable[[], Case], ...] = (
    blank_five,
    five_plain,
    five_in_added_rows,
    five_without_numbers,
    five_with_automatic_numbers,
    five_with_other_numbers,
    five_with_tracked_changes,
    five_with_rows_swapped,
    five_with_lines_in_a_table,
    plan_plain,
    plan_with_ticks_before,
    plan_with_yes_and_no,
    plan_with_symbols,
    plan_below_its_heading,
    plan_of_two_activities,
    plan_of_tables_without_a_gap,
    plan_with_other_labels,
    plan_with_an_answer_behind_its_label,
    plan_in_lines_broken_by_hand,
    measures_in_rows,
    measures_in_other_columns,
    report_typed_freely,
)
