"""Puts a table on pages: rows move whole, header rows repeat, a splittable row breaks between two lines."""

from castforms.layout.flow import PageFlow
from castforms.layout.paragraph import ParagraphLayout
from castforms.layout.table import CellLayout, TableLayout, text_top
from castforms.model.document import Table
from castforms.model.stylesheet import HeightRule, VerticalAlign


def first_rows_height(layout: TableLayout, room: int) -> int:
    """Height of the header rows and of what must follow them at once, where `room` twips are left on the page."""
    layout = layout.within(room)
    body = layout.header_rows
    if body == len(layout.rows):
        return sum(layout.heights) + layout.rule
    headers = sum(layout.heights[:body])
    return headers + _least_height(layout, body, room - headers)


def flow_table(flow: PageFlow, layout: TableLayout, following: int = 0) -> Table:
    """Flows the table's rows on from here; returns the table with what that decided about its rows.

    `following` is the height (twips) of what its last row must not be parted from.
    """
    as_one, room = layout, flow.height - flow.y
    moved = first_rows_height(layout, room) > room
    if moved:
        flow.new_page()
        layout = layout.beyond(room, 0, _first_rows(layout))
    layout = layout.within(flow.height - flow.y)
    row, whole, split = 0, set[int](), set[int]()
    while row < len(layout.heights):
        end = _group_end(layout, row)
        room = flow.height - flow.y - (following if end == len(layout.heights) else 0)
        if _least_height(layout, row, room) > room:
            layout = layout.beyond(room, row, end)
            _turn_over(flow, layout, row)
        if flow.y + sum(layout.heights[row:end]) + layout.rule > flow.height and layout.table.rows[row].splittable:
            split.add(row)
            _flow_split_row(flow, layout, row)
        else:
            whole.update(range(row, end))
            for r in range(row, end):
                _place_row(flow, layout, r)
        row = end
    _close(flow, layout)
    undecided = layout is as_one and not moved
    return as_one.table if undecided else _decided(layout, whole - layout.loose_rows, split)


def _decided(layout: TableLayout, whole: set[int], split: set[int]) -> Table:
    """Rows that moved whole say so, and how high they are; rows that broke begin at the top in all their parts.

    Word processors do not agree on what vertical alignment means in a row that breaks.
    """
    rows = list(layout.table.rows)
    for r, row in enumerate(rows):
        if r in split:
            cells = tuple(cell._replace(valign=VerticalAlign.TOP) for cell in row.cells)
            rows[r] = row._replace(cells=cells)
        elif r in whole and row.height_rule is not HeightRule.EXACT:
            rows[r] = row._replace(splittable=False, height=layout.heights[r], height_rule=HeightRule.AT_LEAST)
    return layout.table._replace(rows=tuple(rows))


def _least_height(layout: TableLayout, row: int, room: int) -> int:
    """What of the row (or the rows kept with it) must stand together, the rule below included (twips).

    A splittable row gives a line of each cell when its text is too long for the room; if only its least height is, it
    moves as a whole.
    """
    whole = sum(layout.heights[row : _group_end(layout, row)]) + layout.rule
    content = max((cell.content_height for cell in layout.rows[row]), default=0)
    if not layout.table.rows[row].splittable or content + layout.rule <= room:
        return whole
    line = max((cell.paragraphs[0].style.line for cell in layout.rows[row]), default=0)
    heights = [cell.content_height for cell in layout.rows[row]]
    labels = [height for height in heights if 2 * height < content]  # all but the long texts are kept whole
    least = max([line, *labels]) + 2 * layout.rule
    fits_a_page = whole + sum(layout.heights[: layout.header_rows]) <= layout.page_height
    return least if fits_a_page and row not in layout.loose_rows else line + 2 * layout.rule


def _group_end(layout: TableLayout, row: int) -> int:
    """The row after the last one that keeps with this one."""
    while layout.table.rows[row].keep_next and row + 1 < len(layout.rows):
        row += 1
    return row + 1


def _first_rows(layout: TableLayout) -> int:
    """How many rows begin the table together: its headers, and those kept with the first below them."""
    body = layout.header_rows
    return _group_end(layout, body) if body < len(layout.rows) else body


