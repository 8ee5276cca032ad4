"""Rules by which the layout keeps away from what word processors do differently (found by tests/pair)."""

import pytest

from castforms.layout.measured import FontMetrics, MeasuredText
from castforms.layout.paginate import paginate
from castforms.model.document import Block, Cell, Document, ItemNumber, Paragraph, Row, Run, Section, Table
from castforms.model.pages import PagedDocument
from castforms.model.stylesheet import GB_9704, FontRole, HeightRule, Orientation, VerticalAlign
from tests.fake_measure import FakeMeasure

PADDING = 2 * GB_9704.table.padding
EM = 240
"""Twips of 小四."""
LINE = GB_9704.styles["table_text"].line
RULE = GB_9704.table.rule
PAGE = GB_9704.pages[Orientation.PORTRAIT].text_height
FILLER = 8_000
ROOM = 12_000
"""Twips of a row that leaves less than three lines on the page."""


def paragraph(text: str, style: str = "table_text") -> Paragraph:
    return Paragraph(style, (Run(text),) if text else ())


def cell(*texts: str, valign: VerticalAlign = VerticalAlign.CENTER) -> Cell:
    return Cell(tuple(paragraph(text) for text in texts), valign=valign)


def placed(*blocks: Block) -> PagedDocument:
    return paginate(Document("题", "单位", (Section(blocks),)), GB_9704, FakeMeasure())


def lines_in_column(text: str, ems: float) -> list[str]:
    """The lines of a table cell that is so many characters wide."""
    paged = placed(Table((round(ems * EM) + PADDING,), (Row((cell(text),)),)))
    return [text[line.start : line.end] for line in paged.paragraphs[0].lines]


def rows_of(paged: PagedDocument) -> tuple[Row, ...]:
    return next(block for block in paged.document.sections[0].blocks if isinstance(block, Table)).rows


def pages_of(paged: PagedDocument) -> list[str]:
    return [
        "".join(run.text for line in page.lines for run in line.runs if line.paragraph >= 0) for page in paged.pages
    ]


class TestBlanks:
    def test_a_full_width_blank_never_begins_a_line(self) -> None:
        """LibreOffice lets it hang at the line's end, Word may take it for a character."""
        assert lines_in_column("■线上　□线下", 3) == ["■线上", "□线下"]
        assert lines_in_column("■线上　□线下", 4) == ["■线上", "□线下"]

    def test_brackets_that_hold_a_blank_are_not_parted(self) -> None:
        assert lines_in_column("团体标准（　）", 5.5) == ["团体标准", "（　）"]

    @pytest.mark.parametrize("mark", list("，。；）”"))
    def test_a_mark_that_may_not_begin_a_line_does_not_after_a_blank_either(self, mark: str) -> None:
        assert all(not line.startswith(mark) for line in lines_in_column(f"甲乙丙丁 {mark}戊己", 4.5))

    def test_straight_quotes_neither_begin_nor_end_a_line(self) -> None:
        for ems in range(3, 9):
            lines = lines_in_column("甲乙丙'丁戊'己庚\"辛壬\"癸子丑寅", ems)
            assert [line for line in lines[:-1] if line[-1] in "'\""] == []
            assert [line for line in lines[1:] if line[0] in "'\""] == []


