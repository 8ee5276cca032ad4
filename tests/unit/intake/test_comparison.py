"""When a PDF and a Word file say the same, and how a difference is told."""

import pytest

from castforms.intake.comparison import Difference, differences
from castforms.intake.pdf_text import PdfLine
from castforms.intake.text_folding import folded
from castforms.intake.word_text import Row, WordText

BODY = "各学会应当围绕中心、服务大局，列出本单位的重点工作举措。"


def pdf(*pages: str) -> list[PdfLine]:
    """Pages of lines, each line in the middle of the page."""
    return [PdfLine(number, 0.5, line) for number, page in enumerate(pages, 1) for line in page.splitlines()]


def word(*rows: str | tuple[str, ...], headers: int = 0, furniture: str = "") -> WordText:
    cells = [(row,) if isinstance(row, str) else row for row in rows]
    return WordText(tuple(Row(row, header=r < headers) for r, row in enumerate(cells)), frozenset({furniture} - {""}))


class TestSame:
    def test_lines_are_no_difference(self) -> None:
        assert differences(pdf(f"{BODY[:10]}\n{BODY[10:20]}\n{BODY[20:]}"), word(BODY)) == ()

    def test_blanks_are_no_difference(self) -> None:
        assert differences(pdf("姓 名\nA B"), word("姓　　名", "AB ")) == ()

    @pytest.mark.parametrize(("one", "other"), [("（2020）", "(2020)"), ("1—5", "1―5"), ("⽅案", "方案"), ("℃", "°C")])
    def test_look_alikes_are_no_difference(self, one: str, other: str) -> None:
        assert differences(pdf(one), word(other)) == ()

    def test_page_numbers_are_no_text(self) -> None:
        lines = [*pdf(BODY), PdfLine(1, 0.95, "—"), PdfLine(1, 0.95, "1 —"), PdfLine(1, 0.95, "第1页 共2页")]
        assert differences(lines, word(BODY)) == ()

    def test_running_heads_are_no_text_whatever_number_they_carry(self) -> None:
        lines = [PdfLine(1, 0.05, "某某学会 第 1 期"), *pdf(BODY), PdfLine(2, 0.05, "某某学会 第 2 期")]
        assert differences(lines, word(BODY, furniture="某某学会 第 1 期")) == ()

    def test_header_rows_that_come_again_are_no_text(self) -> None:
        table = word(("序号", "举措"), ("1", BODY), ("2", BODY), headers=1)
        assert differences(pdf(f"序号\n举措\n1\n{BODY}", f"序号\n举措\n2\n{BODY}"), table) == ()

    def test_a_header_row_that_begins_a_table_at_a_pages_head_is_text(self) -> None:
        rows = word("标题", ("序号", "举措"), ("1", BODY))
        with_header = WordText((rows.rows[0], Row(rows.rows[1].cells, header=True), rows.rows[2]), frozenset())
        assert differences(pdf("标题", f"序号\n举措\n1\n{BODY}"), with_header) == ()

    def test_a_row_that_breaks_over_pages_is_put_together_again(self) -> None:
        cells = ("主要安排和实施举措", BODY * 3, "由秘书处负责落实到人")
        first = f"{cells[0][:5]}\n{cells[1][:40]}\n{cells[2][:6]}"
        second = f"{cells[0][5:]}\n{cells[1][40:]}\n{cells[2][6:]}"
        assert differences(pdf(first, second), word(cells)) == ()

    def test_cells_side_by_side_may_share_a_line(self) -> None:
        assert (
            differences(
                pdf("单位：中国某某学会联系方式：010-68571878"), word(("单位：中国某某学会", "联系方式：010-68571878"))
            )
            == ()
        )

    def test_nothing_is_like_nothing(self) -> None:
        assert differences(pdf(), word("", "　")) == ()


class TestDifferent:
    def test_a_changed_character_is_told_with_its_page_and_what_stands_around_it(self) -> None:
        changed = BODY.replace("大局", "全局")
        assert differences(pdf("题", f"{BODY[:14]}\n{BODY[14:]}"), word("题", changed)) == (
            Difference(2, "大", "全", "各学会应当围绕中心、服务", "局,列出本单位的重点工作"),
        )

    @pytest.mark.parametrize("place", range(len(BODY)))
    def test_no_changed_character_escapes(self, place: int) -> None:
        changed = f"{BODY[:place]}改{BODY[place + 1 :]}"
        found = differences(pdf(f"{BODY[:9]}\n{BODY[9:18]}\n{BODY[18:]}"), word("前文", changed, "后文"))
        assert [(d.pdf, d.word) for d in found if d.word == "改"]

    @pytest.mark.parametrize(
        ("one", "other"), [("1000万元", "1001万元"), ("甲", "申"), ("“举措”", '"举措"'), ("3.5", "35")]
    )
    def test_what_only_looks_similar_is_different(self, one: str, other: str) -> None:
        assert differences(pdf(one), word(other))

    def test_a_missing_paragraph_is_told(self) -> None:
        assert [(d.pdf, d.word) for d in differences(pdf("题\n结尾"), word("题", BODY, "结尾"))] == [("", folded(BODY))]

    def test_an_added_paragraph_is_told(self) -> None:
        assert [(d.pdf, d.word) for d in differences(pdf(f"题\n{BODY}\n结尾"), word("题", "结尾"))] == [
            (folded(BODY), "")
        ]

    def test_two_answers_that_changed_places_are_told(self) -> None:
        rows = ("张某某", "13800000000"), ("李某某", "13900000000")
        swapped = ("张某某", "13900000000"), ("李某某", "13800000000")
        assert differences(pdf("\n".join(text for row in rows for text in row)), word(*swapped))

    def test_a_change_in_a_row_that_breaks_over_pages_is_told_on_its_page(self) -> None:
        cells = ("主要安排和实施举措", BODY)
        lines = pdf(f"{cells[0][:5]}\n{BODY[:14]}", f"{cells[0][5:]}\n{BODY[14:]}")
        found = differences(lines, word((cells[0], BODY.replace("举措", "措施"))))
        assert {d.page for d in found} == {2}

    def test_a_page_number_inside_the_text_is_text(self) -> None:
        assert differences(pdf("题\n1\n结尾"), word("题", "结尾"))

    def test_an_empty_word_file_is_different(self) -> None:
        assert differences(pdf(BODY), word())
