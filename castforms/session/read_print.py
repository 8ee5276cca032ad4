"""What of an entry's own print can be read back.

What the reader cannot tell even there, it must not judge in a file that was edited.
"""

from collections.abc import Iterator
from typing import NamedTuple

from castforms.intake.word_rows import Cell, Row, Text
from castforms.model.document import Document, Paragraph, Table, paragraphs_of, place_cells
from castforms.model.entry import FieldPath
from castforms.session.read_answers import Answers
from castforms.session.read_words import plain

Names = tuple[str, ...]


class OwnPrint(NamedTuple):
    """How the print of the entry itself reads."""

    rows: tuple[Row, ...]
    answers: Answers
    misread: frozenset[Names]
    """The fields, by the names on their way, of which an answer comes back otherwise or in doubt."""

    def judged(self, answers: Answers) -> Answers:
        """The answers of another file of the form, without what cannot be told even of the print."""
        known = set(map(plain, self.answers.strays))
        return Answers(
            {path: value for path, value in answers.values.items() if names(path) not in self.misread},
            {path: doubt for path, doubt in answers.doubts.items() if names(path) not in self.misread},
            tuple(text for text in answers.strays if plain(text) not in known),
            answers.counts,
        )

    def changed_lines(self, rows: tuple[Row, ...]) -> tuple[str, ...]:
        """The lines of another file that the print does not have."""
        own = {plain(text) for text in _texts(self.rows)}
        return tuple(text for text in _texts(rows) if plain(text) and plain(text) not in own)


def names(path: FieldPath) -> Names:
    """The names on the way to an answer, whichever items they are of."""
    return tuple(step for step in path if isinstance(step, str))


def printed_rows(document: Document) -> tuple[Row, ...]:
    """A composed document as if it were read from a file."""
    return tuple(_rows(document))


def _rows(document: Document) -> Iterator[Row]:
    tables = 0
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                tables += 1
                yield from _table_rows(block, tables)
            else:
                yield from (Row((Cell((_text(paragraph),)),)) for paragraph in paragraphs_of(block))


def _table_rows(table: Table, number: int) -> Iterator[Row]:
    rows: list[list[Cell]] = [[] for _row in table.rows]
    for placed in place_cells(table):
        lines = tuple(map(_text, placed.cell.paragraphs))
        for row in range(placed.row, placed.row + placed.cell.rowspan):
            rows[row].append(Cell(lines, placed.column, placed.cell.colspan, row > placed.row))
    yield from (Row(tuple(sorted(cells, key=lambda cell: cell.column)), number) for cells in rows)


def _text(paragraph: Paragraph) -> Text:
    if paragraph.item is None:
        return Text(paragraph.text)
    label = paragraph.runs[0].text
    return Text(paragraph.text.removeprefix(label), label)


def _texts(rows: tuple[Row, ...]) -> Iterator[str]:
    return (line.text for row in rows for cell in row.cells if not cell.continued for line in cell.lines)
