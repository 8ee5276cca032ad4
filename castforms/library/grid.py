"""Whether the rows of a table fit its grid of columns, and the grid fits the page."""

from castforms.library.reader import TableReader
from castforms.model.document import Cell, PlacedCell, Row, SpanError, Table, place_cells
from castforms.model.stylesheet import TWIPS_PER_MM, PageStyle
from castforms.model.template import RowPart, TablePart

NARROWEST_CELL = 8.0
"""Millimetres: the cell margins and one character of 小四."""
_ROUNDING = 0.5  # mm by which the sum of the columns may exceed the type area

_SPAN_FAULTS = {
    "span-leaves-grid": "单元格超出了列数或行数，请检查 colspan、rowspan 与 columns_mm",
    "spans-overlap": "单元格与上面的合并单元格重叠，请检查 colspan 和 rowspan",
    "row-too-short": "单元格不够，没有填满各列，请补上单元格或改 colspan",
}


def check_grid(reader: TableReader, table: TablePart, page: PageStyle) -> None:
    """Notes what is impossible in a table."""
    _check_columns(reader, table, page)
    if not table.rows:
        reader.fault("rows", "表格缺少行，请至少写一行")
    _check_headers(reader, table.rows)
    _check_fixed_spans(reader, table.rows)
    _check_group_headers(reader, table)
    if table.columns_mm and table.rows:
        _check_cells(reader, table)


def _check_columns(reader: TableReader, table: TablePart, page: PageStyle) -> None:
    if not table.columns_mm:
        reader.fault("columns_mm", "缺少列宽（毫米），请补上，如 [44, 112]")
    for position, width in enumerate(table.columns_mm):
        if width <= 0:
            reader.fault(f"columns_mm[{position}]", f"列宽应大于 0 毫米，现为 {width:g}")
    room, total = page.text_width / TWIPS_PER_MM, sum(table.columns_mm)
    if total > room + _ROUNDING:
        reader.fault("columns_mm", f"各列共 {total:g} 毫米，超过版心宽度 {room:.0f} 毫米，请改窄")


def _check_headers(reader: TableReader, rows: tuple[RowPart, ...]) -> None:
    body = False
    for position, row in enumerate(rows):
        if row.header and body:
            reader.fault(f"rows[{position}].header", "表头行只能在表格最上面，请移上去或删去 header")
        if row.header and row.for_each:
            reader.fault(f"rows[{position}].for_each", "表头行不能重复出现，请删去 header 或 for_each")
        body = body or not row.header
    if rows and not body:
        reader.fault("rows", "表格只有表头行，请补上正文行")


def _check_fixed_spans(reader: TableReader, rows: tuple[RowPart, ...]) -> None:
    """A cell over several rows needs those rows to be there, once, and all in the head or all in the body."""
    for position, row in enumerate(rows):
        for number, cell in enumerate(row.cells):
            covered = rows[position : position + cell.rowspan]
            if cell.rowspan == 1:
                continue
            key = f"rows[{position}].cells[{number}].rowspan"
            if any(other.for_each or other.relevant for other in covered):
                reader.fault(key, "跨行单元格不能跨过带 for_each 或 relevant 的行，请改正")
            if any(other.header != row.header for other in covered):
                reader.fault(key, "跨行单元格不能从表头跨到正文，请改正")


def _check_group_headers(reader: TableReader, table: TablePart) -> None:
    for position, row in enumerate(table.rows):
        spans = sum(cell.colspan for cell in row.group_header)
        if row.group_header and (spans != len(table.columns_mm) or any(cell.rowspan > 1 for cell in row.group_header)):
            reader.fault(
                f"rows[{position}].group_header", "分组行应正好占满各列，且不能跨行，请检查 colspan 和 rowspan"
            )


def _check_cells(reader: TableReader, table: TablePart) -> None:
    rows = tuple(Row(tuple(Cell((), cell.colspan, cell.rowspan) for cell in row.cells)) for row in table.rows)
    try:
        placed = place_cells(Table(tuple(round(width) for width in table.columns_mm), rows))
    except SpanError as error:
        reader.fault(f"rows[{error.row}]", _SPAN_FAULTS[str(error)])
        return
    for place in placed:
        width = _width(table, place)
        if width < NARROWEST_CELL:
            reader.fault(f"rows[{place.row}]", f"有单元格只宽 {width:g} 毫米，至少要 {NARROWEST_CELL:g} 毫米，请加宽")


def _width(table: TablePart, place: PlacedCell) -> float:
    return sum(table.columns_mm[place.column : place.column + place.cell.colspan])
