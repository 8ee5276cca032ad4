"""What stands where: the grid of GB/T 9704, headings, signatures, tables, page numbers.  No font is needed."""

import pytest

from castforms.layout.paginate import paginate
from castforms.model.document import Block, Cell, Document, PageBreak, Paragraph, Row, Run, SealArea, Section, Table
from castforms.model.pages import LineBox, PageBox, PagedDocument
from castforms.model.picture import Picture
from castforms.model.stylesheet import GB_9704, HeightRule, Orientation, VerticalAlign, twips
from tests.fake_measure import FakeMeasure
from tests.pictures import jpeg

MM = 25.4 / 72


def paragraph(text: str, style: str = "body") -> Paragraph:
    return Paragraph(style, (Run(text),) if text else ())


def placed(*blocks: Block, orientation: Orientation = Orientation.PORTRAIT) -> PagedDocument:
    return paginate(Document("题", "单位", (Section(blocks, orientation),)), GB_9704, FakeMeasure())


def text_of(line: LineBox) -> str:
    return "".join(run.text for run in line.runs)


def texts(page: PageBox) -> list[str]:
    return [text_of(line) for line in page.lines if line.paragraph >= 0 and line.runs]


def cell(*lines: str, colspan: int = 1, rowspan: int = 1, valign: VerticalAlign = VerticalAlign.TOP) -> Cell:
    return Cell(tuple(paragraph(line, "table_text") for line in lines), colspan, rowspan, valign)


class TestGrid:
    def test_22_lines_of_28_characters_a_page(self) -> None:
        """5.2.3"""
        pages = placed(*[paragraph("字" * 26)] * 45).pages
        assert [len(texts(page)) for page in pages] == [22, 22, 1]

    def test_first_and_last_baseline(self) -> None:
        """天头 37 mm, 版心 225 mm: baselines 41.85 and 261.2 mm from the paper's top, within 0.3 mm."""
        page = placed(*[paragraph("字")] * 22).pages[0]
        baselines = [line.baseline * MM for line in page.lines if line.paragraph >= 0]
        assert baselines[0] == pytest.approx(41.85, abs=0.3)
        assert baselines[-1] == pytest.approx(261.2, abs=0.3)

    def test_text_fills_the_type_area(self) -> None:
        """订口 28 mm, 版心 156 mm"""
        line = placed(paragraph("字" * 100)).pages[0].lines[1]
        assert line.runs[0].x * MM == pytest.approx(28, abs=0.1)
        assert (line.runs[-1].x + line.runs[-1].width) * MM == pytest.approx(28 + 156, abs=0.1)

    def test_page_numbers_outside_on_odd_and_even_pages(self) -> None:
        """7.5: 4号, odd right and even left, one character in, baseline 271.3 mm"""
        pages = placed(*[paragraph("字")] * 23).pages
        first, second = (page.lines[-1] for page in pages)
        assert (text_of(first), text_of(second)) == ("— 1 —", "— 2 —")
        assert first.baseline * MM == pytest.approx(271.3, abs=0.3)
        assert (first.runs[-1].x + first.runs[-1].width) * MM == pytest.approx(28 + 156 - 4.94, abs=0.1)
        assert second.runs[0].x * MM == pytest.approx(28 + 4.94, abs=0.1)

    def test_landscape_turns_the_sheet(self) -> None:
        page = placed(paragraph("字" * 50), orientation=Orientation.LANDSCAPE).pages[0]
        assert page.width > page.height
        assert len(texts(page)[0]) > 30


class TestHeadings:
    def test_a_heading_never_stands_alone_at_the_foot(self) -> None:
        pages = placed(*[paragraph("字")] * 21, paragraph("一、标题", "heading1"), paragraph("正文")).pages
        assert texts(pages[1]) == ["一、标题", "正文"]

    def test_a_chain_of_headings_moves_together(self) -> None:
        blocks = [paragraph("字")] * 20
        pages = placed(*blocks, paragraph("一、", "heading1"), paragraph("（一）", "heading2"), paragraph("正文")).pages
        assert texts(pages[1]) == ["一、", "（一）", "正文"]

    def test_a_heading_stays_where_its_text_has_a_line(self) -> None:
        pages = placed(*[paragraph("字")] * 20, paragraph("一、", "heading1"), paragraph("正文")).pages
        assert len(pages) == 1

    def test_headings_are_bookmarks(self) -> None:
        page = placed(
            paragraph("题名", "title"), paragraph("一、甲", "heading1"), paragraph("（一）乙", "heading2")
        ).pages[0]
        assert [(mark.title, mark.level) for mark in page.bookmarks] == [("题名", 0), ("一、甲", 1), ("（一）乙", 2)]


