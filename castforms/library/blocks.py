"""Reads how the pages of a form are built, `[[sections]]`."""

from enum import StrEnum
from typing import NamedTuple

from castforms.library.fields import read_condition
from castforms.library.grid import NARROWEST_CELL, check_grid
from castforms.library.names import FieldScope, expression_faults, lists_alone, text_faults
from castforms.library.reader import TableReader, near, shorten
from castforms.model.expression import Expression
from castforms.model.stylesheet import GB_9704, STYLES, Align, HeightRule, Orientation, VerticalAlign
from castforms.model.template import (
    BlockPart,
    CellPart,
    FieldType,
    ParagraphPart,
    RedlinePart,
    RepeatPart,
    RowPart,
    SealPart,
    SectionPart,
    TablePart,
)

MOST_SECTIONS = 50
"""Sections of a form."""
MOST_BLOCKS = 500
"""Blocks of a section or repeat."""
MOST_ROWS = 500
"""Rows of a table."""
MOST_COLUMNS = 100
"""Grid columns of a table."""
DEEPEST_BLOCK = 3
"""Repeat blocks inside one another."""
_MOST_PARTS = 50  # texts of one cell
_TALLEST_ROW = 225.0  # mm, the height of the type area
_NUMERALS = "1一①"


class BlockKind(StrEnum):
    """The `block` key."""

    PARAGRAPH = "paragraph"
    TABLE = "table"
    SEAL = "seal"
    REPEAT = "repeat"
    REDLINE = "redline"


class _Place(NamedTuple):
    """Where a block stands: what it can name and how much room it has."""

    scope: FieldScope
    orientation: Orientation
    depth: int = 1


class _Look(NamedTuple):
    """Style and alignment that a text takes over from its cell, row and table."""

    style: str
    align: Align | None = None


def read_sections(form: TableReader, scope: FieldScope) -> tuple[SectionPart, ...]:
    """The sections of the form, all faults noted."""
    readers = form.tables("sections", MOST_SECTIONS)
    if not readers:
        form.fault("sections", "缺少版面，请至少写一个 [[sections]]")
    return tuple(_section(reader, scope) for reader in readers)


def _section(reader: TableReader, scope: FieldScope) -> SectionPart:
    orientation = reader.member("orientation", Orientation, Orientation.PORTRAIT)
    blocks = _blocks(reader, _Place(scope, orientation))
    part = SectionPart(blocks, orientation, reader.flag("letter"), _relevant(reader, scope))
    if part.letter and orientation is not Orientation.PORTRAIT:
        reader.fault("letter", "信函格式只用于竖排的纸，请删去 orientation 或 letter")
    reader.finish()
    return part


def _blocks(reader: TableReader, place: _Place) -> tuple[BlockPart, ...]:
    readers = reader.tables("blocks", MOST_BLOCKS)
    if not readers:
        reader.fault("blocks", "缺少内容块，请至少写一个")
    return tuple(_block(block, place) for block in readers)


def _block(reader: TableReader, place: _Place) -> BlockPart:
    kind = _block_kind(reader)
    if kind is None:
        return ParagraphPart("", "body")
    relevant = _relevant(reader, place.scope)
    part: BlockPart
    match kind:
        case BlockKind.PARAGRAPH:
            part = _paragraph(reader, place.scope, _Look("body"))._replace(relevant=relevant)
            part = part._replace(pictures=_pictures(reader, place.scope))
        case BlockKind.TABLE:
            part = _table(reader, place, relevant)
        case BlockKind.SEAL:
            unit, date = (_filled(reader, name, place.scope, reader.line(name, None)) for name in ("unit", "date"))
            part = SealPart(unit, date, relevant)
        case BlockKind.REPEAT:
            part = _repeat(reader, place, relevant)
        case BlockKind.REDLINE:
            part = _redline(reader, place, relevant)
    reader.finish()
    return part


def _block_kind(reader: TableReader) -> BlockKind | None:
    word = reader.line("block", None)
    if word in set(BlockKind):
        return BlockKind(word)
    if word:
        reader.fault("block", f"没有“{shorten(word)}”这种块{near(word, BlockKind)}（可用：{'、'.join(BlockKind)}）")
    return None


