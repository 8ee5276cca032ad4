"""A returned file as tokens in reading order: labels, values, and whole grids of rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from castforms.compose.printed_form import Grid, Place
from castforms.intake.word_rows import Cell, Row, Text
from castforms.model.template import Field
from castforms.session.read_words import beginning, is_tick_line, place_score, same_words

_SURE = 8.0
_MOST_LINES = 3
"""Paragraphs that a title may be set in."""
_COLON = re.compile(r"\s*[:：]\s*(?=\S)")


class Column(NamedTuple):
    """A column of a grid in the file: which of its row's cells the head is, and the grid columns below it."""

    position: int
    start: int
    end: int


class Token(NamedTuple):
    """A paragraph or cell, or a part of one, and where it stands."""

    lines: tuple[Text, ...]
    text: str
    """The lines as one text, automatic numbers aside."""
    row: int
    table: int
    beside: tuple[str, ...] = ()
    """What stands in the cells to its left."""
    items: tuple[Row, ...] = ()
    """The rows of a grid; such a token has no lines of its own."""
    grid: Grid | None = None
    columns: "tuple[Column, ...]" = ()
    """Those of the grid, in the form's order."""
    width: int = 0
    """Cells of the row with the grid's heads."""

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.items and not self.text.strip()


class Tokenizer:
    """Cuts rows where the form's own words show that something else begins."""

    def __init__(self, form: Sequence[Place | Grid], fields: Mapping[str, Field]) -> None:
        self._fields = fields
        self._grids = [place for place in form if isinstance(place, Grid)]
        self._places = [place for place in form if isinstance(place, Place)]
        self._labels = [place.words for place in self._places if place.is_label]
        lines = [line for place in self._places for line in place.lines]
        self._beginnings = [found for line in lines if (found := beginning(line))]
        self._ticks = [line for line in lines if is_tick_line(line, fields) and len(line.holes) == 1]

    def tokens(self, rows: Sequence[Row]) -> tuple[Token, ...]:
        """The tokens of the file; paragraphs with nothing in them are left out."""
        return tuple(self._tokens(rows))

    def _tokens(self, rows: Sequence[Row]) -> Iterator[Token]:
        position = 0
        while position < len(rows):
            grid = self._grid_at(rows, position)
            if grid is not None:
                yield grid
                position += len(grid.items) + 1
                continue
            row, count = self._joined(rows, position)
            yield from self._row(row, position)
            position += count

    def _joined(self, rows: Sequence[Row], position: int) -> tuple[Row, int]:
        """The row; or, where paragraphs in a row are one paragraph of the form, those joined and how many they are."""
        row = rows[position]
        if row.table or self._known(row.cells[0].text):
            return row, 1
        text = row.cells[0].text
        for count, following in enumerate(rows[position + 1 : position + _MOST_LINES], 2):
            if following.table or not following.cells[0].text.strip():
                break
            text += following.cells[0].text
            if self._known(text) and not self._known(following.cells[0].text):
                return Row((Cell((Text(text),)),)), count
        return row, 1

    def _known(self, text: str) -> bool:
        """Whether the text is for sure a paragraph of the form."""
        return any(place_score(text, place, self._fields) >= _SURE for place in self._places if not place.in_table)

    def _row(self, row: Row, position: int) -> Iterator[Token]:
        beside: list[str] = []
        cells = list(row.cells)
        begins = not row.table or any(self._begins(cell.text) for cell in cells[:1])
        while cells:
            cell = cells.pop(0)
            text = cell.text
            if cell.continued or (not row.table and not text.strip()):
                beside.append(text)
                continue
            if begins and cells and self._is_bare_beginning(text) and not self._begins(cells[0].text):
                cell = cell._replace(lines=(Text(text + " ".join(cells.pop(0).text.split("\n"))),))
            for lines in self._cut(cell, split=begins):
                yield Token(lines, "\n".join(line.text for line in lines), position, row.table, tuple(beside))
            beside.append(text)

    def _cut(self, cell: Cell, *, split: bool) -> Iterator[tuple[Text, ...]]:
        if split and any(self._begins(line.text) for line in cell.lines):
            for line in cell.lines:
                yield from ((part,) for part in self._cut_at_beginnings(line))
            return
        first, rest = self._label_lines(cell.lines)
        if first:
            yield first
        if rest or not first:
            yield from self._cut_ticks(rest)

    def _cut_at_beginnings(self, line: Text) -> Iterator[Text]:
        starts = sorted({0, *(match.start() for find in self._beginnings for match in find.finditer(line.text))})
        starts = [k for k in starts if not k or line.text[k - 1].isspace() or line.text[k - 1] in "；;。"]
        for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
            if line.text[start:end].strip():
                yield Text(line.text[start:end].strip(), line.number if not start else "")

    def _label_lines(self, lines: tuple[Text, ...]) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """The lines of a cell that are a label of the form, and those that were written below or behind it."""
        whole = "\n".join(line.text for line in lines)
        if any(same_words(whole, label) for label in self._labels):
            return lines, ()
        for label in self._labels:
            of_label = label.split("\n")
            count = 0
            for line in lines:
                if line.text.strip() and not any(same_words(line.text, words) for words in of_label):
                    break
                count += 1
            if count and same_words(lines[0].text, of_label[0]):
                return (Text(label),), lines[count:]
            if (match := _behind(lines[0].text, of_label[0])) is not None:
                return (Text(label),), (Text(lines[0].text[match:]), *lines[1:])
        return (), lines

    def _cut_ticks(self, lines: tuple[Text, ...]) -> Iterator[tuple[Text, ...]]:
        """Choices that stand in one cell, each with its mark."""
        text = " ".join(line.text for line in lines)
        words = [re.escape(line.words.strip("（）() ")) for line in self._ticks]
        found = list(re.finditer("|".join(words), text)) if words else []
        if len(found) < 2:
            yield lines
            return
        before = bool(text[: found[0].start()].strip("（( "))
        cuts = [match.end() for match in found[:-1]] if before else [match.start() for match in found[1:]]
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            yield (Text(text[start:end]),)

    def _begins(self, text: str) -> bool:
        return any(find.match(text.lstrip()) for find in self._beginnings)

    def _is_bare_beginning(self, text: str) -> bool:
        return any(find.fullmatch(text.strip()) for find in self._beginnings)

    def _grid_at(self, rows: Sequence[Row], position: int) -> Token | None:
        """The grid whose heads stand in that row, with the rows below as far as they are its items."""
        row = rows[position]
        for grid in self._grids if row.table else ():
            columns = _columns(row, grid.heads)
            if columns:
                end = position + 1
                while end < len(rows) and rows[end].table == row.table and not self._ends_grid(rows[end]):
                    end += 1
                items = tuple(rows[position + 1 : end])
                return Token((), "", position, row.table, (), items, grid, columns, len(row.cells))
        return None

    def _ends_grid(self, row: Row) -> bool:
        """Whether the row is of the form's own words again."""
        first = next((cell.text for cell in row.cells if cell.text.strip()), "")
        return any(
            place_score(first, place, self._fields) >= _SURE for place in self._places if place.in_table and place.words
        )


def _behind(text: str, label: str) -> int | None:
    """Where the text goes on after the label and a colon."""
    colon = _COLON.search(text)
    return colon.end() if colon and same_words(text[: colon.start()], label) >= _SURE else None


def _columns(row: Row, heads: Sequence[str]) -> tuple[Column, ...]:
    """The columns below the heads; none where the row is not that of the heads.

    A head that is missing, or there more than once, has a column of no width.
    """
    columns: list[Column] = []
    for head in heads:
        found = [(k, cell) for k, cell in enumerate(row.cells) if same_words(cell.text, head)]
        k, cell = found[0] if len(found) == 1 else (-1, Cell((), 0, 0))
        columns.append(Column(k, cell.column, cell.column + cell.span))
    return tuple(columns) if sum(column.position >= 0 for column in columns) * 2 > len(heads) else ()