class TestRows:
    def test_a_row_that_breaks_begins_at_the_top_whatever_its_alignment(self) -> None:
        long = Row((cell("标签", valign=VerticalAlign.BOTTOM), cell(*["长"] * 10)), splittable=True)
        filler = Row((cell("甲"), cell("乙")), height=ROOM, height_rule=HeightRule.AT_LEAST)
        paged = placed(Table((3000, 5844), (filler, long)))
        assert len(paged.pages) == 2
        assert {c.valign for c in rows_of(paged)[1].cells} == {VerticalAlign.TOP}
        label, first = (
            next(line for line in paged.pages[0].lines if line.runs and line.runs[0].text == text)
            for text in ("标签", "长")
        )
        assert label.baseline == first.baseline

    def test_a_row_that_is_higher_than_its_text_moves_whole(self) -> None:
        """Programs differ on where a row with a least height breaks."""
        filler = Row((cell("甲"),), height=ROOM, height_rule=HeightRule.AT_LEAST)
        box = Row((cell("乙", "丙", "丁"),), height=5 * LINE, height_rule=HeightRule.AT_LEAST, splittable=True)
        assert pages_of(placed(Table((8844,), (filler, box)))) == ["甲", "乙丙丁"]

    def test_a_row_that_breaks_has_no_least_height(self) -> None:
        filler = Row((cell("甲"),), height=ROOM, height_rule=HeightRule.AT_LEAST)
        box = Row((cell(*"乙丙丁戊己"),), height=3 * LINE, height_rule=HeightRule.AT_LEAST, splittable=True)
        paged = placed(Table((8844,), (filler, box)))
        assert pages_of(paged) == ["甲乙丙", "丁戊己"]
        assert rows_of(paged)[1].height_rule is HeightRule.AUTO

    def test_a_first_row_that_moves_for_its_labels_sake_says_that_it_stays_whole(self) -> None:
        """Else a word processor breaks it where the label does not fit."""
        text = [paragraph("字", "body")] * 18
        row = Row((cell(*["标"] * 6), cell(*["长"] * 14)), splittable=True)
        paged = placed(*text, Table((3000, 5844), (row,)))
        assert pages_of(paged)[1].count("标") == 6
        assert not rows_of(paged)[0].splittable

    def test_rows_of_a_table_that_turns_over_are_given_their_height_and_stay_whole(self) -> None:
        """Else LibreOffice forgets the vertical alignment of rows after the page's end."""
        rows = tuple(Row((cell("甲"), cell("乙")), splittable=True) for _ in range(40))
        decided = rows_of(placed(Table((3000, 5844), rows)))
        assert {(row.height_rule, row.splittable) for row in decided} == {(HeightRule.AT_LEAST, False)}
        assert min(row.height for row in decided) == LINE + 2 * GB_9704.table.rule

    @pytest.mark.parametrize("spare", range(0, 30, 10))
    @pytest.mark.parametrize("splittable", [False, True])
    def test_a_row_that_moves_could_not_have_stayed_by_a_hair(self, spare: int, *, splittable: bool) -> None:
        """LibreOffice leaves a row that fits but for its last rule, and loses all rows after it."""
        room = PAGE - FILLER - RULE  # for the second row, the table's last rule aside
        filler = Row((cell("甲"),), height=FILLER, height_rule=HeightRule.AT_LEAST)
        height = room - spare
        box = Row((cell("乙"),), height=height, height_rule=HeightRule.AT_LEAST, splittable=splittable)
        paged = placed(Table((8844,), (filler, box, Row((cell("丙"),)))))
        moved = "乙" not in pages_of(paged)[0]
        assert not moved or FILLER + RULE + rows_of(paged)[1].height > PAGE

    def test_a_first_row_that_moves_could_not_have_stayed_by_a_hair(self) -> None:
        text = [paragraph("字", "body")] * 10
        left = PAGE - 10 * GB_9704.line_pitch
        for spare in range(0, 40, 10):
            row = Row((cell("乙"),), height=left - spare, height_rule=HeightRule.AT_LEAST)
            paged = placed(*text, Table((8844,), (row, Row((cell("丙"),)))))
            assert "乙" in pages_of(paged)[0] or rows_of(paged)[0].height > left

    def test_rows_of_a_table_on_one_page_are_left_as_they_are(self) -> None:
        rows = tuple(Row((cell("甲"), cell("乙", "丙")), splittable=True) for _ in range(3))
        assert {row.height_rule for row in rows_of(placed(Table((3000, 5844), rows)))} == {HeightRule.AUTO}

    def test_a_row_too_high_to_share_a_page_with_its_heading_breaks(self) -> None:
        """A heading is never left alone, whether the row may break or not."""
        blocks = (paragraph("附件", "annex_label"), paragraph("标题", "title"))
        tall = Row((cell(*["长"] * 29),))
        pages = pages_of(placed(*blocks, Table((8844,), (tall,))))
        assert pages[0].startswith("附件标题长")
        assert "".join(pages).count("长") == 29


