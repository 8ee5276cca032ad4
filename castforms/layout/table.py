"""A table measured on its grid: the height of each row, what must stay together, and how a row is split."""

from typing import NamedTuple

from castforms.layout.paragraph import ParagraphLayout, ParagraphSetter
from castforms.model.document import PlacedCell, Table, place_cells
from castforms.model.stylesheet import HeightRule, VerticalAlign


class CellLayout(NamedTuple):
    """A cell with its paragraphs broken into lines; lengths in twips."""

    placed: PlacedCell
    x: int
    """From the table's left edge."""
    width: int
    paragraphs: tuple[ParagraphLayout, ...]

    @property
    def content_height(self) -> int:
        """Height of all paragraphs with the spacing between them."""
        return sum(p.height + p.before + p.style.after for p in self.paragraphs)

    @property
    def last_row(self) -> int:
        """The last row the cell covers."""
        return self.placed.row + self.placed.cell.rowspan - 1


class TableLayout(NamedTuple):
    """Rows with their heights."""

    table: Table
    """As it is set: rows know whether they keep with the next and whether they must be split."""
    rows: tuple[tuple[CellLayout, ...], ...]
    """For each row the cells that start in it."""
    heights: tuple[int, ...]
    rule: int
    padding: int
    page_height: int
    """Of the type area the table stands in."""

    @property
    def header_rows(self) -> int:
        """How many rows at the top repeat on each page."""
        return next((r for r, row in enumerate(self.table.rows) if not row.header), len(self.table.rows))

    @property
    def width(self) -> int:
        """Of the whole grid."""
        return sum(self.table.columns)

    @property
    def loose_rows(self) -> frozenset[int]:
        """Rows joined by a cell although no page can keep them together."""
        joined = [range(cell.placed.row, cell.last_row + 1) for row in self.rows for cell in row]
        return frozenset(r for rows in joined for r in rows if not all(self.table.rows[k].keep_next for k in rows[:-1]))

    def within(self, room: int) -> "TableLayout":
        """The table as it stands where `room` twips are left: if it must turn over, its rows are higher by one rule.

        LibreOffice forgets the vertical alignment of rows after a page's end unless they are given a height that is no
        less than their text with a rule above and a rule below.
        """
        if sum(self.heights) + self.rule <= room:
            return self
        loose = self.loose_rows
        fixed = {r for r, row in enumerate(self.table.rows) if r in loose or row.height_rule is HeightRule.EXACT}
        heights = tuple(height + (0 if r in fixed else self.rule) for r, height in enumerate(self.heights))
        return self._replace(heights=heights)

    def beyond(self, room: int, row: int, end: int) -> "TableLayout":
        """The table with its rows from `row` to before `end` surely too high for a `room` they do not fit into (twips).

        LibreOffice leaves rows where they are that fit but for the rule below them, and loses the rows after them.
        """
        short = room - sum(self.heights[row:end])
        exact = self.table.rows[end - 1].height_rule is HeightRule.EXACT
        if exact or not 0 <= short <= (end - row + 1) * self.rule:
            return self
        raised = self.heights[end - 1] + short + self.rule
        return self._replace(heights=(*self.heights[: end - 1], raised, *self.heights[end:]))


def lay_out_table(
    table: Table, first_number: int, setter: ParagraphSetter, page_height: int, heading_height: int = 0
) -> TableLayout:
    """Measures the table; `first_number` is the number of its first paragraph in the document.

    Rows joined by a cell that spans them stay together if a page of `page_height` twips has room for them; a row
    higher than a page is split whether the form allows it or not.  `heading_height` is that of the paragraphs above,
    which must share a page with the first rows.
    """
    style = setter.sheet.table
    rule = style.rule if table.ruled else 0
    cells = _set_cells(table, first_number, setter)
    table = _with_room_for_text(table, cells, rule)
    heights = _row_heights(table, cells, rule)
    table = _with_room_below_headers(table, heights, page_height)
    rows: list[list[CellLayout]] = [[] for _ in table.rows]
    for cell in cells:
        rows[cell.placed.row].append(cell)
    raised = [height + rule for height in heights]  # as where the table turns over
    kept = _kept_rows(table, cells, raised, page_height - rule, heading_height)
    return TableLayout(kept, tuple(map(tuple, rows)), tuple(heights), rule, style.padding, page_height)


