"""How blocks, tables and repeats of a form become the document."""

import time

import pytest

from castforms.compose.composer import compose
from castforms.model.document import (
    Block,
    Document,
    PageBreak,
    Paragraph,
    Run,
    SealArea,
    Table,
    all_paragraphs,
    place_cells,
    plain_text,
)
from castforms.model.entry import Entry, Record, Value
from castforms.model.entry import record as record_of
from castforms.model.expression import Comparator, Comparison, Count, Expression, Literal, Reference
from castforms.model.stylesheet import HeightRule, Orientation, VerticalAlign
from castforms.model.template import (
    BlockPart,
    CellPart,
    Field,
    FieldType,
    FormTemplate,
    Notice,
    ParagraphPart,
    RepeatPart,
    RowPart,
    SealPart,
    SectionPart,
    TablePart,
)

FIELDS = (
    Field("unit", FieldType.TEXT, "单位"),
    Field("works", FieldType.LIST, "举措"),
    Field(
        "items",
        FieldType.REPEAT,
        "项目",
        fields=(
            Field("name", FieldType.TEXT, "名称"),
            Field("parts", FieldType.REPEAT, "分项", fields=(Field("part", FieldType.TEXT, "分项"),)),
        ),
    ),
)


def record(**values: Value) -> Record:
    return record_of(values)


ITEMS: tuple[Record, ...] = (record(name="甲"), record(name="乙"))


def form(*blocks: BlockPart) -> FormTemplate:
    return FormTemplate("form", "某表", Notice("", "", ""), FIELDS, (SectionPart(blocks),))


def composed(*blocks: BlockPart, **values: Value) -> Document:
    return compose(form(*blocks), Entry("form", record(**values)))


def blocks_of(*blocks: BlockPart, **values: Value) -> tuple[Block, ...]:
    return composed(*blocks, **values).sections[0].blocks


def cell(text: str, colspan: int = 1, rowspan: int = 1) -> CellPart:
    return CellPart((ParagraphPart(text, "table_text"),), colspan, rowspan)


def row(*texts: str) -> RowPart:
    return RowPart(tuple(cell(text) for text in texts))


def first_table(*rows: RowPart, **values: Value) -> Table:
    table = blocks_of(TablePart((50, 50), rows), **values)[0]
    assert isinstance(table, Table)
    return table


def is_named(name: str) -> Expression:
    return Comparison(Reference("name"), Comparator.EQ, Literal(name))


def test_title_and_unit_of_the_return_are_the_documents() -> None:
    document = composed(ParagraphPart("甲", "body"), unit=" 某某学会 ")
    assert (document.title, document.unit) == ("某表", "某某学会")


def test_form_says_which_field_holds_the_unit() -> None:
    template = form(ParagraphPart("甲", "body"))._replace(unit_field="issuer")
    assert compose(template, Entry("form", record(issuer="某某科协"))).unit == "某某科协"


def test_section_keeps_its_orientation() -> None:
    template = form()._replace(sections=(SectionPart((ParagraphPart("甲", "body"),), Orientation.LANDSCAPE),))
    assert compose(template, Entry("form")).sections[0].orientation is Orientation.LANDSCAPE


def test_section_without_anything_relevant_is_left_out() -> None:
    never = Comparison(Count("works"), Comparator.GT, Literal(0))
    template = form(ParagraphPart("甲", "body", relevant=never))
    template = template._replace(sections=(*template.sections, SectionPart((ParagraphPart("乙", "body"),))))
    assert plain_text(compose(template, Entry("form"))) == "乙"
    assert len(compose(template, Entry("form")).sections) == 1


def test_table_keeps_grid_spans_and_row_properties() -> None:
    rows = (
        RowPart((cell("甲", colspan=2),), header=True),
        RowPart((cell("乙", rowspan=2), cell("丙")), height_mm=22, height_rule=HeightRule.AT_LEAST, splittable=True),
        row("丁"),
    )
    table = first_table(*rows)
    assert table.columns == (2835, 2835)
    assert [(r.height, r.height_rule, r.header, r.splittable) for r in table.rows] == [
        (0, HeightRule.AUTO, True, False),
        (1247, HeightRule.AT_LEAST, False, True),
        (0, HeightRule.AUTO, False, False),
    ]
    assert [(place.row, place.column) for place in place_cells(table)] == [(0, 0), (1, 0), (1, 1), (2, 1)]


def test_cell_keeps_its_vertical_alignment() -> None:
    part = CellPart((ParagraphPart("甲", "table_text"),), colspan=2, valign=VerticalAlign.TOP)
    assert first_table(RowPart((part,))).rows[0].cells[0].valign is VerticalAlign.TOP


def test_cell_always_holds_a_paragraph() -> None:
    never = Comparison(Count("works"), Comparator.GT, Literal(0))
    part = CellPart((ParagraphPart("甲", "table_label", relevant=never),), colspan=2)
    paragraphs = first_table(RowPart((part,))).rows[0].cells[0].paragraphs
    assert [(paragraph.style, paragraph.runs) for paragraph in paragraphs] == [("table_label", ())]


