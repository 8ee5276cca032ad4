"""A table measured on its grid: the height of each row, what must stay together, and how a row is split."""

from dataclasses import dataclass, replace

from castforms.layout.paragraph import ParagraphLayout, ParagraphSetter
from castforms.model.document import PlacedCell, Table, place_cells
from castforms.model.stylesheet import HeightRule, VerticalAlign


@dataclass(frozen=True, slots=True)
class CellLayout:
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


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Rows with their heights."""

    table: Table
    """As it is set: rows know whether they keep with the next and whether they must be split."""
    rows: tuple[tuple[CellLayout, ...], ...]
    """For each row the cells that start in it."""
    heights: tuple[int, ...]
    rule: int
    padding: int

    @property
    def header_rows(self) -> int:
        """How many rows at the top repeat on each page."""
        return next((r for r, row in enumerate(self.table.rows) if not row.header), len(self.table.rows))

    @property
    def width(self) -> int:
        """Of the whole grid."""
        return sum(self.table.columns)


def lay_out_table(table: Table, first_number: int, setter: ParagraphSetter, page_height: int) -> TableLayout:
    """Measures the table; `first_number` is the number of its first paragraph in the document.

    Rows joined by a cell that spans them stay together if a page of `page_height` twips has room for them; a row
    higher than a page is split whether the form allows it or not.
    """
    style = setter.sheet.table
    rule = style.rule if table.ruled else 0
    cells = _set_cells(table, first_number, setter)
    heights = _row_heights(table, cells, rule)
    rows: list[list[CellLayout]] = [[] for _ in table.rows]
    for cell in cells:
        rows[cell.placed.row].append(cell)
    kept = _kept_rows(table, cells, heights, page_height - rule)
    return TableLayout(kept, tuple(map(tuple, rows)), tuple(heights), rule, style.padding)


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


def _kept_rows(table: Table, cells: list[CellLayout], heights: list[int], room: int) -> Table:
    """What moves whole, and what may break over pages.

    Programs differ on where a row with a least height breaks.  So a row that is higher than its text moves whole, and
    one whose text fills it breaks as a row without a height.
    """
    tied = [False] * len(heights)
    for cell in cells:
        for r in range(cell.placed.row, cell.last_row):
            tied[r] = True
    headers = sum(height for height, row in zip(heights, table.rows, strict=True) if row.header)
    rows = list(table.rows)
    start = 0
    while start < len(rows):
        end = start
        while tied[end]:
            end += 1
        fits = sum(heights[start : end + 1]) <= room - (0 if rows[start].header else headers)
        for r in range(start, end + 1):
            filled = heights[r] > rows[r].height and rows[r].height_rule is not HeightRule.EXACT
            alone = start == end and rows[r].splittable and filled
            rows[r] = replace(rows[r], keep_next=fits and r < end, splittable=alone or not fits)
            if rows[r].splittable and filled:
                rows[r] = replace(rows[r], height_rule=HeightRule.AUTO)
        start = end + 1
    return replace(table, rows=tuple(rows))


def text_top(cell: CellLayout, height: int, rule: int) -> int:
    """Where the cell's text begins below the top of its rows (twips), by its vertical alignment."""
    return rule + aligned(cell.placed.cell.valign, max(0, height - rule - cell.content_height))


def aligned(valign: VerticalAlign, free: int) -> int:
    """How much of the free height (twips) stands above the text."""
    match valign:
        case VerticalAlign.TOP:
            return 0
        case VerticalAlign.CENTER:
            return free // 2
        case VerticalAlign.BOTTOM:
            return free
