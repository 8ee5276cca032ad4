"""The filled form as a document of blocks: what is said, not yet where it stands.

Words as in Word and pandoc.  Lengths are integer twips (1/20 pt), the unit Word and LibreOffice compute in.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from castforms.model.entry import FieldPath
from castforms.model.picture import Picture
from castforms.model.stylesheet import Align, FontRole, HeightRule, Orientation, VerticalAlign


class Change(StrEnum):
    """What a revision did to a run."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


class Run(NamedTuple):
    """Text of one look.  `font` overrides the paragraph style's font role (a run-in heading)."""

    text: str
    font: FontRole | None = None
    change: Change = Change.KEPT


class ItemNumber(NamedTuple):
    """The number of a list's item, which a word processor counts by itself."""

    manner: str
    """The label of a first item: `1.`, `（一）`, `①`."""
    number: int
    """From 1; a list begins where it is 1."""


class Indents(NamedTuple):
    """Indents that replace the style's, in twips; set by the layout for signatures and titles of several lines."""

    left: int
    right: int
    first: int = 0


class Hanging(NamedTuple):
    """How a paragraph hangs: its first characters are a label, turn-over lines begin where the label ends."""

    label: int
    """How many characters."""
    under: str = ""
    """Words above that the label itself begins behind, as `2.` does behind `附件：`."""


class Paragraph(NamedTuple):
    """A paragraph of one style; `path` is the answer it prints, if it prints one."""

    style: str
    runs: tuple[Run, ...]
    path: FieldPath = ()
    align: Align | None = None
    """Replaces the style's alignment."""
    page_break_before: bool = False
    indents: Indents | None = None
    before: int | None = None
    """Replaces the style's spacing before, in twips."""
    keep: bool = False
    """Stays whole and on the page of what follows (text that shares the page with the seal, 7.3.5.4)."""
    item: ItemNumber | None = None
    """Of a list's item; its label, as it is printed, is the first run."""
    mark: Change = Change.KEPT
    """What a revision did to the end of the paragraph: inserted where it was split, deleted where it was joined."""
    comment: str = ""
    """Why it was revised; a remark in the Word file, not printed."""
    picture: Picture | None = None
    """Stands in place of text: the paragraph has no runs and is as high as the picture."""
    most_height: int | None = None
    """The most its picture may be high, in twips; None: as high as the style sheet allows."""
    hanging: Hanging | None = None
    """Becomes indents in the layout, which knows how wide the label is."""

    @property
    def text(self) -> str:
        """What the paragraph says."""
        return self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs)


class Cell(NamedTuple):
    """A cell that spans `colspan` grid columns and `rowspan` rows; it holds at least one paragraph."""

    paragraphs: tuple[Paragraph, ...]
    colspan: int = 1
    rowspan: int = 1
    valign: VerticalAlign = VerticalAlign.CENTER


class Row(NamedTuple):
    """A table row; only the cells that start in it are listed (as in HTML)."""

    cells: tuple[Cell, ...]
    height: int = 0
    height_rule: HeightRule = HeightRule.AUTO
    header: bool = False
    splittable: bool = False
    keep_next: bool = False
    """May not be parted from what follows: a group's header, rows joined by a cell, the last row before a signature."""


class Table(NamedTuple):
    """A table on a grid of columns (widths in twips)."""

    columns: tuple[int, ...]
    rows: tuple[Row, ...]
    ruled: bool = True
    page_break_before: bool = False


class SealArea(NamedTuple):
    """Unit and date with room for the stamp (GB/T 9704-2012, 7.3.5.1).  Never a drawn seal."""

    unit: Paragraph
    date: Paragraph


class PageBreak(NamedTuple):
    """What follows starts a page."""


Block = Paragraph | Table | SealArea | PageBreak


class Section(NamedTuple):
    """Blocks on pages of one orientation."""

    blocks: tuple[Block, ...]
    orientation: Orientation = Orientation.PORTRAIT
    letter: bool = False
    """Pages of a letter: see `LetterStyle`."""


class Document(NamedTuple):
    """The whole return.  `unit` and `title` become the files' metadata."""

    title: str
    unit: str
    sections: tuple[Section, ...]
    date: str = ""
    """Day of its revisions, an ISO date; empty if it has none."""

    @property
    def subject(self) -> str:
        """What the files say they are about: unit and title in one line."""
        unit, title = (" ".join(text.split()) for text in (self.unit, self.title))
        return "：".join(filter(None, (unit, title)))

    @property
    def is_letter(self) -> bool:
        """Whether it has pages of a letter."""
        return any(section.letter for section in self.sections)


class PlacedCell(NamedTuple):
    """A cell with its place on the grid."""

    cell: Cell
    row: int
    column: int


class SpanError(ValueError):
    """The spans of a table do not fit its grid; `row` counts from 0."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row = row


def place_cells(table: Table) -> tuple[PlacedCell, ...]:
    """Each cell with the row and column it starts in, in reading order (the HTML table algorithm).

    Raises SpanError where a row has too few or too many cells, or a span leaves the grid.
    """
    width, height = len(table.columns), len(table.rows)
    free_from = [0] * width  # first row in which the column is free again
    placed: list[PlacedCell] = []
    for r, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while column < width and free_from[column] > r:
                column += 1
            end = column + cell.colspan
            if end > width or r + cell.rowspan > height:
                raise SpanError(r, "span-leaves-grid")
            if any(free_from[c] > r for c in range(column, end)):
                raise SpanError(r, "spans-overlap")
            for c in range(column, end):
                free_from[c] = r + cell.rowspan
            placed.append(PlacedCell(cell, r, column))
            column = end
        if any(free <= r for free in free_from):
            raise SpanError(r, "row-too-short")
    return tuple(placed)


def paragraphs_of(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block in reading order."""
    match block:
        case Paragraph():
            yield block
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        case SealArea():
            yield block.unit
            yield block.date
        case PageBreak():
            return


def all_paragraphs(document: Document) -> Iterator[Paragraph]:
    """Every paragraph in reading order; both writers and the layout count them in this order."""
    for section in document.sections:
        for block in section.blocks:
            yield from paragraphs_of(block)


def plain_text(document: Document) -> str:
    """What the document says, one paragraph a line, page furniture aside."""
    return "\n".join(paragraph.text for paragraph in all_paragraphs(document))