def _set_cells(table: Table, number: int, setter: ParagraphSetter) -> list[CellLayout]:
    edges = [0]
    for width in table.columns:
        edges.append(edges[-1] + width)
    padding = setter.sheet.table.padding
    cells = []
    for placed in place_cells(table):
        x = edges[placed.column]
        width = edges[placed.column + placed.cell.colspan] - x
        paragraphs = []
        for paragraph in placed.cell.paragraphs:
            paragraphs.append(setter.set(paragraph, number, width - 2 * padding))
            number += 1
        cells.append(CellLayout(placed, x, width, tuple(paragraphs)))
    return cells


def _with_room_for_text(table: Table, cells: list[CellLayout], rule: int) -> Table:
    """No text is cut off: a row of exact height that is too low for its text becomes one of at least that height."""
    low = {
        cell.placed.row
        for cell in cells
        if cell.placed.cell.rowspan == 1 and cell.content_height + rule > table.rows[cell.placed.row].height
    }
    rows = [
        row._replace(height_rule=HeightRule.AT_LEAST) if r in low and row.height_rule is HeightRule.EXACT else row
        for r, row in enumerate(table.rows)
    ]
    return table._replace(rows=tuple(rows))


def _with_room_below_headers(table: Table, heights: list[int], page_height: int) -> Table:
    """Header rows that would fill more than half of every page come once."""
    headers = sum(height for height, row in zip(heights, table.rows, strict=True) if row.header)
    if headers <= page_height // 2:
        return table
    return table._replace(rows=tuple(row._replace(header=False) for row in table.rows))


def _row_heights(table: Table, cells: list[CellLayout], rule: int) -> list[int]:
    heights = [row.height if row.height_rule is not HeightRule.AUTO else 0 for row in table.rows]
    exact = [row.height_rule is HeightRule.EXACT for row in table.rows]
    for cell in cells:
        row = cell.placed.row
        if cell.placed.cell.rowspan == 1 and not exact[row]:
            heights[row] = max(heights[row], cell.content_height + rule)
    # what a tall cell needs beyond its rows goes to its last row, upper cells first, as word processors do it
    for cell in sorted(cells, key=lambda cell: cell.last_row):
        first, last = cell.placed.row, cell.last_row
        missing = cell.content_height + rule - sum(heights[first : last + 1])
        if first < last and missing > 0 and not exact[last]:
            heights[last] += missing
    return heights


def _kept_rows(table: Table, cells: list[CellLayout], heights: list[int], room: int, heading_height: int) -> Table:
    """What moves whole, and what may break over pages.

    Programs differ on where a row with a least height breaks.  So a row that is higher than its text moves whole, and
    one whose text fills it breaks as a row without a height.
    """
    text_heights = [0] * len(heights)
    for cell in cells:
        if cell.placed.cell.rowspan == 1:
            text_heights[cell.placed.row] = max(text_heights[cell.placed.row], cell.content_height)
    tied = [row.keep_next for row in table.rows]
    for cell in cells:
        for r in range(cell.placed.row, cell.last_row):
            tied[r] = True
    headers = sum(height for height, row in zip(heights, table.rows, strict=True) if row.header)
    rows = list(table.rows)
    start = 0
    while start < len(rows):
        end = start
        while tied[end] and end + 1 < len(rows):
            end += 1
        first = start == 0 or rows[start - 1].header
        above = (0 if rows[start].header else headers) + (heading_height if first else 0)
        fits = sum(heights[start : end + 1]) <= room - above
        for r in range(start, end + 1):
            filled = text_heights[r] >= rows[r].height or rows[r].height_rule is HeightRule.AUTO
            alone = start == end and rows[r].splittable and filled and not tied[r]
            rows[r] = rows[r]._replace(keep_next=fits and tied[r], splittable=alone or not fits)
            if rows[r].splittable and filled:
                rows[r] = rows[r]._replace(height_rule=HeightRule.AUTO)
        start = end + 1
    # LibreOffice leaves a last row where it is after a row that broke, below header rows, and if it is the only one
    if rows[0].header or len(rows) == 1 or rows[-2].splittable:
        rows[-1] = rows[-1]._replace(keep_next=False)
    return table._replace(rows=tuple(rows))


def text_top(cell: CellLayout, height: int, rule: int) -> int:
    """Where the cell's text begins below the top of its rows (twips), by its vertical alignment."""
    free = max(0, height - rule - cell.content_height)
    match cell.placed.cell.valign:
        case VerticalAlign.TOP:
            return rule
        case VerticalAlign.CENTER:
            return rule + free // 2
        case VerticalAlign.BOTTOM:
            return rule + free
