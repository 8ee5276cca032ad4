"""GB/T 9704-2012, 7.3.5.4: two lines of text share the page with the seal, whatever stands between them and it."""

from itertools import product

import pytest

from castforms.layout.paginate import paginate
from castforms.model.document import (
    Block,
    Change,
    Document,
    Hanging,
    ItemNumber,
    Paragraph,
    Run,
    SealArea,
    Section,
    paragraphs_of,
)
from castforms.model.pages import PagedDocument
from castforms.model.picture import Picture
from castforms.model.stylesheet import GB_9704, Align, FontRole
from tests.fake_measure import FakeMeasure
from tests.pictures import jpeg

SEAL = SealArea(Paragraph("body", (Run("中国某某学会"),)), Paragraph("body", (Run("2020年4月9日"),)))
LINE = 28  # characters
BETWEEN = frozenset(GB_9704.seal.between)


def body(text: str) -> Paragraph:
    return Paragraph("body", (Run(text),))


def lines(count: int) -> Paragraph:
    """A paragraph that fills so many lines."""
    return body("字" * (LINE * count - 4))


def pictures(count: int, captions: int = 1) -> list[Paragraph]:
    """As high as pictures may be, with captions of so many lines."""
    square = Paragraph("picture", (), picture=Picture(jpeg("RGB", 40, 40), 4000, 4000, 3), keep=True)
    return [square, Paragraph("caption", (Run("图" * (36 * captions)),))] * count


def attachments(count: int) -> list[Paragraph]:
    """One 行 below the text (7.3.4)."""
    first = Paragraph("attachment", (Run("附件：方案"),), hanging=Hanging(3))
    return [first, *[first._replace(before=0)] * (count - 1)]


def placed(*blocks: Block) -> PagedDocument:
    return paginate(Document("题", "单位", (Section((*blocks, SEAL)),)), GB_9704, FakeMeasure())


def paragraphs(paged: PagedDocument) -> list[Paragraph]:
    return [p for section in paged.document.sections for block in section.blocks for p in paragraphs_of(block)]


def beside_seal(paged: PagedDocument) -> int:
    """Lines of text above the signature on its page."""
    styles = [p.style for p in paragraphs(paged)]
    page = next(page for page in paged.pages if page.seals)
    shown = [styles[line.paragraph] for line in page.lines if line.paragraph >= 0]
    return sum(style not in BETWEEN for style in shown[: shown.index("signature")])


@pytest.mark.parametrize("long", [1, 2, 3, 4, 9, 12, 16, 17, 18, 21, 22, 23, 30, 44])
@pytest.mark.parametrize(
    "between", [pictures(1), pictures(2), pictures(4), pictures(3, captions=2), attachments(9), []], ids=len
)
def test_after_a_last_paragraph_of_any_length(long: int, between: list[Paragraph]) -> None:
    for before, after in product((2, 5, 11, 14, 17, 19, 20, 21), (0, 1)):
        paged = placed(*[body("概况")] * before, lines(long), *[body("特此报告。")] * after, *between)
        assert beside_seal(paged) >= 2, (before, after)


def test_the_only_paragraph_of_a_letter_shares_itself_between_head_and_seal() -> None:
    paged = placed(Paragraph("letter_title", (Run("题" * 60),)), lines(4), *attachments(14))
    assert beside_seal(paged) == 2
    assert sum(paragraphs(paged)[line.paragraph].style == "body" for line in paged.pages[0].lines) == 2


def test_a_head_keeps_its_few_lines_of_text() -> None:
    """7.3.3: where all the text there is would leave the first page, it stays there."""
    title, flush = Paragraph("letter_title", (Run("题" * 200),)), Paragraph("body_flush", (Run("某某单位："),))
    paged = placed(title, flush, body("现报上。"), *attachments(9))
    styles = [p.style for p in paragraphs(paged)]
    assert {"body", "body_flush"} <= {styles[line.paragraph] for line in paged.pages[0].lines if line.paragraph >= 0}
    assert not any(p.keep for p in paragraphs(paged) if p.style == "body_flush")


