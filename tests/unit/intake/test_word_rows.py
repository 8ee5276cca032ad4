"""A Word file's body as rows of cells: what a reader sees, whatever the file is made of."""

from xml.etree import ElementTree

import pytest

from castforms.intake.word_numbering import ListCounter
from castforms.intake.word_rows import Row, visible_texts, word_rows

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OTHERS = (
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def element(content: str, namespace: str = TRANSITIONAL) -> ElementTree.Element:
    return ElementTree.fromstring(f'<w:body xmlns:w="{namespace}" {OTHERS}>{content}</w:body>')


def rows(content: str, namespace: str = TRANSITIONAL) -> tuple[Row, ...]:
    return word_rows(element(content, namespace), ListCounter(None, None))


def texts(content: str, namespace: str = TRANSITIONAL) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in rows(content, namespace)]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table(*contents: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{content}</w:tr>' for content in contents)}</w:tbl>"


@pytest.mark.parametrize("namespace", [TRANSITIONAL, STRICT], ids=["transitional", "strict"])
def test_paragraphs_and_tables_in_reading_order(namespace: str) -> None:
    content = paragraph(run("前")) + table(cell("甲") + cell("乙"), cell("丙") + cell("丁")) + paragraph(run("后"))
    assert texts(content, namespace) == [("前",), ("甲", "乙"), ("丙", "丁"), ("后",)]


def test_rows_know_their_table() -> None:
    content = table(cell("甲")) + paragraph(run("间")) + table(cell("乙"))
    assert [row.table for row in rows(content)] == [1, 0, 2]


def test_a_merged_cell_says_in_each_row_what_its_head_says() -> None:
    head, rest = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    upper, lower = rows(table(cell("合", head) + cell("一"), cell("", rest) + cell("二")))
    assert [c.text for c in lower.cells] == ["合", "二"]
    assert [c.continued for c in (*upper.cells, *lower.cells)] == [False, False, True, False]


def test_cells_know_their_grid_columns() -> None:
    (row,) = rows(table(cell("甲", '<w:gridSpan w:val="3"/>') + cell("乙")))
    assert [(c.column, c.span) for c in row.cells] == [(0, 3), (3, 1)]


def test_a_row_may_begin_behind_the_first_column() -> None:
    (row,) = rows(f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{cell('甲')}</w:tr></w:tbl>")
    assert row.cells[0].column == 2


def test_a_table_in_a_cell_comes_after_its_row() -> None:
    inner = f"<w:tc><w:tcPr/>{paragraph(run('外'))}{table(cell('内'))}{paragraph()}</w:tc>"
    assert texts(table(inner + cell("旁"))) == [("外\n", "旁"), ("内",)]


class TestChanges:
    def test_insertions_are_there_and_deletions_are_not(self) -> None:
        deleted = "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"
        moved = f"<w:moveFrom>{run('丁')}</w:moveFrom><w:moveTo>{run('戊')}</w:moveTo>"
        assert texts(paragraph(run("甲"), f"<w:ins>{run('乙')}</w:ins>", deleted, moved)) == [("甲乙戊",)]

    def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(self) -> None:
        joined = paragraph(run("上"), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("下"))
        assert texts(joined) == [("上下",)]

    def test_deleted_rows_and_cells_are_gone(self) -> None:
        deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('去')}</w:tr>"
        kept = f"<w:tr>{cell('留')}{cell('去', '<w:cellDel/>')}</w:tr>"
        assert texts(f"<w:tbl>{deleted}{kept}</w:tbl>") == [("留",)]


class TestControls:
    def test_text_in_controls_of_every_level_is_read_once(self) -> None:
        def control(content: str) -> str:
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

        row = f"<w:tr>{control(cell('格'))}</w:tr>"
        content = control(paragraph(run("段"))) + paragraph(control(run("行"))) + f"<w:tbl>{control(row)}</w:tbl>"
        assert texts(content) == [("段",), ("行",), ("格",)]

    @pytest.mark.parametrize(("state", "shown"), [("1", "☑"), ("0", "□")])
    def test_a_tick_box_of_word_is_its_state_not_its_picture(self, state: str, shown: str) -> None:
        box = f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
        content = f"<w:sdt>{box}<w:sdtContent>{run('☒')}</w:sdtContent></w:sdt>"
        assert texts(paragraph(content, run("甲"))) == [(f"{shown}甲",)]

    def test_a_tick_box_of_an_old_form(self) -> None:
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{}</w:checkBox></w:ffData></w:fldChar></w:r>'
        )
        ticked, not_ticked = field.format("<w:checked/>"), field.format('<w:default w:val="0"/>')
        assert texts(paragraph(ticked, run("甲"), not_ticked, run("乙"))) == [("☑甲□乙",)]

    def test_field_codes_and_hidden_text_are_not_seen(self) -> None:
        code = "<w:r><w:instrText> FORMTEXT </w:instrText></w:r>"
        assert texts(paragraph(code, run("显"), run("藏", "<w:vanish/>"))) == [("显",)]

    def test_a_text_box_is_a_row_of_its_own(self) -> None:
        inner = f"<w:txbxContent>{paragraph(run('框'))}</w:txbxContent>"
        both = f"<mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback>"
        box = f"<mc:AlternateContent>{both}</mc:AlternateContent>"
        assert texts(paragraph(run("外"), f"<w:r>{box}</w:r>")) == [("外",), ("框",)]


class TestCharacters:
    def test_lines_broken_by_hand_are_lines(self) -> None:
        (row,) = rows(paragraph(run("上"), "<w:r><w:br/></w:r>", run("下"), '<w:r><w:br w:type="page"/></w:r>'))
        assert [line.text for line in row.cells[0].lines] == ["上", "下"]

    @pytest.mark.parametrize(
        ("font", "code", "shown"),
        [("Wingdings", "F0FE", "☑"), ("Wingdings", "F0A8", "□"), ("Wingdings 2", "F050", "✓"), ("宋体", "221A", "√")],
    )
    def test_symbols_are_what_they_look_like(self, font: str, code: str, shown: str) -> None:
        assert texts(paragraph(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')) == [(shown,)]

    def test_letters_of_a_symbol_font_are_what_they_look_like(self) -> None:
        assert texts(paragraph(run("R", '<w:rFonts w:ascii="Wingdings 2"/>'), run("R"))) == [("☑R",)]


def test_the_visible_text_is_that_of_the_body_without_what_is_deleted() -> None:
    content = paragraph(run("甲"), "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>") + table(cell("丙"))
    assert "".join(visible_texts(element(content))) == "甲丙"
