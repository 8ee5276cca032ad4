"""The plain stack: reportlab's platypus and python-docx as their documentation shows them."""

import io
from collections.abc import Iterator
from html import escape
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from tests.bench.sheets import Block, Line, Slot

_PDF_ALIGN: dict[str, Any] = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "both": TA_JUSTIFY}
_WORD_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def platypus_pdf(blocks: list[Block]) -> bytes:
    """The blocks flowed by platypus; the fonts are registered under the names of their faces."""
    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=A4, topMargin=95, bottomMargin=95, leftMargin=79.4, rightMargin=73.7)
    document.build([piece for block in blocks for piece in _flowables(block)])
    return buffer.getvalue()


def _flowables(block: Block) -> Iterator[Flowable]:
    lines, columns, rows = block
    yield from map(_flowable, lines)
    if columns:
        cells, spans = _grid(columns, rows)
        body = [[[_flowable(line) for line in slot[0]] if slot else "" for slot in row] for row in cells]
        style: list[Any] = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            *spans,
        ]
        yield Table(body, [width / 20 for width in columns], style=style, splitInRow=1)


def _flowable(line: Line) -> Paragraph:
    text, face, _, size, align, first, left, height = line
    style = ParagraphStyle(
        face,
        fontName=face,
        fontSize=size,
        leading=height / 20,
        firstLineIndent=first / 20,
        leftIndent=left / 20,
        alignment=_PDF_ALIGN[align],
        wordWrap="CJK",
    )
    return Paragraph(escape(text), style)


Span = tuple[str, tuple[int, int], tuple[int, int]]


def _grid(columns: list[int], rows: list[list[Slot]]) -> tuple[list[list[Slot | None]], list[Span]]:
    """The cells by row and column, and platypus's SPAN commands."""
    cells: list[list[Slot | None]] = []
    spans: list[Span] = []
    for r, row in enumerate(rows):
        line: list[Slot | None] = []
        for slot in row:
            _, _, wide, tall, continued = slot
            if not continued and (wide > 1 or tall > 1):
                spans.append(("SPAN", (len(line), r), (len(line) + wide - 1, r + tall - 1)))
            line += [None if continued else slot, *[None] * (wide - 1)]
        cells.append(line[: len(columns)])
    return cells, spans


def plain_word(blocks: list[Block]) -> bytes:
    """The blocks through python-docx on its default template."""
    document = docx.Document()
    for lines, columns, rows in blocks:
        for line in lines:
            _fill(document.add_paragraph(), line)
        if columns:
            _add_table(document, columns, rows)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_table(document: Document, columns: list[int], rows: list[list[Slot]]) -> None:
    table = document.add_table(len(rows), len(columns), style="Table Grid")
    cells, spans = _grid(columns, rows)
    for _, (left, top), (right, bottom) in spans:
        table.cell(top, left).merge(table.cell(bottom, right))
    for r, row in enumerate(cells):
        for c, slot in enumerate(row):
            if slot is None:
                continue
            cell = table.cell(r, c)
            cell.width = Twips(slot[1])
            for position, line in enumerate(slot[0]):
                _fill(cell.add_paragraph() if position else cell.paragraphs[0], line)


def _fill(paragraph: WordParagraph, line: Line) -> None:
    text, _, family, size, align, first, left, height = line
    layout = paragraph.paragraph_format
    layout.alignment = _WORD_ALIGN[align]
    layout.line_spacing = Twips(height)
    layout.first_line_indent, layout.left_indent = Twips(first), Twips(left)
    run = paragraph.add_run(text)
    run.font.name, run.font.size = family, Pt(size)
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), family)