def _pictures(reader: TableReader, scope: FieldScope) -> str:
    name = reader.line("pictures")
    repeat = scope.repeat(name) if name else None
    if isinstance(repeat, str):
        reader.fault("pictures", repeat)
    elif repeat and sum(field.type is FieldType.PICTURE for field in repeat.fields) != 1:
        reader.fault("pictures", f'重复组“{name}”应有且只有一个 type = "picture" 的字段，请改正')
    return name


def _repeat(reader: TableReader, place: _Place, relevant: Expression | None) -> RepeatPart:
    for_each = reader.line("for_each", None)
    scope = _inside(reader, for_each, place.scope)
    page_break = reader.flag("page_break")
    if place.depth > DEEPEST_BLOCK:
        reader.fault("blocks", f"repeat 块嵌套超过 {DEEPEST_BLOCK} 层，请减少层次")
        reader.value("blocks")
        return RepeatPart(for_each, (), page_break, relevant)
    blocks = _blocks(reader, _Place(scope, place.orientation, place.depth + 1))
    return RepeatPart(for_each, blocks, page_break, relevant)


def _redline(reader: TableReader, place: _Place, relevant: Expression | None) -> RedlinePart:
    for_each = reader.line("for_each", None)
    scope = _inside(reader, for_each, place.scope)
    original, revised, reason = (_text_field(reader, key, scope) for key in ("original", "revised", "reason"))
    number = _text_field(reader, "number", scope) if "number" in reader else ""
    return RedlinePart(for_each, original, revised, reason, relevant, number)


def _text_field(reader: TableReader, key: str, scope: FieldScope) -> str:
    name = reader.line(key, None)
    field = scope.find(name)
    if name and field is None:
        reader.fault(key, scope.unknown(name))
    elif field is not None and field.type not in {FieldType.TEXT, FieldType.LONG_TEXT}:
        reader.fault(key, f'字段“{name}”应为 type = "long_text"，请改正')
    return name


def _table(reader: TableReader, place: _Place, relevant: Expression | None) -> TablePart:
    look = _look(reader, _Look("table_text"))
    rows = reader.tables("rows", MOST_ROWS)
    table = TablePart(
        columns_mm=reader.numbers("columns_mm", NARROWEST_CELL)[: MOST_COLUMNS + 1],
        rows=tuple(_row(row, place.scope, look) for row in rows),
        ruled=reader.flag("ruled", default=True),
        relevant=relevant,
    )
    if len(table.columns_mm) > MOST_COLUMNS:
        reader.fault("columns_mm", f"最多 {MOST_COLUMNS} 列，请删减")
    else:
        check_grid(reader, table, GB_9704.pages[place.orientation])
    return table


def _row(reader: TableReader, scope: FieldScope, look: _Look) -> RowPart:
    for_each = reader.line("for_each")
    inside = _inside(reader, for_each, scope) if for_each else scope
    look = _look(reader, look)
    group_by = _filled(reader, "group_by", inside, reader.line("group_by"))
    height = reader.measure("height_mm", 0, _TALLEST_ROW)
    usual = HeightRule.AT_LEAST if height else HeightRule.AUTO
    row = RowPart(
        cells=tuple(_cell(cell, inside, look) for cell in reader.cells("cells", MOST_COLUMNS)),
        height_mm=height,
        height_rule=reader.member("height_rule", HeightRule, usual),
        header=reader.flag("header"),
        splittable=reader.flag("splittable"),
        for_each=for_each,
        order_by=_order(reader, inside),
        group_by=group_by,
        group_header=tuple(_cell(cell, inside, look) for cell in reader.cells("group_header", MOST_COLUMNS)),
        relevant=_relevant(reader, inside),
    )
    _check_group(reader, row)
    if row.height_rule is not HeightRule.AUTO and not height:
        reader.fault("height_mm", "规定了 height_rule 就要写 height_mm，请补上")
    reader.finish()
    return row


