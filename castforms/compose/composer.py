"""Puts a form and its answers together into one document of blocks."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from castforms.compose.pictures import with_pictures
from castforms.compose.scope import Scope, outermost
from castforms.compose.text import fill, first_path, paragraphs
from castforms.model.document import Block, Cell, Document, PageBreak, Paragraph, Row, Run, SealArea, Section, Table
from castforms.model.entry import Entry, FieldPath, text_of
from castforms.model.expression import as_date
from castforms.model.stylesheet import twips
from castforms.model.template import (
    BlockPart,
    CellPart,
    FormTemplate,
    OutputPart,
    ParagraphPart,
    RedlinePart,
    RepeatPart,
    RowPart,
    SealPart,
    SectionPart,
    TablePart,
    text_lines,
)


def compose(template: FormTemplate, entry: Entry) -> Document:
    """The filled form; with an entry without answers, the blank one.

    A paragraph with nothing in it has no runs.  Costs time in proportion to the answers.
    """
    return Document(template.title, _unit(template, entry), _sections(template.sections, outermost(template, entry)))


def compose_output(template: FormTemplate, output: OutputPart, entry: Entry) -> Document:
    """A file that the form gives out beside the pair; the document has no date where the answers name none."""
    scope = outermost(template, entry)
    day = as_date(fill(text_lines(output.date)[0], scope))
    title = f"{template.title}（{output.name}）"
    date = day.isoformat() if day else ""
    return Document(title, _unit(template, entry), _sections(output.sections, scope), date)


def _unit(template: FormTemplate, entry: Entry) -> str:
    return text_of(entry.values.get(template.unit_field, "")).strip()


def _sections(parts: Sequence[SectionPart], scope: Scope) -> tuple[Section, ...]:
    sections = (
        Section(tuple(_blocks(part.blocks, scope)), part.orientation, part.letter)
        for part in parts
        if scope.holds(part.relevant)
    )
    return tuple(section for section in sections if section.blocks)


def _blocks(parts: Sequence[BlockPart], scope: Scope) -> Iterator[Block]:
    for part in parts:
        if scope.holds(part.relevant):
            yield from _block(part, scope)


def _block(part: BlockPart, scope: Scope) -> Iterator[Block]:
    match part:
        case ParagraphPart():
            text = paragraphs(part, scope)
            yield from with_pictures(text, part.pictures, scope) if part.pictures else text
        case TablePart():
            yield from _table(part, scope)
        case SealPart():
            yield SealArea(_signature(part.unit, scope), _signature(part.date, scope))
        case RepeatPart():
            yield from _repeat(part, scope)
        case RedlinePart():
            from castforms.compose.revisions import revised_paragraphs  # noqa: PLC0415 - few forms need it

            yield from revised_paragraphs(part, scope)
        case _:
            assert_never(part)


def _repeat(part: RepeatPart, scope: Scope) -> Iterator[Block]:
    for position, item in enumerate(scope.items(part.for_each)):
        blocks = list(_blocks(part.blocks, item))
        if part.page_break and position and blocks:
            yield from _on_new_page(blocks[0])
            yield from blocks[1:]
        else:
            yield from blocks


def _on_new_page(block: Block) -> Iterator[Block]:
    if isinstance(block, Paragraph | Table):
        yield block._replace(page_break_before=True)
    else:
        yield PageBreak()
        yield block


def _table(part: TablePart, scope: Scope) -> Iterator[Table]:
    rows = tuple(row for row_part in part.rows for row in _rows(row_part, scope))
    if rows:
        yield Table(tuple(twips(width) for width in part.columns_mm), rows, part.ruled)


def _rows(part: RowPart, scope: Scope) -> Iterator[Row]:
    height = twips(part.height_mm)
    group = ""
    for item in scope.items_by(part.for_each, part.order_by) if part.for_each else (scope,):
        if part.relevant is None or item.holds(part.relevant):
            if part.group_by and (found := fill(text_lines(part.group_by)[0], item).strip()) != group:
                group = found
                yield from _group_header(part, item) if group else ()
            cells = tuple([_cell(cell, item) for cell in part.cells])
            yield Row(cells, height, part.height_rule, part.header, part.splittable)


def _group_header(part: RowPart, first: Scope) -> Iterator[Row]:
    """The row before a group's items, which does not stay behind on the page before them."""
    yield Row(tuple([_cell(cell, first) for cell in part.group_header]), keep_next=True)


def _cell(part: CellPart, scope: Scope) -> Cell:
    content = [paragraph for text in part.parts for paragraph in paragraphs(text, scope)]
    if not content:
        content = [Paragraph(part.parts[0].style, (), align=part.parts[0].align)]
    elif len(content) > 1:
        content = _with_owner(content)
    return Cell(tuple(content), part.colspan, part.rowspan, part.valign)


def _with_owner(content: list[Paragraph]) -> list[Paragraph]:
    """In a cell that prints a single answer, the form's own words belong to that answer too."""
    owners = {_field_path(paragraph.path) for paragraph in content if paragraph.path}
    if len(owners) != 1:
        return content
    owner = owners.pop()
    return [paragraph if paragraph.path else paragraph._replace(path=owner) for paragraph in content]


def _field_path(path: FieldPath) -> FieldPath:
    return path[:-1] if isinstance(path[-1], int) else path


def _signature(text: str, scope: Scope) -> Paragraph:
    line = text_lines(text)[0]
    words = " ".join(fill(line, scope).split("\n")).strip()
    return Paragraph("signature", (Run(words),) if words else (), first_path(line, scope))
