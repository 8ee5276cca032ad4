"""Places the document on pages: the one place where it is decided what stands where."""

from collections.abc import Iterator
from itertools import chain

from castforms.layout.flow import PageFlow
from castforms.layout.foot import is_first_at_foot, lowered
from castforms.layout.furniture import PageNumbers
from castforms.layout.paragraph import ParagraphLayout, ParagraphSetter
from castforms.layout.resolve import resolve
from castforms.layout.seal_company import with_text_beside_seals
from castforms.layout.table import TableLayout, lay_out_table
from castforms.layout.table_flow import first_rows_height, flow_table
from castforms.model.document import Block, Document, Paragraph, Section, Table, paragraphs_of
from castforms.model.measure import Measure
from castforms.model.pages import PageBox, PagedDocument, SetParagraph
from castforms.model.stylesheet import StyleSheet

_SPACINGS_TRIED = sorted((twips for twips in range(-8, 17) if twips), key=abs)
"""Twips by which the characters of a paragraph may come closer or go apart; the standard asks for it, 7.3.5.4."""

_Placeable = ParagraphLayout | TableLayout


class Paginator:
    """Breaks documents into lines and pages by one style sheet; it keeps the font metrics it has measured."""

    def __init__(self, sheet: StyleSheet, measure: Measure) -> None:
        self._sheet = sheet
        self._setter = ParagraphSetter(sheet, measure)
        self._page_numbers = PageNumbers(sheet, measure)

    def paginate(self, document: Document) -> PagedDocument:
        """The document placed on its pages.

        Raises castforms.model.document.SpanError where the spans of a table do not fit its grid.
        """
        resolved = resolve(document, self._setter)
        placed = self._placed(resolved)
        parted = with_text_beside_seals(resolved, placed.pages, self._setter)
        return placed if parted is None else self._placed(parted)

    def _placed(self, resolved: Document) -> PagedDocument:
        pages: list[PageBox] = []
        unnumbered: set[int] = set()
        paragraphs: list[SetParagraph] = []
        sections: list[Section] = []
        for section in resolved.sections:
            blocks = _set_blocks(section, len(paragraphs), self._setter)
            flow = PageFlow(self._sheet.pages[section.orientation], self._sheet, letter=section.letter)
            if section.letter:
                unnumbered.add(len(pages))
            sections.append(section._replace(blocks=tuple(_flow_blocks(flow, blocks, self._setter))))
            pages += flow.finished()
            for block in blocks:
                paragraphs.extend(p.as_set() for p in _paragraphs(block))
        placed = resolved._replace(sections=tuple(sections))
        numbered = tuple(self._page_numbers.added(pages, unnumbered))
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
            number += 1
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


def _flow_blocks(flow: PageFlow, blocks: list[_Placeable], setter: ParagraphSetter) -> Iterator[Block]:
    """Places the blocks one after the other, and gives each as it was set."""
    for position, set_block in enumerate(blocks):
        block = blocks[position] = lowered(flow, blocks, position) if is_first_at_foot(blocks, position) else set_block
        if isinstance(block, ParagraphLayout):
            placed = blocks[position] = _sharing_the_seals_page(flow, block, blocks, position, setter)
            _flow_paragraph(flow, placed, blocks, position)
            yield placed.paragraph
        else:
            if block.table.page_break_before:
                flow.new_page(deliberate=True)
            yield flow_table(flow, block, _tied_height(blocks, position))


def _tied_height(blocks: list[_Placeable], position: int) -> int:
    """Height of what must stay with the last row of the table at that position; mostly nothing."""
    block = blocks[position]
    tied = isinstance(block, TableLayout) and block.table.rows[-1].keep_next
    return _chain_height(blocks, position + 1, 0) if tied else 0


def _sharing_the_seals_page(
    flow: PageFlow, layout: ParagraphLayout, blocks: list[_Placeable], position: int, setter: ParagraphSetter
) -> ParagraphLayout:
    """A last paragraph too long to move whole gets a slightly other character spacing where the seal would be alone."""
    after = blocks[position + 1] if position + 1 < len(blocks) else None
    if not isinstance(after, ParagraphLayout) or after.paragraph.style != "signature" or layout.paragraph.keep:
        return layout
    signature = _chain_height(blocks, position + 1, 0)
    candidates = chain((layout,), (setter.respaced(layout, twips) for twips in _SPACINGS_TRIED))
    return next((c for c in candidates if _leaves_text_with_seal(flow, c, signature, setter.sheet)), layout)


def _leaves_text_with_seal(flow: PageFlow, layout: ParagraphLayout, signature: int, sheet: StyleSheet) -> bool:
    line = layout.style.line
    first_page = (flow.height - flow.y - (0 if flow.at_top else layout.before)) // line
    beyond = layout.line_count - first_page
    if beyond <= 0:
        return flow.y + layout.before + layout.height + signature <= flow.height
    height = flow.page.text_height
    last_page = (beyond - 1) % (height // line) + 1
    return last_page >= sheet.seal.keep_lines and last_page * line + signature <= height


def _flow_paragraph(flow: PageFlow, layout: ParagraphLayout, blocks: list[_Placeable], position: int) -> None:
    if layout.paragraph.page_break_before:
        flow.new_page(deliberate=True)
    elif (
        _keeps(layout)
        and not _tied_to_last(blocks, position)
        and not flow.at_top
        and _chain_height(blocks, position, flow.height - flow.y) > flow.height - flow.y
    ):
        flow.new_page()
    elif layout.paragraph.keep and flow.height - flow.y < layout.before + layout.height <= flow.height:
        flow.new_page()  # of a chain too long for a page, but whole
    flow.add_paragraph(layout)


def _tied_to_last(blocks: list[_Placeable], position: int) -> bool:
    """Whether the paragraph before keeps with this one: then only both together may move."""
    last = blocks[position - 1] if position else None
    return isinstance(last, ParagraphLayout) and _keeps(last)


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