class TestBreaks:
    def test_a_page_break_starts_a_page_and_leaves_no_empty_one(self) -> None:
        pages = placed(paragraph("甲"), PageBreak(), paragraph("乙")).pages
        assert [texts(page) for page in pages] == [["甲"], ["乙"]]

    def test_a_break_at_the_beginning_is_none(self) -> None:
        assert len(placed(PageBreak(), paragraph("甲")).pages) == 1

    def test_headings_go_to_the_page_that_what_follows_them_begins(self) -> None:
        headings = paragraph("一、", "heading1"), paragraph("（一）", "heading2")
        pages = placed(paragraph("甲"), *headings, PageBreak(), paragraph("乙")).pages
        assert [texts(page) for page in pages] == [["甲"], ["一、", "（一）", "乙"]]

    def test_a_title_before_a_break_is_a_page_of_its_own(self) -> None:
        pages = placed(paragraph("题", "title"), PageBreak(), paragraph("乙")).pages
        assert [texts(page) for page in pages] == [["题"], ["乙"]]


class TestSignature:
    """GB/T 9704-2012, 7.3.5"""

    AREA = SealArea(paragraph("中国某某学会"), paragraph("2020年4月9日"))

    def test_the_date_is_four_characters_in_and_the_unit_centred_above(self) -> None:
        page = placed(paragraph("字" * 40), self.AREA).pages[0]
        unit, date = page.lines[-3], page.lines[-2]
        ends = [run.x + run.width for run in (unit.runs[-1], date.runs[-1])]
        assert (28 + 156 - ends[1] * MM) == pytest.approx(4 * 5.54, abs=0.3)
        assert (unit.runs[0].x + ends[0]) == pytest.approx(date.runs[0].x + ends[1], abs=0.5)

    def test_a_seal_of_42_to_45_mm_has_room_above_the_date(self) -> None:
        """Its foot level with the date, its head at most one 行 (10.4 mm) below the text."""
        page = placed(paragraph("字" * 40), self.AREA).pages[0]
        last_text, date = page.lines[-4], page.lines[-2]
        room = (date.baseline - last_text.baseline) * MM
        assert 45 - 5 <= room <= 42 + 10.4 + 5
        guide = page.seals[0]
        assert guide.diameter * MM == pytest.approx(45, abs=0.1)
        assert guide.y + guide.diameter / 2 >= date.baseline
        assert guide.y - guide.diameter / 2 > last_text.baseline

    @pytest.mark.parametrize("lines", range(14, 23))
    def test_the_signature_never_stands_on_a_page_without_text(self, lines: int) -> None:
        pages = placed(*[paragraph("字")] * (lines - 3), paragraph("字" * 70), self.AREA).pages
        assert any("字" in text for text in texts(pages[-1])[:-2])

    def test_two_lines_of_text_share_the_page_with_the_seal(self) -> None:
        """7.3.5.4, also where the last paragraph has one line only."""
        for before in range(14, 22):
            pages = placed(*[paragraph("字")] * before, paragraph("字"), self.AREA).pages
            assert len(texts(pages[-1])) >= 2 + 2, before

    def test_a_long_unit_stays_inside_the_type_area(self) -> None:
        area = SealArea(paragraph("中国某某科学技术协会某某专业委员会秘书处办公室"), paragraph("2020年4月9日"))
        unit = placed(paragraph("字"), area).pages[0].lines[-3]
        assert (unit.runs[-1].x + unit.runs[-1].width) * MM <= 28 + 156 + 0.1


