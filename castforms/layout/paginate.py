"""Places the document on pages: the one place where it is decided what stands where."""

from collections.abc import Iterator
from dataclasses import replace

from castforms.layout.flow import PageFlow
from castforms.layout.furniture import with_page_numbers
from castforms.layout.paragraph import ParagraphLayout, ParagraphSetter
from castforms.layout.resolve import resolve
from castforms.layout.table import TableLayout, lay_out_table
from castforms.layout.table_flow import first_rows_height, flow_table
from castforms.model.document import Block, Document, Paragraph, Section, Table, paragraphs_of
from castforms.model.measure import Measure
from castforms.model.pages import PageBox, PagedDocument, SetParagraph
from castforms.model.stylesheet import StyleSheet

_Placeable = ParagraphLayout | TableLayout


class Paginator:
    """Breaks documents into lines and pages by one style sheet; it keeps the font metrics it has measured."""

    def __init__(self, sheet: StyleSheet, measure: Measure) -> None:
        self._sheet, self._measure = sheet, measure
        self._setter = ParagraphSetter(sheet, measure)

    def paginate(self, document: Document) -> PagedDocument:
        """The document placed on its pages.

        Raises castforms.model.document.SpanError where the spans of a table do not fit its grid.
        """
        resolved = resolve(document, self._setter)
        pages: list[PageBox] = []
        paragraphs: list[SetParagraph] = []
        sections: list[Section] = []
        for section in resolved.sections:
            blocks = _set_blocks(section, len(paragraphs), self._setter)
            for block in blocks:
                paragraphs.extend(p.as_set() for p in _paragraphs(block))
            flow = PageFlow(self._sheet.pages[section.orientation], self._sheet)
            sections.append(replace(section, blocks=tuple(_flow_blocks(flow, blocks))))
            pages += flow.finished()
        placed = replace(resolved, sections=tuple(sections))
        numbered = tuple(with_page_numbers(pages, self._sheet, self._measure))
        return PagedDocument(placed, numbered, tuple(paragraphs))


def paginate(document: Document, sheet: StyleSheet, measure: Measure) -> PagedDocument:
    """Places one document on its pages (see `Paginator`)."""
    return Paginator(sheet, measure).paginate(document)


def _set_blocks(section: Section, number: int, setter: ParagraphSetter) -> list[_Placeable]:
    page = setter.sheet.pages[section.orientation]
    blocks: list[_Placeable] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            blocks.append(setter.set(block, number, page.text_width))
        elif isinstance(block, Table):
            blocks.append(lay_out_table(block, number, setter, page.text_height, _heading_height(blocks)))
        number += sum(1 for _ in paragraphs_of(block))
    return blocks


def _heading_height(blocks: list[_Placeable]) -> int:
    """Height of the paragraphs at the end that keep with what follows."""
    height = 0
    for block in reversed(blocks):
        if isinstance(block, TableLayout) or not _keeps(block):
            break
        height += block.before + block.height + block.style.after
    return height


def _paragraphs(block: _Placeable) -> list[ParagraphLayout]:
    if isinstance(block, ParagraphLayout):
        return [block]
    return [paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs]


def _flow_blocks(flow: PageFlow, blocks: list[_Placeable]) -> Iterator[Block]:
    """Places the blocks one after the other, and gives each as it was set."""
    for position, block in enumerate(blocks):
        if isinstance(block, ParagraphLayout):
            _flow_paragraph(flow, block, blocks, position)
            yield block.paragraph
        else:
            if block.table.page_break_before:
                flow.new_page(deliberate=True)
            yield flow_table(flow, block)


def _flow_paragraph(flow: PageFlow, layout: ParagraphLayout, blocks: list[_Placeable], position: int) -> None:
    if layout.paragraph.page_break_before:
        flow.new_page(deliberate=True)
    elif (
        _keeps(layout)
        and not flow.at_top
        and _chain_height(blocks, position, flow.height - flow.y) > flow.height - flow.y
    ):
        flow.new_page()
    flow.add_paragraph(layout)


def _keeps(layout: ParagraphLayout) -> bool:
    return layout.style.keep_next or layout.paragraph.keep


def _chain_height(blocks: list[_Placeable], position: int, room: int) -> int:
    """Height of the paragraphs that keep with their next, and of the first line (or row) after them."""
    height = after = 0
    for block in blocks[position:]:
        if isinstance(block, TableLayout):
            return height + after + first_rows_height(block, room - height - after)
        height += after + block.before
        if not _keeps(block):
            return height + block.style.line
        height, after = height + block.height, block.style.after
    return height
