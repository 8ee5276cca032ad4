"""The text of a PDF, and what is refused."""

import io

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from castforms.intake.faults import IntakeError
from castforms.intake.pdf_text import read_pdf_lines

Spot = tuple[float, float, str]
"""Points from the page's left and head, and what is drawn there."""


def drawn(*pages: tuple[Spot, ...]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 800))
    for page in pages:
        canvas.setFont("STSong-Light", 16)
        for x, y, text in page:
            canvas.drawString(x, 800 - y, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_each_line_comes_with_its_page_and_height() -> None:
    lines = read_pdf_lines(drawn(((80, 80, "第一行"), (80, 400, "第二行")), ((80, 760, "— 2 —"),)))
    assert [(line.page, round(line.height, 2), line.text.strip()) for line in lines] == [
        (1, 0.1, "第一行"),
        (1, 0.5, "第二行"),
        (2, 0.95, "— 2 —"),
    ]


def test_cells_that_stand_apart_are_pieces_of_their_own() -> None:
    assert [line.text for line in read_pdf_lines(drawn(((80, 80, "姓名"), (180, 80, "张某某"))))] == ["姓名", "张某某"]


def test_cells_on_one_height_are_read_from_the_left() -> None:
    assert [line.text for line in read_pdf_lines(drawn(((180, 80, "乙"), (80, 80, "甲"))))] == ["甲", "乙"]


def test_marks_that_were_painted_after_their_line_stand_where_they_are_read() -> None:
    data = drawn(((80, 80, "开展"), (128, 80, "行动。"), (80, 110, "第二行"), (112, 80, "“"), (176, 80, "”")))
    assert [line.text for line in read_pdf_lines(data)] == ["开展“行动。”", "第二行"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"PK\x03\x04", b"hello" * 100], ids=["cut short", "zip", "text"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(IntakeError, match="不是 PDF"):
        read_pdf_lines(data)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(IntakeError, match="空"):
        read_pdf_lines(b"")


def test_a_scan_is_refused_because_it_holds_no_text() -> None:
    with pytest.raises(IntakeError, match="扫描件"):
        read_pdf_lines(drawn(()))


def test_a_password_is_told() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn(((80, 80, "甲"),)))) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(IntakeError, match="密码"):
        read_pdf_lines(buffer.getvalue())


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(IntakeError, match="500 页"):
        read_pdf_lines(drawn(*[((80, 80, "甲"),)] * 501))