class TestTables:
    COLUMNS = (2000, 6844)

    def test_header_rows_come_again_on_each_page(self) -> None:
        rows = (
            Row((cell("项目"), cell("内容")), header=True),
            *[Row((cell("甲"), cell("乙")), height=1200, height_rule=HeightRule.AT_LEAST)] * 20,
        )
        pages = placed(Table(self.COLUMNS, rows)).pages
        assert len(pages) > 1
        for page in pages:
            assert [text_of(line) for line in page.lines[:2]] == ["项目", "内容"]
        assert [line.paragraph for line in pages[1].lines[:2]] == [-1, -1], "a repetition is page furniture"

    def test_rows_joined_by_a_cell_are_not_parted(self) -> None:
        tall = {"height": 2500, "height_rule": HeightRule.AT_LEAST}
        rows = tuple(Row((cell("一"), cell("二")), **tall) for _ in range(4))
        joined = (Row((cell("合", rowspan=2), cell("上")), **tall), Row((cell("下"),), **tall))
        paged = placed(Table(self.COLUMNS, rows + joined))
        assert texts(paged.pages[1]) == ["合", "上", "下"]
        table = paged.document.sections[0].blocks[0]
        assert isinstance(table, Table)
        assert [row.keep_next for row in table.rows] == [False] * 4 + [True, False]

    def test_a_row_higher_than_a_page_is_split_between_lines(self) -> None:
        row = Row((cell("标"), cell(*["字" * 20] * 60)))
        pages = placed(Table(self.COLUMNS, (row,))).pages
        assert len(pages) == 2
        assert sum(len(texts(page)) for page in pages) == 61
        for page in pages:
            assert max(line.baseline for line in page.lines[:-1]) * MM < 37 + 225 + 1

    def test_a_splittable_row_uses_what_is_left_of_the_page(self) -> None:
        row = Row((cell("标"), cell(*["字" * 20] * 20)), splittable=True)
        pages = placed(*[paragraph("字")] * 10, Table(self.COLUMNS, (row,))).pages
        assert len(texts(pages[0])) > 10 + 2

    def test_an_exact_row_too_low_for_its_text_grows(self) -> None:
        rows = (
            Row((cell("甲"), cell("一", "二", "三")), height=500, height_rule=HeightRule.EXACT),
            Row((cell("丙"), cell("丁"))),
        )
        lines = placed(Table(self.COLUMNS, rows)).pages[0].lines
        assert lines[4].baseline > lines[3].baseline, "nothing is printed over the next row"

    def test_a_label_is_not_torn_from_its_row(self) -> None:
        row = Row((cell("深化", "改革"), cell(*["字" * 20] * 20)), splittable=True)
        for before in range(10, 22):
            pages = placed(*[paragraph("字")] * before, Table(self.COLUMNS, (row,))).pages
            assert sum({"深化", "改革"} <= set(texts(page)) for page in pages) == 1, before

    def test_an_exact_row_has_its_height(self) -> None:
        rows = (Row((cell("甲"), cell("乙")), height=1000, height_rule=HeightRule.EXACT), Row((cell("丙"), cell("丁"))))
        lines = placed(Table(self.COLUMNS, rows)).pages[0].lines
        assert lines[2].baseline - lines[0].baseline == pytest.approx(1000 / 20)

    @pytest.mark.parametrize(
        ("valign", "share"), [(VerticalAlign.TOP, 0), (VerticalAlign.CENTER, 0.5), (VerticalAlign.BOTTOM, 1)]
    )
    def test_text_stands_where_its_cell_says(self, valign: VerticalAlign, share: float) -> None:
        height = 2000
        rows = (Row((cell("标"), cell("字", valign=valign)), height=height, height_rule=HeightRule.AT_LEAST),)
        top, line = placed(Table(self.COLUMNS, rows)).pages[0].lines[:2]
        assert line.baseline - top.baseline == pytest.approx((height - 400 - 10) * share / 20, abs=0.1)

    def test_rules_close_every_cell(self) -> None:
        rows = (Row((cell("甲"), cell("乙"))), Row((cell("丙", colspan=2),)))
        rules = placed(Table(self.COLUMNS, rows)).pages[0].rules
        levels = sorted({round(rule.y0, 2) for rule in rules if rule.y0 == rule.y1})
        assert len(levels) == 3
        bottom = [rule for rule in rules if rule.y0 == rule.y1 and round(rule.y0, 2) == levels[-1]]
        assert sum(rule.x1 - rule.x0 for rule in bottom) == pytest.approx(sum(self.COLUMNS) / 20)

    def test_a_table_without_rules_draws_none(self) -> None:
        assert placed(Table(self.COLUMNS, (Row((cell("甲"), cell("乙"))),), ruled=False)).pages[0].rules == ()

    def test_text_in_a_cell_breaks_at_the_cells_width(self) -> None:
        width = twips(18)
        lines = placed(Table((width, 8844 - width), (Row((cell("深化学会改革"), cell("乙"))),))).pages[0].lines
        assert text_of(lines[0]) == "深化学"


