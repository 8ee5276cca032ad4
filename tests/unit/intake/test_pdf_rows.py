"""The rows of a page as somebody would have typed them."""

from castforms.intake.pdf_rows import pdf_rows_text
from castforms.intake.pdf_text import PdfLine


def line(height: float, left: float, text: str, page: int = 1) -> PdfLine:
    """A line of 16 point characters."""
    return PdfLine(page, height, text, left, left + 16 * len(text))


def test_pieces_of_a_row_are_read_from_the_left_in_whatever_order_they_were_painted() -> None:
    pieces = [line(0.1, 80, "全年"), line(0.15, 80, "下一行"), line(0.1005, 180, "“好”"), line(0.1, 118, "经费预")]
    assert pdf_rows_text(pieces) == "全年经费预“好”\n下一行"


def test_what_stands_far_apart_is_parted_by_a_blank() -> None:
    assert pdf_rows_text([line(0.1, 80, "姓名"), line(0.1, 200, "张某某")]) == "姓名 张某某"


def test_an_indent_is_shown_as_full_width_blanks() -> None:
    page = [line(0.1, 112, "第一段"), line(0.15, 80, "接着说"), line(0.2, 112, "第二段"), line(0.25, 80, "接着说")]
    assert pdf_rows_text(page) == "　　第一段\n接着说\n　　第二段\n接着说"


def test_rows_at_one_height_of_two_pages_are_two() -> None:
    assert pdf_rows_text([line(0.1, 80, "甲甲"), line(0.1, 80, "乙乙", page=2)]) == "甲甲\n乙乙"


def test_no_lines_give_no_text() -> None:
    assert pdf_rows_text([]) == ""