class TestRemark:
    """附注 (7.3.6) stands below the date: it is not lost on a page of its own."""

    REMARK = body("（联系人：张某某，联系电话：（010）62168293，电子邮箱：xuehui@example.org.cn）")

    def last_page(self, *blocks: Block) -> list[str]:
        document = Document("题", "单位", (Section((*blocks, SEAL, self.REMARK)),))
        paged = paginate(document, GB_9704, FakeMeasure())
        styles = [p.style for p in paragraphs(paged)]
        return [styles[line.paragraph] for line in paged.pages[-1].lines if line.paragraph >= 0]

    @pytest.mark.parametrize("before", range(1, 24))
    @pytest.mark.parametrize("long", [1, 3, 12, 30])
    def test_shares_the_page_with_the_seal_and_two_lines_of_text(self, before: int, long: int) -> None:
        styles = self.last_page(*[body("概况")] * before, lines(long))
        assert styles[-4:] == ["signature", "signature_date", "body", "body"]
        assert len(styles) >= 2 + 4

    @pytest.mark.parametrize("before", range(1, 20))
    def test_also_below_pictures(self, before: int) -> None:
        styles = self.last_page(*[body("概况")] * before, lines(12), *pictures(2))
        assert styles[-4:] == ["signature", "signature_date", "body", "body"]
        assert sum(style in {"body", "continued"} for style in styles) >= 2 + 2


def test_of_a_long_paragraph_only_the_last_lines_leave_the_page() -> None:
    paged = placed(body("概况"), lines(20))
    assert sum(line.paragraph >= 0 for line in paged.pages[0].lines) >= 18


class TestPartedParagraph:
    """As a page's end would part it; the second part has a style of its own, by which it is put together again."""

    RUNS = (Run("（一）", FontRole.SUBHEADING), Run("字" * (LINE * 12)))

    def parted(self, paragraph: Paragraph) -> tuple[Paragraph, Paragraph]:
        whole = paragraphs(placed(*[body("概况")] * 6, paragraph, *pictures(1)))
        second = next(k for k, p in enumerate(whole) if p.style == "continued")
        return whole[second - 1], whole[second]

    def test_says_what_it_said(self) -> None:
        first, second = self.parted(Paragraph("body", self.RUNS))
        assert first.text + second.text == "（一）" + "字" * (LINE * 12)
        assert first.runs[0] == self.RUNS[0]

    def test_breaks_its_lines_as_before(self) -> None:
        whole = paginate(Document("", "", (Section((Paragraph("body", self.RUNS),)),)), GB_9704, FakeMeasure())
        first, second = self.parted(Paragraph("body", self.RUNS))
        ends = [line.end for line in whole.paragraphs[0].lines]
        assert len(first.text) in ends[:-2]
        assert len(ends) - ends.index(len(first.text)) - 1 == 2
        assert second.indents is not None
        assert (second.indents.left, second.indents.first) == (0, 0)

    def test_its_last_line_on_the_page_is_as_full_as_the_others(self) -> None:
        assert self.parted(Paragraph("body", self.RUNS))[0].align is Align.DISTRIBUTE

    def test_the_second_part_looks_like_the_first(self) -> None:
        _first, second = self.parted(Paragraph("heading1", self.RUNS))
        assert [run.font for run in second.runs] == [FontRole.HEADING]

    def test_only_the_first_part_has_a_number(self) -> None:
        item = Paragraph("body", (Run("1."), Run("字" * (LINE * 12))), item=ItemNumber("1.", 1))
        first, second = self.parted(item)
        assert (first.item, second.item) == (ItemNumber("1.", 1), None)

    def test_a_revised_end_belongs_to_the_second_part(self) -> None:
        first, second = self.parted(Paragraph("body", self.RUNS, mark=Change.DELETED))
        assert (first.mark, second.mark) == (Change.KEPT, Change.DELETED)


def test_a_paragraph_that_moves_whole_is_not_parted() -> None:
    paged = placed(*[body("概况")] * 18, lines(3), *pictures(1))
    assert [p.style for p in paragraphs(paged)].count("continued") == 0


def test_pictures_become_no_smaller_than_need_be() -> None:
    few, many = (placed(*[body("概况")] * 5, lines(30), *pictures(count)) for count in (1, 2))
    heights = [[box.height for page in paged.pages for box in page.pictures] for paged in (few, many)]
    assert heights[0] == pytest.approx([GB_9704.picture.most_height / 20], abs=1)
    assert all(GB_9704.picture.least_height / 20 <= height < heights[0][0] for height in heights[1])
