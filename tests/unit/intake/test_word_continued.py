"""A paragraph that was parted for the seal's sake is read as the one paragraph it is."""

import io

import docx
import pytest

from castforms.intake.returned_file import read_returned_word
from castforms.intake.word_text import read_word_text
from castforms.model.stylesheet import STYLES


def saved(*paragraphs: tuple[str, str]) -> bytes:
    """A Word file whose paragraphs have that style and say that; style ids are whatever the program makes of them."""
    document = docx.Document()
    for name in {STYLES["continued"].word_name, STYLES["body"].word_name}:
        document.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    for style, text in paragraphs:
        document.add_paragraph(text, STYLES[style].word_name)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def data() -> bytes:
    return saved(("body", "前文。"), ("body", "一段话的前一半，"), ("continued", "和后一半。"), ("body", "后文。"))


def test_as_text(data: bytes) -> None:
    assert [row.cells for row in read_word_text(data).rows] == [
        ("前文。",),
        ("一段话的前一半，和后一半。",),
        ("后文。",),
    ]


def test_as_a_returned_file(data: bytes) -> None:
    texts = [row.cells[0].text for row in read_returned_word(data).rows]
    assert texts == ["前文。", "一段话的前一半，和后一半。", "后文。"]


def test_parts_in_a_row_are_one_paragraph() -> None:
    data = saved(("body", "甲"), ("continued", "乙"), ("continued", "丙"))
    assert [row.cells for row in read_word_text(data).rows] == [("甲乙丙",)]


def test_a_part_without_a_beginning_is_a_paragraph() -> None:
    assert [row.cells for row in read_word_text(saved(("continued", "乙"))).rows] == [("乙",)]
