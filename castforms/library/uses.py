"""What a form does with its fields: which of them it prints, or lets decide over what is printed or offered."""

from collections.abc import Iterable, Iterator
from itertools import chain

from castforms.library.names import FieldScope, names_in
from castforms.model.expression import Expression
from castforms.model.template import (
    BlockPart,
    CellPart,
    Field,
    FormTemplate,
    Hole,
    ParagraphPart,
    RedlinePart,
    RepeatPart,
    RowPart,
    SealPart,
    TablePart,
    text_lines,
)

_Found = Iterator[Field | None]  # None for a name that is not in sight: the loader tells of it


def used_fields(template: FormTemplate) -> Iterator[Field]:
    """Every field that a page, a `relevant`, a `choices_from` or the files' names need; constraints only check."""
    scope = FieldScope(template.fields)
    found = [scope.find(template.unit_field), *_of_fields(template.fields, scope)]
    for section in chain(template.sections, *(output.sections for output in template.outputs)):
        found += _of_condition(section.relevant, scope)
        found += _of_blocks(section.blocks, scope)
    for output in template.outputs:
        found += _of_text(output.date, scope)
    return (field for field in found if field is not None)


def _of_fields(fields: tuple[Field, ...], scope: FieldScope) -> _Found:
    for field in fields:
        yield from _of_condition(field.relevant, scope)
        yield scope.find(field.choices_from)
        yield from _of_fields(field.fields, scope.inside(field))


def _of_blocks(blocks: Iterable[BlockPart], scope: FieldScope) -> _Found:
    for block in blocks:
        yield from _of_condition(block.relevant, scope)
        match block:
            case ParagraphPart():
                yield from _of_text(block.text, scope)
                yield from _of_pictures(block.pictures, scope)
            case TablePart():
                for row in block.rows:
                    yield from _of_row(row, scope)
            case SealPart():
                yield from _of_text(f"{block.unit}\n{block.date}", scope)
            case RepeatPart():
                yield scope.find(block.for_each)
                yield from _of_blocks(block.blocks, _inside(scope, block.for_each))
            case RedlinePart():
                yield scope.find(block.for_each)
                inside = _inside(scope, block.for_each)
                yield from (inside.find(name) for name in (block.original, block.revised, block.reason, block.number))


def _of_row(row: RowPart, scope: FieldScope) -> _Found:
    inside = _inside(scope, row.for_each)
    yield scope.find(row.for_each)
    yield inside.find(row.order_by)
    yield from _of_text(row.group_by, inside)
    yield from _of_condition(row.relevant, inside)
    for cell in (*row.cells, *row.group_header):
        yield from _of_cell(cell, inside)


def _of_cell(cell: CellPart, scope: FieldScope) -> _Found:
    for part in cell.parts:
        yield from _of_condition(part.relevant, scope)
        yield from _of_text(part.text, scope)


def _of_text(text: str, scope: FieldScope) -> _Found:
    return (scope.find(piece.name) for line in text_lines(text) for piece in line if isinstance(piece, Hole))


def _of_pictures(name: str, scope: FieldScope) -> _Found:
    repeat = scope.find(name)
    yield repeat
    yield from repeat.fields if repeat else ()


def _of_condition(condition: Expression | None, scope: FieldScope) -> _Found:
    return (scope.find(name) for name in (names_in(condition) if condition else ()))


def _inside(scope: FieldScope, for_each: str) -> FieldScope:
    repeat = scope.find(for_each)
    return scope.inside(repeat) if repeat else scope