def test_words_of_the_form_in_the_cell_of_one_answer_lead_to_that_answer() -> None:
    value = CellPart((ParagraphPart("${works}", "table_text"), ParagraphPart("（下同）", "table_text")))
    label, answer = first_table(RowPart((cell("举措"), value)), works=("甲", "乙")).rows[0].cells
    assert [paragraph.path for paragraph in label.paragraphs] == [()]
    assert [paragraph.path for paragraph in answer.paragraphs] == [("works", 0), ("works", 1), ("works",)]


def test_words_of_the_form_in_a_cell_of_several_answers_lead_nowhere() -> None:
    several = cell("${unit}\n${works}\n（下同）", colspan=2)
    paragraphs = first_table(RowPart((several,))).rows[0].cells[0].paragraphs
    assert [paragraph.path for paragraph in paragraphs] == [("unit",), ("works",), ()]


def test_row_is_repeated_for_each_item() -> None:
    table = first_table(row("序", "名"), row("${unit}", "${name}")._replace(for_each="items"), unit="会", items=ITEMS)
    assert [[c.paragraphs[0].text for c in r.cells] for r in table.rows] == [["序", "名"], ["会", "甲"], ["会", "乙"]]
    assert table.rows[2].cells[1].paragraphs[0].path == ("items", 1, "name")


def test_blank_form_has_one_empty_item() -> None:
    table = first_table(row("${unit}", "${name}")._replace(for_each="items"))
    assert [paragraph.path for c in table.rows[0].cells for paragraph in c.paragraphs] == [
        ("unit",),
        ("items", 0, "name"),
    ]


def test_row_of_an_item_that_is_not_relevant_is_left_out() -> None:
    part = row("行", "${name}")._replace(for_each="items", relevant=is_named("乙"))
    assert [r.cells[1].paragraphs[0].text for r in first_table(part, items=ITEMS).rows] == ["乙"]


def test_table_without_rows_is_left_out() -> None:
    part = row("行", "${name}")._replace(for_each="items", relevant=is_named("丙"))
    assert composed(TablePart((50, 50), (part,)), items=ITEMS).sections == ()


def test_blocks_are_repeated_for_each_item() -> None:
    repeat = RepeatPart("items", (ParagraphPart("${unit}：${name}", "body"),))
    assert plain_text(composed(repeat, unit="会", items=ITEMS)) == "会：甲\n会：乙"


def test_repeat_inside_a_repeat_sees_its_own_item_first() -> None:
    items = (record(name="甲", parts=(record(part="一"), record(part="二"))), record(name="乙"))
    inner = RepeatPart("parts", (ParagraphPart("${name}${part}", "body"),))
    document = composed(RepeatPart("items", (inner,)), items=items)
    assert plain_text(document) == "甲一\n甲二\n乙"
    part = inner._replace(blocks=(ParagraphPart("${part}", "body"),))
    paths = [p.path for p in all_paragraphs(composed(RepeatPart("items", (part,)), items=items))]
    assert paths == [
        ("items", 0, "parts", 0, "part"),
        ("items", 0, "parts", 1, "part"),
        ("items", 1, "parts", 0, "part"),
    ]


@pytest.mark.parametrize("block", [ParagraphPart("${name}", "body"), TablePart((50, 50), (row("名", "${name}"),))])
def test_each_further_item_may_start_a_page(block: BlockPart) -> None:
    repeat = RepeatPart("items", (block, ParagraphPart("末", "body")), page_break=True)
    starts = [getattr(b, "page_break_before", None) for b in blocks_of(repeat, items=ITEMS)]
    assert starts == [False, False, True, False]


def test_item_that_begins_with_a_signature_starts_its_page_too() -> None:
    repeat = RepeatPart("items", (SealPart("${unit}", ""),), page_break=True)
    kinds = [type(block) for block in blocks_of(repeat, items=ITEMS)]
    assert kinds == [SealArea, PageBreak, SealArea]


def test_seal_area_holds_unit_and_date_and_leads_to_them() -> None:
    (seal,) = blocks_of(SealPart("${unit}", "2020年4月9日"), unit="某某学会")
    assert seal == SealArea(
        Paragraph("signature", (Run("某某学会"),), ("unit",)), Paragraph("signature", (Run("2020年4月9日"),))
    )


def seconds(items: int) -> float:
    works = CellPart((ParagraphPart("${works}", "body", numbering="1."), ParagraphPart("（下同）", "body")))
    template = form(TablePart((50, 50), (RowPart((cell("举措"), works)),)))
    entry = Entry("form", record(works=tuple(f"举措{n}" for n in range(items))))
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        compose(template, entry)
        best = min(best, time.process_time() - began)
    return best


def test_cost_grows_in_proportion_to_the_answers() -> None:
    assert seconds(10_000) < 25 * seconds(1_000)