def _order(reader: TableReader, inside: FieldScope) -> str:
    name = reader.line("order_by")
    field = inside.find(name)
    if name and field is None:
        reader.fault("order_by", inside.unknown(name))
    elif field is not None and field.type is not FieldType.SELECT_ONE:
        reader.fault("order_by", f'字段“{name}”应为 type = "select_one"，按选项的先后排序，请改正')
    return name


def _check_group(reader: TableReader, row: RowPart) -> None:
    if bool(row.group_by) != bool(row.group_header):
        reader.fault("group_by", "group_by 和 group_header 要一起写，请补上另一个")
    for name in ("order_by", "group_by"):
        if name in reader and not row.for_each:
            reader.fault(name, f"只有带 for_each 的行才能有 {name}，请改正")


def _cell(reader: TableReader, scope: FieldScope, look: _Look) -> CellPart:
    if "parts" in reader:
        look = _look(reader, look)
        texts = reader.cells("parts", _MOST_PARTS)
        parts = tuple(_part(text, scope, look) for text in texts)
    else:
        parts = (_paragraph(reader, scope, look),)
    if not parts:
        reader.fault("parts", '单元格缺少文字，空格子请写 ""')
        parts = (ParagraphPart("", look.style),)
    cell = CellPart(
        parts=parts,
        colspan=reader.count("colspan", MOST_COLUMNS),
        rowspan=reader.count("rowspan", MOST_ROWS),
        valign=reader.member("valign", VerticalAlign, VerticalAlign.CENTER),
    )
    reader.finish()
    return cell


def _part(reader: TableReader, scope: FieldScope, look: _Look) -> ParagraphPart:
    part = _paragraph(reader, scope, look)._replace(relevant=_relevant(reader, scope))
    reader.finish()
    return part


def _paragraph(reader: TableReader, scope: FieldScope, look: _Look) -> ParagraphPart:
    if "text" not in reader:
        reader.fault("text", '缺少文字，请补上；空的请写 ""')
    look = _look(reader, look)
    part = ParagraphPart(
        text=_filled(reader, "text", scope, reader.text("text")),
        style=look.style,
        empty=reader.text("empty") if "empty" in reader else None,
        numbering=reader.line("numbering"),
        align=look.align,
        label=reader.line("label"),
    )
    _check_empty(reader, part)
    _check_numbering(reader, part, scope)
    return part


def _check_empty(reader: TableReader, part: ParagraphPart) -> None:
    if part.empty is None:
        return
    if "${" in part.empty:
        reader.fault("empty", "empty 是空白表上印的字，不能含 ${…}，请删去")
    if "${" not in part.text:
        reader.fault("empty", "文字里没有 ${…}，empty 不起作用，请删去")


def _check_numbering(reader: TableReader, part: ParagraphPart, scope: FieldScope) -> None:
    if not part.numbering:
        return
    if len(part.numbering) > 8 or sum(part.numbering.count(numeral) for numeral in _NUMERALS) != 1:
        reader.fault("numbering", "编号要写成第一项的样子，如 1.、（1）、一、、（一）、①")
    elif not lists_alone(part.text, scope):
        reader.fault("numbering", '编号只用于单独成行的列表字段，如 text = "${列表}"，请改正')


def _look(reader: TableReader, inherited: _Look) -> _Look:
    style = reader.line("style", inherited.style)
    if style not in STYLES:
        reader.fault("style", f"没有样式“{shorten(style)}”{near(style, STYLES)}（可用：{'、'.join(STYLES)}）")
        style = inherited.style
    if "align" not in reader:
        return _Look(style, inherited.align)
    return _Look(style, reader.member("align", Align, Align.LEFT))


def _filled(reader: TableReader, name: str, scope: FieldScope, text: str) -> str:
    for message in text_faults(text, scope):
        reader.fault(name, message)
    return text


def _relevant(reader: TableReader, scope: FieldScope) -> Expression | None:
    condition = read_condition(reader, "relevant")
    for message in expression_faults(condition, scope) if condition else ():
        reader.fault("relevant", message)
    return condition


def _inside(reader: TableReader, for_each: str, scope: FieldScope) -> FieldScope:
    repeat = scope.repeat(for_each)
    if isinstance(repeat, str):
        if for_each:
            reader.fault("for_each", repeat)
        return scope
    return scope.inside(repeat)