def test_nothing_of_the_text_is_lost() -> None:
    blocks = [paragraph(f"第{k}段" + "字" * (k * 7 % 90)) for k in range(60)]
    paged = placed(*blocks)
    assert "".join("".join(texts(page)) for page in paged.pages) == "".join(block.text for block in blocks)


def test_a_dash_is_one_unbroken_rule_in_a_justified_line() -> None:
    """GB/T 15834-2011, 5.1.7: —— takes two cells; justification must not pull its halves apart."""
    line = placed(paragraph("字" * 20 + "——" + "字" * 3 + "Windows" + "字" * 20)).pages[0].lines[0]
    first, second = next((a, b) for a, b in zip(line.runs, line.runs[1:], strict=False) if b.text.startswith("—"))
    assert second.x == pytest.approx(first.x + first.width)
    assert line.runs[-1].x + line.runs[-1].width == pytest.approx((1588 + 8844) / 20, abs=0.5)


@pytest.mark.parametrize("word", ["information", "2006-2010", "〔2020〕12号", "——", "（一）《规划》"])
def test_a_justified_line_shows_no_rivers(word: str) -> None:
    """Where a word that stays whole falls: no gap is wider than a quarter of a character, as between Han and Latin."""
    for before in range(2 * 28):
        lines = placed(paragraph("字" * before + word + "字" * 60)).pages[0].lines
        assert max(run.spacing for line in lines for run in line.runs) <= 16 / 4


def test_the_last_character_of_a_paragraph_is_never_alone_on_a_page() -> None:
    pages = placed(*[paragraph("字")] * 20, paragraph("字" * (26 + 28) + "尾。")).pages
    assert len(pages) == 1 or len(texts(pages[1])[0]) > 2


class TestSealCompany:
    """GB/T 9704-2012, 7.3.5.4: the seal's page carries text, whatever stands before it."""

    AREA = TestSignature.AREA

    @pytest.mark.parametrize("lines", range(9, 46))
    def test_a_last_paragraph_of_any_length(self, lines: int) -> None:
        for before in (0, 3, 10):
            long = paragraph("字" * (28 * lines - 4))
            pages = placed(*[paragraph("一、概况")] * before, long, self.AREA).pages
            assert len(texts(pages[-1])) >= 2 + 2, before

    @pytest.mark.parametrize("rows", range(12, 30))
    def test_a_table_before_the_signature_gives_its_last_row(self, rows: int) -> None:
        row = Row((cell("甲"), cell("乙")), height=600, height_rule=HeightRule.AT_LEAST)
        pages = placed(Table(TestTables.COLUMNS, (row,) * rows), self.AREA).pages
        assert "乙" in texts(pages[-1])

    @pytest.mark.parametrize("before", range(2, 24))
    @pytest.mark.parametrize("caption", ["", "图1 现场"])
    def test_a_picture_before_the_signature_takes_the_text_above_it_along(self, before: int, caption: str) -> None:
        picture = Paragraph("picture", (), picture=Picture(jpeg("RGB", 40, 40), 4000, 4000, 3), keep=bool(caption))
        below = [paragraph(caption, "caption")] if caption else []
        pages = placed(*[paragraph("文字")] * before, picture, *below, self.AREA).pages
        assert texts(pages[-1]).count("文字") >= 2
