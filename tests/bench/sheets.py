"""A laid-out document as plain data: what the hand-written peers draw, so that they need not lay out anything.

Plain data and not the engine's own types, because a peer's process must not pay for importing the engine.
"""

from collections.abc import Iterator
from typing import NamedTuple

from castforms.model.document import Cell, Paragraph, Table, place_cells
from castforms.model.measure import Face, Measure
from castforms.model.pages import PageBox, PagedDocument
from castforms.model.stylesheet import Align, StyleSheet

Text = tuple[float, float, str, float, float, str]
"""x and baseline from the paper's top left corner, face, size, character spacing (points), characters."""
Rule = tuple[float, float, float, float, float]
Page = tuple[float, float, list[Text], list[Rule]]
Line = tuple[str, str, str, float, str, int, int, int]
"""Characters, face, font family, size (points), alignment, first line indent, left indent, line height (twips)."""
Slot = tuple[list[Line], int, int, int, bool]
"""Paragraphs, width, columns, rows spanned, and whether this is where the cell goes on below itself."""
Block = tuple[list[Line], list[int], list[list[Slot]]]
"""A paragraph, or the columns and rows of a table."""

_ALIGNMENTS = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}


class Sheet(NamedTuple):
    """One document, ready to be drawn and to be written as a Word file."""

    fonts: dict[str, tuple[str, int]]
    """File and index of each face."""
    pages: list[Page]
    blocks: list[Block]


def sheet_of(paged: PagedDocument, style: StyleSheet, measure: Measure) -> Sheet:
    """The same lines at the same places in the same fonts."""
    blocks = [_block(block, style, measure) for section in paged.document.sections for block in section.blocks]
    pages = [_page(page, measure) for page in paged.pages]
    used = {text[2] for page in pages for text in page[2]} | {line[1] for line in lines_of(blocks) if line[0]}
    files = {_name(face): (str(face.path), face.index) for face in measure.faces.values()}
    return Sheet({name: files[name] for name in sorted(used)}, pages, blocks)


def lines_of(blocks: list[Block]) -> Iterator[Line]:
    """The paragraphs of these blocks in reading order."""
    for lines, _, rows in blocks:
        yield from lines
        yield from (line for row in rows for slot in row for line in slot[0])


def _name(face: Face) -> str:
    """One name for each font file; the engine also tells apart for which office font a face stands in."""
    return f"{face.path.stem}-{face.index}"


def _page(page: PageBox, measure: Measure) -> Page:
    names = {key: _name(face) for key, face in measure.faces.items()}
    texts = [
        (run.x, line.baseline, names[run.face], run.size, run.spacing, run.text)
        for line in page.lines
        for run in line.runs
    ]
    rules = [(rule.x0, rule.y0, rule.x1, rule.y1, rule.width) for rule in page.rules]
    return page.width, page.height, texts, rules


def _block(block: object, style: StyleSheet, measure: Measure) -> Block:
    if isinstance(block, Paragraph):
        return [_line(block, style, measure)], [], []
    if not isinstance(block, Table):
        raise TypeError(type(block).__name__)
    rows: list[list[tuple[int, Slot]]] = [[] for _ in block.rows]
    for placed in place_cells(block):
        cell, end = placed.cell, placed.column + placed.cell.colspan
        width = sum(block.columns[placed.column : end])
        for row in range(placed.row, placed.row + cell.rowspan):
            lines = _lines(cell, style, measure) if row == placed.row else []
            rows[row].append((placed.column, (lines, width, cell.colspan, cell.rowspan, row != placed.row)))
    return [], list(block.columns), [[slot for _, slot in sorted(row, key=lambda item: item[0])] for row in rows]


def _lines(cell: Cell, style: StyleSheet, measure: Measure) -> list[Line]:
    return [_line(paragraph, style, measure) for paragraph in cell.paragraphs]


def _line(paragraph: Paragraph, sheet: StyleSheet, measure: Measure) -> Line:
    style = sheet.styles[paragraph.style]
    face: Face = measure.faces[measure.glyph(style.font, "国").face]
    align = _ALIGNMENTS[paragraph.align or style.align]
    indents = style.first_indent, style.left_indent
    return paragraph.text, _name(face), face.word_family, style.size, align, *indents, style.line
