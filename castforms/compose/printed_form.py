"""What the form prints whatever is answered: its words in reading order, and the places between them for answers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from castforms.compose.scope import outermost
from castforms.model.entry import Entry
from castforms.model.template import (
    BlockPart,
    CellPart,
    FieldType,
    FormTemplate,
    Hole,
    ParagraphPart,
    RepeatPart,
    RowPart,
    SealPart,
    TablePart,
    TextFormat,
    text_lines,
    walk_fields,
)


class PrintedLine(NamedTuple):
    """A line of a template text, cut into words and holes."""

    pieces: tuple[str | Hole, ...]
    empty: str = ""
    """What is printed in its place where nothing is answered; may be several lines."""
    numbering: str = ""
    """How the items of a list are numbered, as on the first one."""
    pictures: str = ""
    """The repeat whose pictures stand between its paragraphs."""

    @property
    def holes(self) -> tuple[Hole, ...]:
        """Where answers stand."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Hole))

    @property
    def words(self) -> str:
        """The form's own words."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def is_answer(self) -> bool:
        """Whether nothing but one answer stands in the line."""
        return len(self.pieces) == 1 and len(self.holes) == 1


class Place(NamedTuple):
    """A paragraph or a cell as the form prints it."""

    lines: tuple[PrintedLine, ...]
    in_table: bool = False
    beside: tuple[str, ...] = ()
    """Words of the merged cells that stand beside it, as 联系人 beside 手机."""
    repeats: tuple[str, ...] = ()
    """The repeats it belongs to an item of, the outermost first."""
    optional: bool = False
    """Whether it is printed under a condition only."""
    several: bool = False
    """Whether its answer may take several paragraphs."""
    words: str = ""
    """The form's own words in it."""

    @property
    def is_label(self) -> bool:
        """Whether no answer stands in it."""
        return not any(line.holes for line in self.lines)

    @property
    def is_answer(self) -> bool:
        """Whether an answer stands in a line of its own."""
        return any(line.is_answer for line in self.lines)


class Grid(NamedTuple):
    """Rows of a table that are printed once for each item of a repeat, under the heads of their columns."""

    heads: tuple[str, ...]
    cells: tuple[Place, ...]
    repeats: tuple[str, ...]
    """The last one is that of the rows."""
    optional: bool = False
    grouped: bool = False
    """Whether rows with the names of groups stand between those of the items."""

    @property
    def beside(self) -> tuple[str, ...]:
        """Nothing stands beside a whole grid."""
        return ()


def printed_form(template: FormTemplate) -> tuple[Place | Grid, ...]:
    """The form in reading order, as it is printed where nothing is answered."""
    long = {
        field.name
        for field in walk_fields(template.fields)
        if field.type in {FieldType.LIST, FieldType.LONG_TEXT} or field.format is TextFormat.NUMBERED_BODY
    }
    walker = _Walker(long)
    scope = outermost(template, Entry(template.id))
    sections = (section for section in template.sections if scope.holds(section.relevant))
    return tuple(place for section in sections for place in walker.blocks(section.blocks, ()))


class _Walker:
    """`long` are the names of the fields whose answers take several paragraphs."""

    def __init__(self, long: set[str]) -> None:
        self._long = long

    def blocks(self, parts: Sequence[BlockPart], repeats: tuple[str, ...]) -> Iterator[Place | Grid]:
        for part in parts:
            optional = part.relevant is not None
            match part:
                case ParagraphPart():
                    for line in _lines(part):
                        yield self._place((line,), repeats=repeats, optional=optional or part.empty == "")
                case TablePart():
                    yield from self._table(part, repeats)
                case SealPart():
                    for text in (part.unit, part.date):
                        yield self._place((PrintedLine(text_lines(text)[0]),), repeats=repeats, optional=optional)
                case RepeatPart():
                    yield from self.blocks(part.blocks, (*repeats, part.for_each))

    def _place(
        self,
        lines: tuple[PrintedLine, ...],
        *,
        repeats: tuple[str, ...],
        optional: bool,
        in_table: bool = False,
        beside: tuple[str, ...] = (),
    ) -> Place:
        several = any(line.is_answer and line.holes[0].name in self._long for line in lines)
        words = "\n".join(filter(None, (line.words for line in lines)))
        return Place(lines, in_table, beside, repeats, optional, several, words)

    def _table(self, table: TablePart, repeats: tuple[str, ...]) -> Iterator[Place | Grid]:
        rows = [(row, beside) for row, beside in _rows_with_labels(table)]
        heads: tuple[str, ...] = ()
        for position, (row, beside) in enumerate(rows):
            optional = row.relevant is not None or table.relevant is not None
            inside = (*repeats, row.for_each) if row.for_each else repeats
            cells = tuple(
                self._place(
                    tuple(line for part in cell.parts for line in _lines(part)),
                    repeats=inside,
                    optional=optional,
                    in_table=True,
                    beside=beside,
                )
                for cell in row.cells
            )
            if row.for_each:
                yield Grid(heads, cells, inside, optional, bool(row.group_header))
            elif _heads_a_grid(rows, position):
                heads = tuple(cell.words for cell in cells)
            else:
                yield from (cell for cell in cells if cell.words or not cell.is_label)


def _heads_a_grid(rows: Sequence[tuple[RowPart, tuple[str, ...]]], position: int) -> bool:
    following = rows[position + 1][0] if position + 1 < len(rows) else None
    row = rows[position][0]
    return (
        following is not None
        and bool(following.for_each)
        and len(row.cells) == len(following.cells)
        and not any(line.holes for cell in row.cells for part in cell.parts for line in _lines(part))
    )


def _rows_with_labels(table: TablePart) -> Iterator[tuple[RowPart, tuple[str, ...]]]:
    """Each row with the words of the cells that span it from a row above or begin to span in it."""
    spanning: list[tuple[int, str]] = []  # rows left, words
    for row in table.rows:
        spanning = [(left - 1, words) for left, words in spanning if left > 1]
        spanning += [(cell.rowspan, words) for cell in row.cells if cell.rowspan > 1 and (words := _words(cell))]
        yield row, tuple(words for _left, words in spanning)


def _words(cell: CellPart) -> str:
    lines = [line for part in cell.parts for line in _lines(part)]
    return "\n".join(line.words for line in lines) if not any(line.holes for line in lines) else ""


def _lines(part: ParagraphPart) -> Iterator[PrintedLine]:
    for pieces in text_lines(part.text):
        if pieces:
            yield PrintedLine(pieces, part.empty or "", part.numbering, part.pictures)
