"""The two files of a pair compared, tracked changes among them."""

from pathlib import Path

import pytest

from castforms.model.document import Change, Document, Paragraph, Run, Section
from castforms.model.measure import Attachment
from castforms.model.stylesheet import GB_9704
from castforms.session.compare import compare_files
from castforms.session.typesetter import Typesetter
from castforms.storage.faults import StorageError
from castforms.writers.pdf import write_pdf
from castforms.writers.word import write_word

ENTRY = Attachment("entry.json", "application/json", b"{}")


@pytest.fixture(scope="module")
def setter() -> Typesetter:
    return Typesetter(GB_9704)


def written(setter: Typesetter, folder: Path, name: str, *runs: Run) -> tuple[Path, Path]:
    paged = setter.set_pages(Document("题", "单位", (Section((Paragraph("body", runs),)),)))
    pdf, word = folder / f"{name}.pdf", folder / f"{name}.docx"
    pdf.write_bytes(write_pdf(paged, setter.fonts, ENTRY))
    word.write_bytes(write_word(paged, setter.sheet, setter.fonts, ENTRY))
    return pdf, word


def test_a_marked_up_pair_says_the_same(setter: Typesetter, tmp_path: Path) -> None:
    """The PDF shows deleted text struck out, and so does the Word file."""
    runs = (Run("各学会应当"), Run("认真", change=Change.DELETED), Run("切实", change=Change.INSERTED), Run("落实。"))
    assert compare_files(*written(setter, tmp_path, "a", *runs)) == ()


def test_a_clean_pdf_says_the_same_as_the_word_file_with_its_changes_accepted(
    setter: Typesetter, tmp_path: Path
) -> None:
    runs = (Run("各学会应当"), Run("认真", change=Change.DELETED), Run("切实", change=Change.INSERTED), Run("落实。"))
    _, word = written(setter, tmp_path, "marked", *runs)
    pdf, _ = written(setter, tmp_path, "clean", Run("各学会应当切实落实。"))
    assert compare_files(pdf, word) == ()


def test_another_text_is_told(setter: Typesetter, tmp_path: Path) -> None:
    pdf, _ = written(setter, tmp_path, "a", Run("各学会应当落实。"))
    _, word = written(setter, tmp_path, "b", Run("各协会应当落实。"))
    assert [(d.page, d.pdf, d.word) for d in compare_files(pdf, word)] == [(1, "学", "协")]


def test_the_file_that_cannot_be_read_is_named(setter: Typesetter, tmp_path: Path) -> None:
    pdf, word = written(setter, tmp_path, "a", Run("甲"))
    with pytest.raises(StorageError, match=r"a\.docx：不是 PDF"):
        compare_files(word, word)
    with pytest.raises(StorageError, match=r"a\.pdf：这是 PDF 文件，不是 Word"):
        compare_files(pdf, pdf)
