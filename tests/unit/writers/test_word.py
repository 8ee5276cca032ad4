"""The Word file: real styles, headings, tables and fields, the entry inside, and nothing that nobody asked for."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import docx
import pytest

from castforms.layout.paginate import paginate
from castforms.model.document import (
    Block,
    Cell,
    Change,
    Document,
    ItemNumber,
    Paragraph,
    Row,
    Run,
    SealArea,
    Section,
    Table,
)
from castforms.model.measure import Attachment
from castforms.model.stylesheet import GB_9704, STYLES, Orientation
from castforms.writers.word import ENTRY_NAMESPACE, write_word
from tests.fake_measure import FakeMeasure
from tests.wordprocessingml import W, order_faults, parts

TITLE, UNIT = "五个方面重点工作举措", "中国某某学会"
LONG = "学会“五个方面”工作——举措（2020年）第1-9-6-1号，见 https://www.example.org.cn/a?b=c 说明……" * 4


def paragraph(text: str, style: str = "body") -> Paragraph:
    return Paragraph(style, (Run(text),) if text else ())


def cell(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell((paragraph(text, "table_text"),), colspan, rowspan)


TABLE = Table(
    (2000, 3000, 3844),
    (
        Row((cell("序号"), cell("举措"), cell("期限")), header=True),
        Row((cell("一", rowspan=2), cell(LONG, colspan=2))),
        Row((cell("乙"), cell("丙"))),
    ),
)
BLOCKS: tuple[Block, ...] = (
    paragraph("附件2", "annex_label"),
    paragraph(TITLE, "title"),
    *(paragraph(f"标题{level}", f"heading{level}") for level in range(1, 5)),
    paragraph(LONG),
    TABLE,
    SealArea(paragraph(UNIT, "signature"), paragraph("2020年4月9日", "signature")),
)


def written(*blocks: Block, orientation: Orientation = Orientation.PORTRAIT, data: bytes = b"{}") -> bytes:
    document = Document(TITLE, UNIT, (Section(blocks or BLOCKS, orientation),))
    measure = FakeMeasure()
    attachment = Attachment("entry.json", "application/json", data)
    return write_word(paginate(document, GB_9704, measure), GB_9704, measure, attachment)


@pytest.fixture(scope="module")
def word() -> bytes:
    return written()


def part(word: bytes, name: str) -> ElementTree.Element:
    return dict(parts(word))[f"word/{name}.xml"]


def values(root: ElementTree.Element, tag: str, attribute: str = "val") -> list[str | None]:
    return [element.get(f"{W}{attribute}") for element in root.iter(f"{W}{tag}")]


def styles(word: bytes) -> Iterator[tuple[str, ElementTree.Element]]:
    for style in part(word, "styles").iter(f"{W}style"):
        name = style.find(f"{W}name")
        assert name is not None
        yield name.get(f"{W}val", ""), style


def test_elements_stand_in_the_order_of_the_schema(word: bytes) -> None:
    assert order_faults(word) == []


def test_it_says_what_the_document_says(word: bytes) -> None:
    text = "".join(part(word, "document").itertext())
    assert text.count(LONG) == 2
    assert text.startswith(f"附件2{TITLE}标题1标题2标题3标题4{LONG}序号举措期限一{LONG}乙丙{UNIT}2020年4月9日")


class TestStyles:
    def test_every_style_of_the_sheet_is_a_named_style(self, word: bytes) -> None:
        named = {name for _, style in styles(word) for name in (*values(style, "name"), *values(style, "aliases"))}
        assert {style.word_name for style in STYLES.values()} <= named

    def test_headings_are_words_own_headings_with_outline_levels(self, word: bytes) -> None:
        levels = {name: values(style, "outlineLvl") for name, style in styles(word) if name.startswith("heading")}
        assert levels == {f"heading {level}": [str(level - 1)] for level in range(1, 5)}

    def test_python_docx_sees_the_headings(self, word: bytes) -> None:
        found = {p.text: p.style.name for p in docx.Document(io.BytesIO(word)).paragraphs if p.style}
        assert [found[f"标题{level}"] for level in range(1, 5)] == [f"Heading {level}" for level in range(1, 5)]
        assert found[TITLE] == "Title"

    def test_paragraphs_carry_their_style_and_no_look_of_their_own(self) -> None:
        document = part(written(paragraph("字" * 10)), "document")
        assert values(document, "pStyle") == ["body"]
        assert values(document, "sz") == []
        assert values(document, "jc") == []

    def test_no_table_or_text_names_a_style_that_is_not_there(self, word: bytes) -> None:
        known = {style.get(f"{W}styleId") for _, style in styles(word)}
        assert {*values(part(word, "document"), "pStyle"), *values(part(word, "footer1"), "pStyle")} <= known


class TestText:
    def test_every_run_is_hinted_east_asian(self, word: bytes) -> None:
        """Without the hint Word takes “ ” — … from the Latin font."""
        for name in ("document", "footer1", "footer2"):
            runs = list(part(word, name).iter(f"{W}r"))
            assert runs
            assert [values(run, "rFonts", "hint") for run in runs] == [["eastAsia"]] * len(runs)

    def test_the_language_is_chinese(self, word: bytes) -> None:
        language = part(word, "styles").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        assert language is not None
        assert (language.get(f"{W}val"), language.get(f"{W}eastAsia")) == ("zh-CN", "zh-CN")

    def test_blanks_are_kept(self) -> None:
        texts = part(written(paragraph("单位：  甲 ")), "document").iter(f"{W}t")
        assert [t.get("{http://www.w3.org/XML/1998/namespace}space") for t in texts] == ["preserve"]

    def test_a_short_paragraph_is_one_run(self) -> None:
        assert len(list(part(written(paragraph("各单位报送举措")), "document").iter(f"{W}r"))) == 1

    def test_marks_of_xml_are_escaped(self) -> None:
        text = "R&D <5% \"甲\" 'b' ]]>"
        assert "".join(part(written(paragraph(text)), "document").itertext()) == text

    def test_insertions_and_deletions_are_tracked_changes(self) -> None:
        runs = (Run("保留"), Run("旧文", change=Change.DELETED), Run("新文", change=Change.INSERTED))
        document = part(written(Paragraph("body", runs)), "document")
        assert ["".join(e.itertext()) for e in document.iter(f"{W}del")] == ["旧文"]
        assert ["".join(e.itertext()) for e in document.iter(f"{W}ins")] == ["新文"]
        assert values(document, "del", "author") == [UNIT]


def items(manner: str, *labels: str) -> list[Paragraph]:
    return [
        Paragraph("body", (Run(label), Run("举措")), item=ItemNumber(manner, number))
        for number, label in enumerate(labels, start=1)
    ]


class TestLists:
    def test_items_are_counted_by_the_word_processor_and_their_numbers_stand_in_no_text(self) -> None:
        document = part(written(*items("1.", "1.", "2.")), "document")
        assert values(document, "numId") == ["1", "1"]
        assert ["".join(e.itertext()) for e in document.iter(f"{W}p")] == ["举措", "举措"]

    def test_each_list_starts_again(self) -> None:
        word = written(*items("1.", "1.", "2."), *items("1.", "1."))
        assert values(part(word, "document"), "numId") == ["1", "1", "2"]
        assert values(part(word, "numbering"), "startOverride") == ["1", "1"]

    @pytest.mark.parametrize(
        ("manner", "format_", "text"),
        [
            ("1.", "decimal", "%1."),
            ("（一）", "chineseCountingThousand", "（%1）"),
            ("①", "decimalEnclosedCircleChinese", "%1"),
        ],
    )
    def test_the_list_is_counted_in_the_manner_of_the_form(self, manner: str, format_: str, text: str) -> None:
        numbering = part(written(*items(manner, manner)), "numbering")
        assert values(numbering, "numFmt") == [format_]
        assert values(numbering, "lvlText") == [text]

    def test_the_number_has_no_gap_and_the_indents_of_the_text(self) -> None:
        word = written(*items("1.", "1."))
        assert values(part(word, "numbering"), "suff") == ["nothing"]
        assert values(part(word, "document"), "ind", "firstLine") == [str(STYLES["body"].first_indent)]

    def test_a_document_without_lists_has_no_numbering(self, word: bytes) -> None:
        assert "word/numbering.xml" not in dict(parts(word))


class TestTables:
    def test_header_rows_are_flagged_to_repeat(self, word: bytes) -> None:
        rows = part(word, "document").iter(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]

    def test_merged_cells_are_merged_on_the_grid(self, word: bytes) -> None:
        document = part(word, "document")
        assert values(document, "gridSpan") == ["2"]
        assert values(document, "vMerge") == ["restart", None]
        grid = docx.Document(io.BytesIO(word)).tables[0]
        assert grid.cell(1, 0)._tc is grid.cell(2, 0)._tc
        assert grid.cell(1, 1)._tc is grid.cell(1, 2)._tc

    def test_columns_are_fixed(self, word: bytes) -> None:
        document = part(word, "document")
        assert values(document, "tblLayout", "type") == ["fixed"]
        assert values(document, "gridCol", "w") == ["2000", "3000", "3844"]

    def test_a_table_without_rules_has_none(self) -> None:
        table = Table((8844,), (Row((cell("单位："),)),), ruled=False)
        borders = part(written(table), "document").find(f".//{W}tblBorders")
        assert borders is not None
        assert {side.get(f"{W}val") for side in borders} == {"none"}


class TestPages:
    def test_paper_is_a4_with_the_margins_of_the_standard(self, word: bytes) -> None:
        section = docx.Document(io.BytesIO(word)).sections[0]
        page = GB_9704.pages[Orientation.PORTRAIT]
        assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)  # type: ignore[union-attr]
        assert section.left_margin.twips == page.left  # type: ignore[union-attr]
        assert section.top_margin.twips == page.top  # type: ignore[union-attr]

    def test_landscape_is_turned_a4(self) -> None:
        section = docx.Document(io.BytesIO(written(orientation=Orientation.LANDSCAPE))).sections[0]
        assert (section.page_width.mm, section.page_height.mm) == pytest.approx((297, 210), abs=0.1)  # type: ignore[union-attr]

    @pytest.mark.parametrize("footer", ["footer1", "footer2"])
    def test_the_page_number_is_a_field_in_runs_of_its_own(self, word: bytes, footer: str) -> None:
        """WPS does not show a field that is packed into one run."""
        runs = [[child.tag.removeprefix(W) for child in run][1:] for run in part(word, footer).iter(f"{W}r")]
        assert runs == [["t"], ["fldChar"], ["instrText"], ["fldChar"], ["t"], ["fldChar"], ["t"]]
        assert values(part(word, footer), "fldChar", "fldCharType") == ["begin", "separate", "end"]
        assert "".join(part(word, footer).itertext()).split() == ["—", "PAGE", "1", "—"]

    def test_odd_numbers_stand_right_and_even_ones_left(self, word: bytes) -> None:
        """GB/T 9704-2012, 7.5"""
        assert values(part(word, "footer1"), "jc") == ["right"]
        assert values(part(word, "footer2"), "jc") == ["left"]
        assert part(word, "settings").find(f"{W}evenAndOddHeaders") is not None


class TestPackage:
    def test_compatibility_mode_is_15(self, word: bytes) -> None:
        assert values(part(word, "settings"), "compatSetting", "name") == ["compatibilityMode"]
        assert values(part(word, "settings"), "compatSetting") == ["15"]

    def test_the_same_document_gives_the_same_bytes(self, word: bytes) -> None:
        assert written() == word

    def test_core_properties_say_title_and_unit_and_nothing_else(self, word: bytes) -> None:
        core = docx.Document(io.BytesIO(word)).core_properties
        assert (core.title, core.author, core.language) == (TITLE, UNIT, "zh-CN")
        assert (core.last_modified_by, core.comments, core.keywords, core.category) == ("", "", "", "")
        assert (core.created, core.modified) == (None, None)

    def test_nothing_is_left_of_a_template(self, word: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(word)) as package:
            content = b"".join(package.read(name) for name in package.namelist())
            assert [name for name in package.namelist() if re.search("thumbnail|theme|webSettings|app.xml", name)] == []
        assert b"python-docx" not in content

    def test_no_user_and_no_path_of_the_machine_is_inside(self, word: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(word)) as package:
            content = b"".join(package.read(name) for name in package.namelist()).decode("utf-8")
        assert re.findall(r"/(?:home|root|tmp|Users|work)/|[A-Z]:\\", content) == []

    def test_the_entry_comes_back_as_it_went_in(self) -> None:
        data = '{"castform": 1, "values": {"unit": "中国<某某>学会 & “乙”\n"}}'.encode()
        with zipfile.ZipFile(io.BytesIO(written(data=data))) as package:
            items = [package.read(name) for name in package.namelist() if re.fullmatch(r"customXml/item\d+\.xml", name)]
        entries = [root for root in map(ElementTree.fromstring, items) if root.tag == f"{{{ENTRY_NAMESPACE}}}entry"]
        assert [(entry.text or "").encode() for entry in entries] == [data]
