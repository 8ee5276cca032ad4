"""What a returned file carries, and whether its text is still the one that was exported."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from castforms.intake.faults import IntakeError
from castforms.intake.returned_file import read_returned_pdf, read_returned_word
from castforms.model.measure import Attachment
from castforms.session.workspace import Workspace
from castforms.storage.entry_file import entry_json
from castforms.writers.pdf import write_pdf
from castforms.writers.word import write_word

SAMPLE = Path(__file__).parents[3] / "resources" / "templates" / "cast-2020-five-areas" / "sample.json"
DOCUMENT = "word/document.xml"


@pytest.fixture(scope="module")
def pair() -> tuple[bytes, bytes, bytes]:
    """The PDF and the Word file of the sample, and the entry in them."""
    workspace = Workspace()
    entry = workspace.read_entry(SAMPLE)
    setter = workspace.typesetter(workspace.template(entry.form_id))
    paged = setter.paged(workspace.template(entry.form_id), entry)
    data = entry_json(entry).encode()
    attachment = Attachment("entry.json", "application/json", data)
    return write_pdf(paged, setter.fonts, attachment), write_word(paged, setter.sheet, setter.fonts, attachment), data


def changed(word: bytes, part: str, change: Callable[[str], str], name: str = "") -> bytes:
    """The file with a part changed, and called otherwise if a name is given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as package, zipfile.ZipFile(buffer, "w") as copy:
        for each in package.namelist():
            text = package.read(each).decode()
            copy.writestr(name or each if each == part else each, change(text) if each == part else text)
    return buffer.getvalue()


class TestWord:
    def test_as_exported(self, pair: tuple[bytes, bytes, bytes]) -> None:
        file = read_returned_word(pair[1])
        assert (file.entry, file.edited) == (pair[2], False)

    def test_a_changed_character_is_an_edit(self, pair: tuple[bytes, bytes, bytes]) -> None:
        assert read_returned_word(changed(pair[1], DOCUMENT, lambda body: body.replace("3000", "3001"))).edited

    def test_another_look_is_no_edit(self, pair: tuple[bytes, bytes, bytes]) -> None:
        bold = changed(pair[1], DOCUMENT, lambda body: body.replace("<w:rPr>", "<w:rPr><w:b/>"))
        parted = changed(pair[1], DOCUMENT, lambda body: body.replace("3000", "30</w:t></w:r><w:r><w:t>00"))
        assert (read_returned_word(bold).edited, read_returned_word(parted).edited) == (False, False)

    def test_the_part_is_found_by_its_namespace(self, pair: tuple[bytes, bytes, bytes]) -> None:
        moved = changed(pair[1], "customXml/item1.xml", str, "customXml/item27.xml")
        assert read_returned_word(moved).entry == pair[2]

    def test_an_entry_that_was_tampered_with_is_not_believed(self, pair: tuple[bytes, bytes, bytes]) -> None:
        forged = changed(pair[1], "customXml/item1.xml", lambda part: part.replace("3000", "9999"))
        assert read_returned_word(forged).entry is None

    def test_a_file_of_an_older_version_does_not_know_whether_it_was_edited(
        self, pair: tuple[bytes, bytes, bytes]
    ) -> None:
        older = changed(pair[1], "customXml/item1.xml", lambda part: part.replace(' text="', ' was="'))
        file = read_returned_word(older)
        assert (file.entry, file.edited) == (pair[2], None)


class TestPdf:
    def test_the_attached_entry(self, pair: tuple[bytes, bytes, bytes]) -> None:
        assert read_returned_pdf(pair[0]).entry == pair[2]

    def test_an_entry_survives_a_rewritten_pdf(self, pair: tuple[bytes, bytes, bytes]) -> None:
        buffer = io.BytesIO()
        with pikepdf.open(io.BytesIO(pair[0])) as pdf:
            pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert read_returned_pdf(buffer.getvalue()).entry == pair[2]

    def test_a_pdf_without_it(self) -> None:
        buffer = io.BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.save(buffer)
        assert read_returned_pdf(buffer.getvalue()).entry is None

    def test_what_is_no_pdf(self) -> None:
        with pytest.raises(IntakeError, match="不是 PDF 文件"):
            read_returned_pdf(b"%PDF-1.7 broken")
