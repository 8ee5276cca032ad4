"""Our own Word file after somebody edited it: what differs from the data it carries, and what may be taken over."""

import io
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.table import _Cell

from castforms.intake.returned_file import ReturnedFile, read_returned_word
from castforms.model.entry import Entry, records_of
from castforms.model.measure import Attachment
from castforms.session.read import Reading, read_file, read_returned
from castforms.session.workspace import StorageError, Workspace
from castforms.storage.entry_file import entry_json
from castforms.writers.word import write_word

TEMPLATES = Path(__file__).parents[3] / "resources" / "templates"
FIVE, PLAN, REPORT = "cast-2020-five-areas", "cast-2020-workers-day-plan", "cast-2020-workers-day-report"
MEASURES = "work-points-measures"
FILE = Path("returned.docx")
WORKSPACE = Workspace()


def sample(form: str) -> Entry:
    return WORKSPACE.read_entry(TEMPLATES / form / "sample.json")


def word(entry: Entry) -> bytes:
    template = WORKSPACE.template(entry.form_id)
    setter = WORKSPACE.typesetter(template)
    attachment = Attachment("entry.json", "application/json", entry_json(entry).encode())
    return write_word(setter.paged(template, entry), setter.sheet, setter.fonts, attachment)


def edited(entry: Entry, change: Callable[[WordDocument], object]) -> ReturnedFile:
    document = docx.Document(io.BytesIO(word(entry)))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return read_returned_word(buffer.getvalue())


def reading(entry: Entry, change: Callable[[WordDocument], object]) -> Reading:
    return read_returned(FILE, edited(entry, change), WORKSPACE)


def cells(document: WordDocument, text: str) -> list[_Cell]:
    found = [cell for table in document.tables for row in table.rows for cell in row.cells if cell.text == text]
    return list({cell._tc: cell for cell in found}.values())


def replace(document: WordDocument, old: str, new: str) -> None:
    for cell in cells(document, old):
        cell.text = new


def test_an_edited_answer_is_told_with_both_texts() -> None:
    entry = sample(PLAN)
    mobile = entry.at(("activities", 0, "mobile"))
    read = reading(entry, lambda document: replace(document, str(mobile), "13911112222"))
    assert read.edited
    assert [(d.path, d.file, d.embedded) for d in read.differences] == [
        (("activities", 0, "mobile"), "13911112222", mobile)
    ]
    assert read.differences[0].label == "活动1　手机"
    assert read.entry() == entry.with_value(("activities", 0, "mobile"), "13911112222")


def test_differences_are_taken_one_by_one() -> None:
    entry = sample(FIVE)

    def change(document: WordDocument) -> None:
        document.tables[-1].rows[-1].cells[0].text = "经办人：新经办"
        document.tables[-1].rows[-1].cells[1].text = "联系方式：（010）11112222"

    read = reading(entry, change)
    assert [d.path for d in read.differences] == [("handler",), ("contact",)]
    assert read.entry({("contact",)}) == entry.with_value(("contact",), "（010）11112222")
    assert read.entry(()) == entry


def test_an_edit_of_the_forms_own_words_changes_no_answer() -> None:
    read = reading(sample(FIVE), lambda document: replace(document, "打赢精准脱贫攻坚战", "打赢精准脱贫攻坚战（三年）"))
    assert (read.edited, read.differences, read.entry()) == (True, (), sample(FIVE))


def test_an_answer_that_was_deleted_is_empty() -> None:
    entry = sample(PLAN)
    read = reading(entry, lambda document: replace(document, str(entry.at(("activities", 0, "fax"))), ""))
    assert read.entry().at(("activities", 0, "fax")) == ""


def test_an_item_that_was_typed_into_a_numbered_list() -> None:
    entry = sample(FIVE)
    items = entry.at(("poverty",))

    def add(document: WordDocument) -> None:
        paragraph = cells_with_label(document, "打赢精准脱贫攻坚战").paragraphs[-1]
        added = deepcopy(paragraph._p)
        paragraph._p.addnext(added)
        cells_with_label(document, "打赢精准脱贫攻坚战").paragraphs[-1].text = "新增的举措"

    assert reading(entry, add).entry() == entry.with_value(("poverty",), (*items, "新增的举措"))


