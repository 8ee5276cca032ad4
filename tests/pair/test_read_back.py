"""What comes back is read: our own Word files after LibreOffice saved them, and official tables filled without us."""

import random
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument

from castforms.intake.returned_file import ReturnedFile, read_returned_word
from castforms.model.entry import Entry
from castforms.model.measure import Attachment
from castforms.rules.cleaning import clean_entry
from castforms.session.guarded import FileReader
from castforms.session.read import Reading, read_file, read_returned
from castforms.session.workspace import Workspace
from castforms.storage.entry_file import entry_json
from castforms.writers.word import write_word
from tests.pair import blank_tables
from tests.pair.answers import Answers
from tests.pair.office import convert
from tests.pair.prose import Prose

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"
FORMS = sorted(file.parent.name for file in TEMPLATES.glob("*/template.toml"))
GENERATED = 200
FIVE, PLAN, REPORT = "cast-2020-five-areas", "cast-2020-workers-day-plan", "cast-2020-workers-day-report"
MEASURES = "work-points-measures"

WORKSPACE = Workspace()


def exported(entry: Entry) -> bytes:
    template = WORKSPACE.template(entry.form_id)
    setter = WORKSPACE.typesetter(template)
    attachment = Attachment("entry.json", "application/json", entry_json(entry).encode())
    return write_word(setter.paged(template, entry), setter.sheet, setter.fonts, attachment)


class TestOurOwnFiles:
    @pytest.fixture(scope="class")
    @classmethod
    def entries(cls) -> Mapping[str, Entry]:
        """The sample of each form and generated entries, by name."""
        entries = {form: WORKSPACE.read_entry(TEMPLATES / form / "sample.json") for form in FORMS}
        for seed in range(-(-GENERATED // len(FORMS))):
            for form in FORMS:
                answers = Answers(Prose(random.Random(f"back {form} {seed}")))
                entries[f"{form}-{seed}"] = answers.entry(WORKSPACE.template(form))
        return {name: clean_entry(entry) for name, entry in entries.items()}

    @pytest.fixture(scope="class")
    @classmethod
    def saved(
        cls, entries: Mapping[str, Entry], tmp_path_factory: pytest.TempPathFactory
    ) -> Mapping[str, ReturnedFile]:
        """What LibreOffice made of their Word files."""
        folder = tmp_path_factory.mktemp("back")
        for name, entry in entries.items():
            (folder / f"{name}.docx").write_bytes(exported(entry))
        convert(sorted(folder.glob("*.docx")), "docx", folder / "saved")
        return {name: read_returned_word((folder / "saved" / f"{name}.docx").read_bytes()) for name in entries}

    def test_there_are_enough(self, entries: Mapping[str, Entry]) -> None:
        assert len(entries) >= GENERATED + len(FORMS)

    def test_the_entry_comes_back_equal(self, entries: Mapping[str, Entry], saved: Mapping[str, ReturnedFile]) -> None:
        back = {name: read_returned(Path(name), file, WORKSPACE) for name, file in saved.items()}
        assert {name for name, reading in back.items() if reading.edited or not reading.agrees} == set()
        assert {name: reading.entry() for name, reading in back.items()} == entries

    def test_the_labels_say_the_same(self, entries: Mapping[str, Entry], saved: Mapping[str, ReturnedFile]) -> None:
        """Read as if it had been edited, not a single answer is found to differ, and none to be in doubt."""
        for name, file in saved.items():
            reading = read_returned(Path(name), file._replace(edited=True), WORKSPACE)
            assert (name, reading.differences, reading.notes) == (name, (), ())
            assert reading.entry() == entries[name]


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


def plain(value: Any) -> Any:
    """Without what a file leaves open: empty answers."""
    if isinstance(value, Mapping):
        answers = {name: plain(answer) for name, answer in value.items()}
        return {name: answer for name, answer in answers.items() if answer not in ("", [], ())}
    if isinstance(value, list | tuple):
        return [answer for item in value if (answer := plain(item)) != {}]
    return value


class TestTablesFilledByHand:
    @pytest.fixture(scope="class")
    @classmethod
    def folder(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        """As python-docx wrote them, and in `saved` as LibreOffice saved them again."""
        folder = tmp_path_factory.mktemp("hand")
        for case in CASES:
            case()[0].save(str(folder / f"{case.__name__}.docx"))
        convert(sorted(folder.glob("*.docx")), "docx", folder / "saved")
        return folder

    @pytest.fixture(scope="class")
    @classmethod
    def reader(cls) -> Iterator[FileReader]:
        """One process that opens them all."""
        with FileReader() as reader:
            yield reader

    @pytest.mark.parametrize("way", ["", "saved"], ids=["as written", "saved by LibreOffice"])
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
    def test_is_read(self, case: Callable[[], Case], way: str, folder: Path, reader: FileReader) -> None:
        _document, form, values = case()
        reading = read_file(folder / way / f"{case.__name__}.docx", WORKSPACE, run=reader.run)
        assert (reading.template.id, reading.notes) == (form, ())
        assert plain(reading.entry().values) == plain(values)


def ambiguous(document: WordDocument, folder: Path) -> Reading:
    document.save(str(folder / "a.docx"))
    return read_file(folder / "a.docx", WORKSPACE)


class TestRefusedNotGuessed:
    def test_two_answers_to_one_label(self, tmp_path: Path) -> None:
        document = plan()
        row = document.tables[0].rows[6]._tr
        row.addnext(deepcopy(row))
        blank_tables.write(document.tables[0].cell(7, 2), "13811112222")
        reading = ambiguous(document, tmp_path)
        assert ("activities", 0, "mobile") not in reading.answers.values
        assert [note for note in reading.notes if "手机" in note]
        assert reading.entry().at(("activities", 0, "mobile")) == ""
        assert reading.entry().at(("activities", 0, "fax")) == PERSON["fax"]

    def test_one_answer_said_twice_is_no_doubt(self, tmp_path: Path) -> None:
        document = plan()
        row = document.tables[0].rows[6]._tr
        row.addnext(deepcopy(row))
        reading = ambiguous(document, tmp_path)
        assert reading.notes == ()
        assert reading.entry().at(("activities", 0, "mobile")) == PERSON["mobile"]

    def test_a_mark_that_says_neither_yes_nor_no(self, tmp_path: Path) -> None:
        reading = ambiguous(plan({"lead": "×", "open": "√"}), tmp_path)
        assert any("团结引领" in note for note in reading.notes)
        assert ("activities", 0, "modules") not in reading.answers.values

    def test_a_value_without_its_label(self, tmp_path: Path) -> None:
        document = plan()
        blank_tables.write(document.tables[0].cell(6, 1), "")
        reading = ambiguous(document, tmp_path)
        assert reading.entry().at(("activities", 0, "mobile")) == ""
        assert any(PERSON["mobile"] in note for note in reading.notes)

    def test_text_that_has_no_place_is_told(self, tmp_path: Path) -> None:
        document = five()
        document.add_paragraph("另：我会还有补充材料，随后寄出。")
        assert any("补充材料" in note for note in ambiguous(document, tmp_path).notes)
