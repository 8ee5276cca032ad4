"""The official blank tables as the notices give them out, and clerks who fill them in without castforms.

They are made with python-docx alone, after the notices' text, so that nothing of castforms' own writer is in them.
"""

from collections.abc import Mapping, Sequence

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell

FIVE_AREAS = (
    "决胜全面建成小康社会",
    "打赢精准脱贫攻坚战",
    "提升科技群团治理能力",
    "为科技工作者办实事",
    "深化本学会或科协组织改革",
)
MODULES = {"lead": "团结引领", "home": "建家办事", "people": "为民服务", "open": "开放合作", "award": "表彰发布"}
_HINT = (
    "（应突出重点，言简意赅，包括但不限于“五大模块”，列出1-2项最具特色亮点活动的工作思路、实施举措，时间、地点、人员、"
    "主题、主要安排、预期成效等要素，原则上每项活动500字以内，一项一表，表格可自行复制）"
)


def write(cell: _Cell, *lines: str) -> None:
    """The lines as the cell's paragraphs."""
    cell.text = lines[0] if lines else ""
    for line in lines[1:]:
        cell.add_paragraph(line)


def five_areas() -> WordDocument:
    """附件2 五个方面重点工作举措."""
    document = docx.Document()
    document.add_paragraph("附件2")
    document.add_paragraph("五个方面重点工作举措")
    table = document.add_table(6, 2, style="Table Grid")
    write(table.cell(0, 0), "五个方面")
    write(table.cell(0, 1), "重点工作举措", "（请以标题句方式，言简意赅）")
    for k, area in enumerate(FIVE_AREAS, 1):
        write(table.cell(k, 0), area)
        write(table.cell(k, 1), "1.… … … … … …", "2.… … … … … …", *(("（可顺延列条，下同）",) if k == 1 else ()))
    document.add_paragraph("单位：")
    document.add_paragraph("经办人：                       联系方式：")
    return document


def fill_five_areas(
    document: WordDocument, measures: Sequence[Sequence[str]], unit: str, handler: str, contact: str
) -> None:
    """Types numbered measures over the dots, and the rest behind its labels."""
    for k, items in enumerate(measures, 1):
        cell = document.tables[0].cell(k, 1)
        write(cell, *(f"{number}.{item}" for number, item in enumerate(items, 1)))
    document.paragraphs[-2].text = f"单位：{unit}"
    document.paragraphs[-1].text = f"经办人：{handler}                  联系方式：{contact}"


def day_plan() -> WordDocument:
    """附件 2020年“全国科技工作者日”特色亮点活动筹备方案（样表）."""
    document = docx.Document()
    document.add_paragraph("附件")
    document.add_paragraph("2020年“全国科技工作者日”")
    document.add_paragraph("特色亮点活动筹备方案（样表）")
    document.add_paragraph("单位盖章：                                     报送时间：")
    add_day_table(document)
    return document


def add_day_table(document: WordDocument) -> Table:
    """The table of one activity."""
    table = document.add_table(10, 6, style="Table Grid")
    merge(table, 0, 0, 5, "一、基本信息")
    for row, label in ((1, "主办单位名称"), (2, "主题活动名称"), (4, "承办单位名称")):
        write(table.cell(row, 0), label)
        merge(table, row, 1, 5, "")
    write(table.cell(3, 0), "主题活动模块", "（请在相应模块划√ ，可多选）")
    for column, label in enumerate(MODULES.values(), 1):
        write(table.cell(3, column), label, "（）")
    table.cell(5, 0).merge(table.cell(7, 0))
    write(table.cell(5, 0), "联系人")
    for row, (left, right) in ((5, ("姓  名", "办公电话")), (6, ("手  机", "传    真"))):
        write(table.cell(row, 1), left)
        merge(table, row, 2, 3, "")
        write(table.cell(row, 4), right)
    write(table.cell(7, 1), "电子邮箱")
    merge(table, 7, 2, 5, "")
    merge(table, 8, 0, 5, "")
    write(table.cell(8, 0), "二、工作方案", _HINT)
    merge(table, 9, 0, 5, "")
    return table


def merge(table: Table, row: int, first: int, last: int, text: str) -> None:
    """Merges cells of a row."""
    table.cell(row, first).merge(table.cell(row, last))
    write(table.cell(row, first), text)


def fill_day_table(table: Table, values: Mapping[str, str], ticks: Mapping[str, str], plan: Sequence[str]) -> None:
    """Types into the table; `ticks` is what is typed between the brackets of a module."""
    for (row, column), name in {
        (1, 1): "host",
        (2, 1): "activity",
        (4, 1): "co_host",
        (5, 2): "contact_name",
        (5, 5): "office_phone",
        (6, 2): "mobile",
        (6, 5): "fax",
        (7, 2): "email",
    }.items():
        write(table.cell(row, column), values.get(name, ""))
    for column, (name, label) in enumerate(MODULES.items(), 1):
        write(table.cell(3, column), label, f"（{ticks.get(name, '')}）")
    write(table.cell(9, 0), *plan)


def measures(title: str, heads: Sequence[str], rows: int) -> WordDocument:
    """A table of measures: a line for unit and date, heads, and empty rows."""
    document = docx.Document()
    document.add_paragraph(title)
    document.add_paragraph("填报单位（盖章）：                      填报日期：")
    table = document.add_table(1 + rows, len(heads), style="Table Grid")
    for column, head in enumerate(heads):
        write(table.cell(0, column), head)
    return document


def add_change(cell: _Cell, element: str, text: str) -> None:
    """A tracked insertion (`ins`) or deletion (`del`) at the end of the cell."""
    tag = "w:delText" if element == "del" else "w:t"
    change = OxmlElement(f"w:{element}")
    change.set(qn("w:id"), "7")
    change.set(qn("w:author"), "某某")
    run, content = OxmlElement("w:r"), OxmlElement(tag)
    content.text = text
    run.append(content)
    change.append(run)
    cell.paragraphs[-1]._p.append(change)


def add_symbol(cell: _Cell, font: str, code: str) -> None:
    """A character of a symbol font, as Word's dialog 符号 puts it in."""
    run = cell.paragraphs[-1].add_run()
    symbol = OxmlElement("w:sym")
    symbol.set(qn("w:font"), font)
    symbol.set(qn("w:char"), code)
    run._r.append(symbol)
