"""What is found out once for a whole entry, so that every check of every answer can ask for it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from castforms.model.template import (
    BlockPart,
    FormTemplate,
    Hole,
    ParagraphPart,
    RedlinePart,
    RepeatPart,
    SealPart,
    TablePart,
    text_lines,
)
from castforms.rules.characters import OddCharacters


class Surroundings(NamedTuple):
    """The odd characters of the entry, and the names of the lists that the form numbers in print."""

    odd: OddCharacters
    numbered_lists: frozenset[str]


def numbered_lists(template: FormTemplate) -> frozenset[str]:
    """Names of the lists whose items the form numbers itself."""
    return frozenset(
        piece.name
        for section in template.sections
        for part in _paragraph_parts(section.blocks)
        if part.numbering
        for line in text_lines(part.text)
        for piece in line
        if isinstance(piece, Hole)
    )


def _paragraph_parts(blocks: Iterable[BlockPart]) -> Iterator[ParagraphPart]:
    for block in blocks:
        match block:
            case ParagraphPart():
                yield block
            case TablePart():
                yield from (part for row in block.rows for cell in row.cells for part in cell.parts)
            case RepeatPart():
                yield from _paragraph_parts(block.blocks)
            case SealPart() | RedlinePart():
                pass