class TestNarrowPlaces:
    def test_a_column_narrower_than_a_character_has_one_on_each_line(self) -> None:
        assert lines_in_column("窄栏", 0.5) == ["窄", "栏"]

    def test_header_rows_that_leave_no_room_for_text_come_once(self) -> None:
        head = Row((cell("头"),), height=PAGE - LINE, height_rule=HeightRule.AT_LEAST, header=True)
        long = Row((cell(*["长"] * 40),), splittable=True)
        pages = pages_of(placed(Table((8844,), (head, long))))
        assert "".join(pages).count("头") == 1
        assert "".join(pages).count("长") == 40


class TestLineEnds:
    def test_blanks_at_a_lines_end_are_set_like_the_next_line(self) -> None:
        """LibreOffice loses a character that begins a run after a blank."""
        paged = placed(Table((7 * EM + PADDING,), (Row((cell("采用Springer Nature技术梳理财务制度"),)),)))
        setting = paged.paragraphs[0]
        blank = next(line for line in setting.lines if line.end < line.next)
        assert not any(span.end == blank.next for span in setting.spacings)


class TestChains:
    def test_a_chain_longer_than_a_page_is_not_parted_from_its_head(self) -> None:
        """LibreOffice moves nothing if the first of them stands at the page's top already."""
        kept = [paragraph("字", "body")._replace(keep=True)] * 30
        pages = pages_of(placed(paragraph("标题", "title"), *kept, paragraph("末", "body")))
        assert pages[0].count("字") > 15

    def test_a_gap_is_set_before_a_rare_character_and_none_after_it(self) -> None:
        """LibreOffice sees one half of it there."""
        metrics = FontMetrics(GB_9704, FakeMeasure())
        text = MeasuredText(paragraph("3𠮷3"), FontRole.BODY, 16, 0, metrics)
        assert list(text.kerns) == [1]


class TestScripts:
    @pytest.mark.parametrize(("text", "scripts", "gaps"), [("①月", "LA", [1]), ("※月", "LA", []), ("月①月", "AAA", [])])
    def test_a_sign_takes_the_script_before_it_and_a_paragraphs_first_is_latin(
        self, text: str, scripts: str, gaps: list[int]
    ) -> None:
        """LibreOffice sets a gap after a number in a circle that begins a paragraph, and only there."""
        measured = MeasuredText(paragraph(text), FontRole.BODY, 16, 0, FontMetrics(GB_9704, FakeMeasure()))
        assert (measured.scripts, list(measured.kerns)) == (scripts, gaps)


class TestNumbers:
    def test_digits_of_a_list_number_are_spaced_as_digits(self) -> None:
        """So does LibreOffice, whatever spacing the number has."""
        item = Paragraph("body", (Run("（1）"), Run("字")), item=ItemNumber("（1）", 1))
        text = MeasuredText(item, FontRole.BODY, 16, 0, FontMetrics(GB_9704, FakeMeasure()))
        assert text.scripts == "ALAA"

    def test_a_number_has_no_gap_behind_it_and_its_text_begins_anew(self) -> None:
        item = Paragraph("body", (Run("①"), Run("※字")), item=ItemNumber("①", 1))
        text = MeasuredText(item, FontRole.BODY, 16, 0, FontMetrics(GB_9704, FakeMeasure()))
        assert (text.scripts, text.kerns) == ("LLA", {})
        item = item._replace(runs=(Run("①"), Run("①字")))
        text = MeasuredText(item, FontRole.BODY, 16, 0, FontMetrics(GB_9704, FakeMeasure()))
        assert list(text.kerns) == [2]
