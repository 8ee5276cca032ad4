"""What letters need of the layout: hanging labels, marks that fit, what stands at the foot, text beside the seal."""

import pytest

from castforms.layout.paginate import paginate
from castforms.model.document import Block, Cell, Document, Hanging, Paragraph, Row, Run, SealArea, Section, Table
from castforms.model.pages import LineBox, PagedDocument
from castforms.model.stylesheet import GB_9704, Ink
from tests.fake_measure import FakeMeasure
from tests.unit.layout.test_pages import paragraph, text_of, texts

MM = 25.4 / 72
SIGNATURE = SealArea(paragraph("中国某某学会", "signature"), paragraph("2020年4月9日", "signature"))


def placed(*blocks: Block, letter: bool = False) -> PagedDocument:
    return paginate(Document("题", "单位", (Section(blocks, letter=letter),)), GB_9704, FakeMeasure())


def line(paged: PagedDocument, text: str) -> LineBox:
    return next(line for page in paged.pages for line in page.lines if text in text_of(line))


def left(box: LineBox) -> float:
    return box.runs[0].x * MM


class TestHanging:
    def attachments(self, *names: str) -> PagedDocument:
        first = Paragraph("attachment", (Run(f"附件：1.{names[0]}"),), hanging=Hanging(5))
        others = [
            Paragraph("attachment", (Run(f"{number}.{name}"),), hanging=Hanging(2, "附件："), before=0)
            for number, name in enumerate(names[1:], 2)
        ]
        return placed(first, *others)

    def test_turn_over_lines_begin_below_the_name(self) -> None:
        paged = self.attachments("甲" * 30)
        first, second = (line(paged, "附件"), line(paged, "甲" * 5))
        assert first is second
        turned = paged.pages[0].lines[1]
        assert left(turned) == pytest.approx(left(first) + 4 * 156 / 28, abs=0.2)

    def test_names_stand_one_under_the_other(self) -> None:
        paged = self.attachments("甲", "乙")
        assert left(line(paged, "乙")) == pytest.approx(left(line(paged, "甲")) + 3 * 156 / 28, abs=0.2)

    def test_one_row_below_the_text_but_none_between_names(self) -> None:
        paged = placed(
            paragraph("正文"),
            Paragraph("attachment", (Run("附件：1.甲"),), hanging=Hanging(5)),
            Paragraph("attachment", (Run("2.乙"),), hanging=Hanging(2, "附件："), before=0),
        )
        text, first, second = (line(paged, words).baseline * MM for words in ("正文", "甲", "乙"))
        assert first - text == pytest.approx(10.39 + 5.64, abs=0.1)
        assert second - first == pytest.approx(10.44, abs=0.1)


class TestMark:
    def test_a_name_that_fits_is_set_in_the_largest_size(self) -> None:
        assert {run.size for run in line(placed(paragraph("字" * 12, "letter_mark")), "字").runs} == {36}

    @pytest.mark.parametrize(("length", "size"), [(13, 28), (16, 22), (21, 22)])
    def test_a_longer_one_is_set_smaller_at_the_same_place(self, length: int, size: int) -> None:
        large = line(placed(paragraph("字", "letter_mark"), letter=True), "字")
        small = line(placed(paragraph("字" * length, "letter_mark"), letter=True), "字")
        assert {run.size for run in small.runs} == {size}
        assert small.baseline - 0.86 * size == pytest.approx(large.baseline - 0.86 * 36, abs=0.1)

    def test_it_is_red(self) -> None:
        paged = placed(paragraph("某某学会", "letter_mark"), paragraph("", "letter_rule"), letter=True)
        assert {run.ink for run in line(paged, "学会").runs} == {Ink.RED}
        assert {rule.ink for rule in paged.pages[0].rules} == {Ink.RED}


class TestFoot:
    def foot(self, *before: Block) -> PagedDocument:
        return placed(*before, paragraph("抄送：各部门。", "copy_to"))

    def test_copies_stand_at_the_foot_of_the_last_page(self) -> None:
        for count in (1, 5, 19, 20, 25):
            paged = self.foot(*[paragraph("字")] * count)
            copies = paged.pages[-1].lines[-2]
            assert text_of(copies) == "抄送：各部门。"
            assert copies.baseline * MM + 0.14 * 14 * MM == pytest.approx(262, abs=0.1)

    def test_a_full_page_sends_them_to_the_next(self) -> None:
        assert len(self.foot(*[paragraph("字")] * 22).pages) == 2

    def test_lines_and_a_table_come_down_together(self) -> None:
        cells = (Cell((paragraph(text, "imprint_left"),)) for text in ("办公室", "4月9日印发"))
        table = Table((4422, 4422), (Row(tuple(cells)),), ruled=False)
        edge = paragraph("", "imprint_edge")
        paged = placed(paragraph("字"), edge, paragraph("抄送：各部门。", "copy_to"), table, edge)
        assert max(rule.y0 for rule in paged.pages[0].rules) * MM == pytest.approx(262, abs=0.3)


class TestSeal:
    """7.3.5.4: text, not only attachments, shares the page with the seal."""

    def letter(self, lines: int, last: str = "特此函达。") -> PagedDocument:
        attachment = Paragraph("attachment", (Run("附件：方案"),), hanging=Hanging(3))
        return placed(*[paragraph("字")] * lines, paragraph(last), attachment, SIGNATURE)

    def test_attachments_take_text_with_them(self) -> None:
        for lines in range(8, 24):
            page = next(page for page in self.letter(lines).pages if "中国某某学会" in texts(page))
            assert "特此函达。" in texts(page)

    def test_the_first_page_keeps_its_text(self) -> None:
        attachments = [Paragraph("attachment", (Run(f"附件：{k}"),), hanging=Hanging(3)) for k in range(15)]
        paged = placed(paragraph("题" * 60, "letter_title"), paragraph("字" * 80), *attachments, SIGNATURE)
        assert any("字" in text for text in texts(paged.pages[0]))
