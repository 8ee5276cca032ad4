"""Official tables that were filled without us are read, or their doubtful answers are left out and told."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document as WordDocument

from castforms.session.guarded import FileReader
from castforms.session.read import Reading, read_file
from tests.pair import blank_tables
from tests.pair.filled_tables import CASES, PERSON, WORKSPACE, Case, five, plan
from tests.pair.office import convert


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
