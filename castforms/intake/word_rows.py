"""A Word file's body as rows of cells, as a reader sees it: changes accepted, numbers counted, controls opened."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from castforms.intake.word_elements import FALLBACK, attribute, child, is_on, local, number_of
from castforms.intake.word_numbering import ListCounter
from castforms.intake.word_symbols import TICKED, UNTICKED, in_font, symbol

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WIDEST = 63
"""Grid columns of a table in Word."""
_UNSEEN = frozenset({"del", "moveFrom", "instrText", "delInstrText", "delText", "pPr", "rPr", "tblPr", "sectPr"})
_MARKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


class Text(NamedTuple):
    """A paragraph, or a line of one that was broken by hand."""

    text: str
    number: str = ""
    """The number that the word processor puts before it by itself."""


class Cell(NamedTuple):
    """What stands in a cell, and where: the first of its grid columns and how many they are."""

    lines: tuple[Text, ...]
    column: int = 0
    span: int = 1
    continued: bool = False
    """Whether it is the lower part of a merged cell; the lines are those of its head."""

    @property
    def text(self) -> str:
        """The lines as one text, automatic numbers aside."""
        return "\n".join(line.text for line in self.lines)


class Row(NamedTuple):
    """Cells side by side; a paragraph outside tables is a row of one."""

    cells: tuple[Cell, ...]
    table: int = 0
    """Tables are counted from 1; 0 is no table."""


def word_rows(body: Element, numbers: ListCounter) -> tuple[Row, ...]:
    """The rows of a document part in reading order."""
    return tuple(_Reader(numbers).rows(body))


def visible_texts(element: Element) -> Iterator[str]:
    """The text that stands in the body itself, automatic numbers and struck-out text aside."""
    tag = local(element.tag)
    if tag in _UNSEEN or tag == FALLBACK:
        return
    if tag == "t":
        yield element.text or ""
    for each in element:
        yield from visible_texts(each)


class _Reader:
    def __init__(self, numbers: ListCounter) -> None:
        self._numbers = numbers
        self._tables = 0

    def rows(self, parent: Element) -> Iterator[Row]:
        before = ""
        for element in _blocks(parent):
            if local(element.tag) == "tbl":
                yield from self._table(element)
                continue
            number = self._numbers.label(element)
            text = before + "".join(_pieces(element))
            if child(element, "pPr", "rPr", "del") is not None:  # its end is struck out: it goes on in the next
                before = text
                continue
            before = ""
            yield Row((Cell(_lines(text, number)),))
            for box in _boxes(element):
                yield from self.rows(box)
        if before:
            yield Row((Cell(_lines(before, "")),))

    def _table(self, table: Element) -> Iterator[Row]:
        self._tables += 1
        number = self._tables
        heads: dict[int, Cell] = {}
        for row in _inside(table, "tr"):
            if child(row, "trPr", "del") is None:
                cells, nested = self._cells(row, heads)
                yield Row(tuple(cells), number)
                yield from nested

    def _cells(self, row: Element, heads: dict[int, Cell]) -> tuple[list[Cell], list[Row]]:
        """The cells, and the rows of tables inside them; `heads` are the cells above, by column."""
        cells: list[Cell] = []
        nested: list[Row] = []
        column = number_of(child(row, "trPr", "gridBefore"), most=_WIDEST)
        for element in _inside(row, "tc"):
            if child(element, "tcPr", "cellDel") is not None:
                continue
            if _is_continued(element) and column in heads:
                cell = heads[column]._replace(continued=True)
            else:
                rows = list(self.rows(element))
                lines = tuple(line for inner in rows if not inner.table for line in inner.cells[0].lines)
                span = max(number_of(child(element, "tcPr", "gridSpan"), 1, most=_WIDEST), 1)
                heads[column] = cell = Cell(lines, column, span)
                nested += [inner for inner in rows if inner.table]
            cells.append(cell)
            column += cell.span
        return cells, nested


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, whatever wraps them: content controls, changes, custom XML."""
    for element in parent:
        tag = local(element.tag)
        if tag in {"p", "tbl"}:
            yield element
        elif tag not in _UNSEEN and tag != FALLBACK:
            yield from _blocks(element)


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, out of content controls and custom XML."""
    for element in parent:
        tag = local(element.tag)
        if tag == wanted:
            yield element
        elif tag in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _inside(element, wanted)


def _is_continued(cell: Element) -> bool:
    """Whether the cell is the lower part of a merged one."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and attribute(merge, default="continue") == "continue"


def _pieces(parent: Element, font: str = "") -> Iterator[str]:
    for element in parent:
        tag = local(element.tag)
        if tag in _UNSEEN or tag in {FALLBACK, "txbxContent"}:
            continue
        if tag == "t":
            yield in_font(element.text or "", font)
        elif tag == "br":
            yield "" if attribute(element, "type") in {"page", "column"} else "\n"
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag == "sym":
            yield symbol(attribute(element, "font"), attribute(element, "char"))
        elif (ticked := _ticked(element)) is not None:
            yield TICKED if ticked else UNTICKED
        elif tag != "r":
            yield from _pieces(element)
        elif not is_on(child(element, "rPr", "vanish")):
            yield from _pieces(element, attribute(child(element, "rPr", "rFonts"), "ascii"))


def _ticked(element: Element) -> bool | None:
    """Whether a tick box is ticked: Word's control, or the form field of older versions; None for what is none."""
    if local(element.tag) == "sdt":
        control = child(element, "sdtPr", f"{_W14}checkbox")
        state = child(control, f"{_W14}checked")
        return None if control is None else state is not None and state.get(f"{_W14}val") in {"1", "true"}
    field = child(element, "ffData", "checkBox") if local(element.tag) == "fldChar" else None
    if field is None:
        return None
    state = child(field, "checked")
    return is_on(state if state is not None else child(field, "default"))


def _boxes(parent: Element) -> Iterator[Element]:
    """The contents of text boxes, once each."""
    for element in parent:
        tag = local(element.tag)
        if tag == "txbxContent":
            yield element
        elif tag != FALLBACK:
            yield from _boxes(element)


def _lines(text: str, number: str) -> tuple[Text, ...]:
    first, *rest = text.split("\n")
    return (Text(first, number), *(Text(line) for line in rest))