def cells_with_label(document: WordDocument, label: str) -> _Cell:
    row = next(row for row in document.tables[0].rows if row.cells[0].text == label)
    return row.cells[1]


def test_paragraphs_that_were_edited_in_a_report() -> None:
    entry = sample(REPORT)
    body = str(entry.at(("body",))).split("\n")

    def change(document: WordDocument) -> None:
        paragraph = next(p for p in document.paragraphs if p.text == body[1])
        paragraph.text = "改过的一段。"
        paragraph.insert_paragraph_before("加上的一段。")

    read = reading(entry, change)
    assert [d.path for d in read.differences] == [("body",)]
    assert read.entry().at(("body",)) == "\n".join([body[0], "加上的一段。", "改过的一段。", *body[2:]])


class TestItems:
    """Measures are printed in the order of their points; the entry keeps its own order."""

    def test_rows_are_found_again_in_the_entrys_own_order(self) -> None:
        entry = sample(MEASURES)
        turned = entry.with_value(("measures",), tuple(reversed(records_of(entry.at(("measures",))))))
        read = read_returned(FILE, edited(turned, lambda _document: None)._replace(edited=True), WORKSPACE)
        assert (read.differences, read.entry()) == ((), turned)

    def test_a_row_that_was_taken_out(self) -> None:
        entry = sample(MEASURES)
        items = records_of(entry.at(("measures",)))

        def take_out(document: WordDocument) -> None:
            (cell,) = cells(document, str(items[0]["measure"]))
            cell._tc.getparent().getparent().remove(cell._tc.getparent())

        read = reading(entry, take_out)
        assert [(d.path, d.file) for d in read.differences] == [(("measures", 0), "")]
        assert records_of(read.entry().at(("measures",))) == items[1:]
        assert read.entry(()) == entry

    def test_a_row_that_was_put_in(self) -> None:
        entry = sample(MEASURES)
        items = records_of(entry.at(("measures",)))

        def put_in(document: WordDocument) -> None:
            (cell,) = cells(document, str(items[0]["measure"]))
            row = cell._tc.getparent()
            row.addnext(deepcopy(row))
            cells(document, str(items[0]["measure"]))[1].text = "完全不同的另一条"

        read = reading(entry, put_in)
        assert [(d.path, d.embedded) for d in read.differences] == [(("measures", 1), "")]
        added = records_of(read.entry().at(("measures",)))
        assert [item["measure"] for item in added[:3]] == [items[0]["measure"], "完全不同的另一条", items[1]["measure"]]
        assert read.entry(()) == entry
        assert "具体措施：完全不同的另一条" in read.shown(read.differences[0].path, read.differences[0].file)


class TestRefused:
    def test_a_word_file_that_is_no_form(self, tmp_path: Path) -> None:
        document = docx.Document()
        document.add_paragraph("关于召开会议的通知")
        document.save(str(tmp_path / "a.docx"))
        with pytest.raises(StorageError, match="认不出"):
            read_file(tmp_path / "a.docx", WORKSPACE)

    def test_our_own_file_emptied_of_the_form(self) -> None:
        def empty(document: WordDocument) -> None:
            for table in document.tables:
                table._tbl.getparent().remove(table._tbl)

        with pytest.raises(StorageError, match="已不是"):
            reading(sample(FIVE), empty)

    def test_a_form_that_this_program_does_not_have(self) -> None:
        file = ReturnedFile(b'{"castform": 1, "form": "of-next-year", "values": {}}')
        with pytest.raises(StorageError, match=r"returned\.docx.*of-next-year"):
            read_returned(FILE, file, WORKSPACE)

    def test_a_pdf_without_data(self) -> None:
        with pytest.raises(StorageError, match="扫描件"):
            read_returned(Path("scan.pdf"), ReturnedFile(None), WORKSPACE)