def _turn_over(flow: PageFlow, layout: TableLayout, row: int) -> None:
    """Turns the page inside the table; the header rows come again."""
    if flow.at_top:
        return
    if row > 0:
        _close(flow, layout)
    flow.new_page()
    if layout.header_rows <= row:
        for header in range(layout.header_rows):
            _place_row(flow, layout, header, repeated=True)


def _close(flow: PageFlow, layout: TableLayout) -> None:
    """The rule below the last row on the page."""
    if layout.rule:
        y = flow.y + layout.rule / 2
        flow.add_rule(0, y, layout.width, y, layout.rule)
        flow.y += layout.rule


def _place_row(flow: PageFlow, layout: TableLayout, row: int, *, repeated: bool = False) -> None:
    for cell in layout.rows[row]:
        height = sum(layout.heights[row : cell.last_row + 1])
        y = flow.y + text_top(cell, height, layout.rule)
        for paragraph in cell.paragraphs:
            y += paragraph.before
            flow.add_lines(paragraph, 0, paragraph.line_count, cell.x + layout.padding, y, furniture=repeated)
            y += paragraph.height + paragraph.style.after
        _rule_cell(flow, layout, cell, height)
    flow.y += layout.heights[row]


def _rule_cell(flow: PageFlow, layout: TableLayout, cell: CellLayout, height: int) -> None:
    """The rules above and to the left of the cell, and to its right at the table's edge."""
    if not layout.rule:
        return
    left, right, top = cell.x, cell.x + cell.width, flow.y
    middle = top + layout.rule / 2
    flow.add_rule(left, middle, right, middle, layout.rule)
    foot = middle + height
    flow.add_rule(left, middle, left, foot, layout.rule)
    if right == layout.width:
        flow.add_rule(right, middle, right, foot, layout.rule)


class _CellCursor:
    """What is still to be placed of a cell that breaks over pages."""

    def __init__(self, cell: CellLayout) -> None:
        self.cell = cell
        self.paragraph = 0
        self.line = 0

    @property
    def done(self) -> bool:
        return self.paragraph >= len(self.cell.paragraphs)

    def take(self, room: int) -> list[tuple[ParagraphLayout, int, int, int]]:
        """The lines that fit in `room` twips: paragraph, first line, end line, distance from the top."""
        taken: list[tuple[ParagraphLayout, int, int, int]] = []
        y = 0
        while not self.done:
            layout = self.cell.paragraphs[self.paragraph]
            y += layout.before if self.line == 0 and (taken or self.paragraph) else 0
            fitting = min(layout.line_count - self.line, (room - y) // layout.style.line)
            if fitting <= 0:
                break
            taken.append((layout, self.line, self.line + fitting, y))
            y += fitting * layout.style.line
            self.line += fitting
            if self.line < layout.line_count:
                break
            y += layout.style.after
            self.paragraph, self.line = self.paragraph + 1, 0
        return taken


def _flow_split_row(flow: PageFlow, layout: TableLayout, row: int) -> None:
    """Breaks the row between lines at the foot of each page; text begins at the top of each part."""
    cursors = [_CellCursor(cell) for cell in layout.rows[row]]
    done = False
    while not done:
        room = flow.height - flow.y - 2 * layout.rule
        parts = [cursor.take(room) for cursor in cursors]
        done = all(cursor.done for cursor in cursors)
        height = max(map(_part_height, parts), default=0) if done else room
        for cursor, part in zip(cursors, parts, strict=True):
            _place_part(flow, layout, cursor.cell, part)
            _rule_cell(flow, layout, cursor.cell, height + layout.rule)
        flow.y += height + layout.rule
        if not done:
            _turn_over(flow, layout, row + 1)


_Part = list[tuple[ParagraphLayout, int, int, int]]


def _part_height(part: _Part) -> int:
    """Height of the lines that were taken."""
    if not part:
        return 0
    paragraph, first, last, y = part[-1]
    return y + (last - first) * paragraph.style.line


def _place_part(flow: PageFlow, layout: TableLayout, cell: CellLayout, part: _Part) -> None:
    for paragraph, first, last, y in part:
        top = flow.y + layout.rule + y
        flow.add_lines(paragraph, first, last, cell.x + layout.padding, top)
