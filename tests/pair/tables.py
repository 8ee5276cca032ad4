"""Tables of every kind that forms have, made up from prose."""

import random

from castforms.model.document import Cell, Paragraph, Row, Run, Table
from castforms.model.stylesheet import HeightRule, VerticalAlign, twips
from tests.pair.prose import Prose


def paragraph(style: str, text: str, **rest: object) -> Paragraph:
    return Paragraph(style, (Run(text),) if text else (), **rest)  # type: ignore[arg-type]


def cell(style: str, *texts: str, **rest: object) -> Cell:
    return Cell(tuple(paragraph(style, text) for text in texts), **rest)  # type: ignore[arg-type]


def value_cell(prose: Prose, size: str, **rest: object) -> Cell:
    valign = prose.rng.choice([VerticalAlign.CENTER, VerticalAlign.CENTER, VerticalAlign.TOP, VerticalAlign.BOTTOM])
    text = prose(prose.rng.choice(["value", "value", "tick", "item"]))
    return cell(f"table_text{size}", text, valign=valign, **rest)


def label_cell(prose: Prose, size: str, **rest: object) -> Cell:
    return cell(f"table_label{size}", prose("label"), **rest)


def row(prose: Prose, *cells: Cell, **rest: object) -> Row:
    height = twips(prose.rng.choice([7, 9, 12, 20]))
    rule = prose.rng.choice([HeightRule.AUTO, HeightRule.AT_LEAST, HeightRule.AT_LEAST])
    return Row(cells, height=height, height_rule=rule, **rest)  # type: ignore[arg-type]


def column_widths(rng: random.Random, width: int, columns: int, least: int = 1100) -> tuple[int, ...]:
    """The width in so many columns, none narrower than `least` (twips)."""
    spare = width - columns * least
    cuts = sorted(rng.randrange(spare + 1) for _ in range(columns - 1))
    return tuple(least + end - start for start, end in zip((0, *cuts), (*cuts, spare), strict=True))


def details(prose: Prose, width: int) -> Table:
    """Labels and values side by side, merged across and down, a long answer below."""
    rng, size = prose.rng, prose.rng.choice(["", "_large"])
    rows = []
    for _ in range(rng.randrange(1, 5)):
        first, second = label_cell(prose, size), label_cell(prose, size)
        rows.append(row(prose, first, value_cell(prose, size), second, value_cell(prose, size)))
        if rng.random() < 0.4:
            rows.append(row(prose, label_cell(prose, size), value_cell(prose, size, colspan=3)))
    if rng.random() < 0.6:
        count = rng.randrange(2, 5)
        people = [(label_cell(prose, size), value_cell(prose, size, colspan=2)) for _ in range(count)]
        head = label_cell(prose, size, rowspan=count)
        rows += [row(prose, head, *people[0]), *(row(prose, *pair) for pair in people[1:])]
    if rng.random() < 0.7:
        texts = [prose.text(rng.randrange(20, 120)) for _ in range(rng.randrange(1, 5))]
        answer = cell("table_body", *texts, colspan=3, valign=VerticalAlign.TOP)
        rows.append(row(prose, label_cell(prose, size), answer, splittable=rng.random() < 0.5))
    return Table(column_widths(rng, width, 4, 1500), tuple(rows))


def measures(prose: Prose, width: int, longest: int = 24) -> Table:
    """A list with repeating header rows over as many pages as it takes."""
    rng, size = prose.rng, prose.rng.choice(["", "", "_large"])
    columns = rng.randrange(3, 7)
    narrow = rng.random() < 0.5
    widths = (700, *column_widths(rng, width - 700, columns - 1)) if narrow else column_widths(rng, width, columns)
    head = tuple(cell(f"table_head{size}", "序号" if k == 0 else prose("label")) for k in range(columns))
    rows = [row(prose, *head, header=True)]
    if rng.random() < 0.3:
        rows.insert(0, row(prose, cell(f"table_head{size}", prose("heading"), colspan=columns), header=True))
    splittable = rng.random() < 0.5
    for number in range(rng.randrange(3, longest)):
        first = cell(f"table_label{size}", str(number + 1))
        rest = [value_cell(prose, size) for _ in range(columns - 1)]
        rows.append(row(prose, first, *rest, splittable=splittable))
    return Table(widths, tuple(rows))


def groups(prose: Prose, width: int) -> Table:
    """Tasks under headings that span their rows."""
    rng = prose.rng
    rows = [row(prose, *(cell("table_head", prose("label")) for _ in range(3)), header=True)]
    for _ in range(rng.randrange(2, 6)):
        count = rng.randrange(1, 6)
        for k in range(count):
            cells = [value_cell(prose, ""), value_cell(prose, "")]
            if k == 0:
                cells.insert(0, label_cell(prose, "", rowspan=count))
            rows.append(row(prose, *cells, splittable=rng.random() < 0.3))
    return Table(column_widths(rng, width, 3, 1600), tuple(rows))


def tall(prose: Prose, width: int) -> Table:
    """Rows that no page can hold."""
    rng, size = prose.rng, prose.rng.choice(["", "_large"])
    rows = []
    for _ in range(rng.randrange(1, 3)):
        texts = [prose.text(rng.randrange(30, 300)) for _ in range(rng.randrange(4, 12))]
        valign = rng.choice(list(VerticalAlign))
        rows.append(row(prose, label_cell(prose, size), cell(f"table_text{size}", *texts, valign=valign)))
    rows.append(row(prose, label_cell(prose, size), value_cell(prose, size)))
    return Table(column_widths(rng, width, 2, 2400), tuple(rows))


def exact(prose: Prose, width: int) -> Table:
    """Rows of exact height, as forms have them that must fill one page."""
    rng = prose.rng
    rows = []
    for _ in range(rng.randrange(3, 12)):
        cells = (cell("table_label", prose("label")), cell("table_text", prose("phone")))
        rows.append(Row(cells, height=twips(rng.choice([16, 18, 25])), height_rule=HeightRule.EXACT))
    return Table(column_widths(rng, width, 2, 3400), tuple(rows))


def unruled(prose: Prose, width: int) -> Table:
    """Lines that stand side by side."""
    style = prose.rng.choice(["form_line", "table_text"])
    left, right = cell(style, f"单位：{prose('org')}"), cell(style, f"联系方式：{prose('phone')}")
    return Table(column_widths(prose.rng, width, 2, 3800), (Row((left, right)),), ruled=False)
