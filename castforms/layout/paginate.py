"""Places the document on pages: the one place where it is decided what stands where."""

from castforms.layout.flow import PageFlow
from castforms.layout.furniture import with_page_numbers
from castforms.layout.paragraph import ParagraphLayout, ParagraphSetter
from castforms.layout.resolve import resolve
from castforms.layout.table import TableLayout, lay_out_table
from castforms.layout.table_flow import first_rows_height, flow_table
from castforms.model.document import Document, Paragraph, Section, Table, paragraphs_of
from castforms.model.measure import Measure
from castforms.model.pages import PageBox, PagedDocument, SetParagraph
from castforms.model.stylesheet import StyleSheet

_Placeable = ParagraphLayout | TableLayout


def paginate(document: Document, sheet: StyleSheet, measure: Measure) -> PagedDocument:
    """Breaks the document into lines and pages by the style sheet.

    Raises castforms.model.document.SpanError where the spans of a table do not fit its grid.
    """
    setter = ParagraphSetter(sheet, measure)
    resolved = resolve(document, setter)
    pages: list[PageBox] = []
    paragraphs: list[SetParagraph] = []
    for section in resolved.sections:
        blocks = _set_blocks(section, len(paragraphs), setter)
        for block in blocks:
            paragraphs.extend(SetParagraph(p.lines, p.measured.face_spans()) for p in _paragraphs(block))
        pages += _flow_section(section, blocks, sheet)
    return PagedDocument(resolved, tuple(with_page_numbers(pages, sheet, measure)), tuple(paragraphs))


def _set_blocks(section: Section, number: int, setter: ParagraphSetter) -> list[_Placeable]:
    width = setter.sheet.pages[section.orientation].text_width
    blocks: list[_Placeable] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            blocks.append(setter.set(block, number, width))
        elif isinstance(block, Table):
            blocks.append(lay_out_table(block, number, setter))
        number += sum(1 for _ in paragraphs_of(block))
    return blocks


def _paragraphs(block: _Placeable) -> list[ParagraphLayout]:
    if isinstance(block, ParagraphLayout):
        return [block]
    return [paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs]


def _flow_section(section: Section, blocks: list[_Placeable], sheet: StyleSheet) -> list[PageBox]:
    flow = PageFlow(sheet.pages[section.orientation], sheet)
    for position, block in enumerate(blocks):
        if isinstance(block, ParagraphLayout):
            _flow_paragraph(flow, block, blocks, position)
        else:
            if block.table.page_break_before:
                flow.new_page()
            flow_table(flow, block)
    return flow.finished()


def _flow_paragraph(flow: PageFlow, layout: ParagraphLayout, blocks: list[_Placeable], position: int) -> None:
    if layout.paragraph.page_break_before:
        flow.new_page()
    elif _keeps(layout) and not flow.at_top and flow.y + _chain_height(blocks, position) > flow.height:
        flow.new_page()
    flow.add_paragraph(layout)


def _keeps(layout: ParagraphLayout) -> bool:
    return layout.style.keep_next or layout.paragraph.keep


def _chain_height(blocks: list[_Placeable], position: int) -> int:
    """Height of the paragraphs that keep with their next, and of the first line (or row) after them."""
    height = 0
    for block in blocks[position:]:
        if isinstance(block, TableLayout):
            return height + first_rows_height(block)
        height += block.before
        if not _keeps(block):
            return height + block.style.line
        height += block.height + block.style.after
    return height
