"""The visible text of a Word file in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from castforms.intake.word_continued import rejoin
from castforms.intake.word_numbering import ListCounter
from castforms.intake.word_package import WordPackage
from castforms.intake.word_scripts import scripted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_FURNITURE = re.compile(r"word/(?:header|footer)\d*\.xml")


@dataclass(frozen=True, slots=True)
class Row:
    """The texts of cells that stand side by side, a merged cell once; text outside tables is a row of one.

    A line that was broken by hand (Shift+Enter) ends with a line feed.
    """

    cells: tuple[str, ...]
    header: bool = False
    """Repeats at the head of each page that the table goes on to."""


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word file says."""

    rows: tuple[Row, ...]
    furniture: frozenset[str]
    """What its headers and footers say."""


def read_word_text(data: bytes, *, deletions: bool = False) -> WordText:
    """The text with tracked insertions, without tracked deletions unless they are asked for.

    Raises IntakeError for what is no .docx or not to be trusted, see `WordPackage`.
    """
    package = WordPackage(data)
    furniture = [package.root(name) for name in package.names if _FURNITURE.fullmatch(name)]
    body, counter = _body(package)
    reader = _Reader(counter, deletions=deletions)
    rows = tuple(reader.rows(body))
    return WordText(rows, frozenset(reader.text(root) for root in furniture))


def read_word_body(data: bytes) -> tuple[Element, ListCounter]:
    """The main part as elements, and the counter of its automatic numbers; raises IntakeError as above."""
    return _body(WordPackage(data))


def _body(package: WordPackage) -> tuple[Element, ListCounter]:
    body, styles = package.root(package.main_part), _part(package, _STYLES)
    rejoin(body, styles)
    return body, ListCounter(_part(package, _NUMBERING), styles)


def _part(package: WordPackage, name: str) -> Element | None:
    return package.root(name) if name in package.names else None


class _Reader:
    """Walks the body; `_hidden` are the elements whose text nobody sees."""

    def __init__(self, counter: ListCounter, *, deletions: bool) -> None:
        self._counter = counter
        removed = () if deletions else ("del", "moveFrom")
        self._hidden = {_FALLBACK, *(f"{_W}{tag}" for tag in ("instrText", "pPr", "tblPr", "sectPr", *removed))}

    def rows(self, parent: Element) -> Iterator[Row]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield Row((self.text(child),))
            elif child.tag == f"{_W}tr":
                yield self._row(child)
            elif child.tag not in self._hidden:
                yield from self.rows(child)

    def text(self, element: Element) -> str:
        return "".join(self._pieces(element))

    def _row(self, row: Element) -> Row:
        cells = (cell for cell in row.iter(f"{_W}tc") if not _is_continued(cell))
        nested = {inner for cell in row.iter(f"{_W}tc") for inner in cell.iter(f"{_W}tc") if inner is not cell}
        texts = tuple(self.text(cell) for cell in cells if cell not in nested)
        return Row(texts, row.find(f"{_W}trPr/{_W}tblHeader") is not None)

    def _pieces(self, element: Element) -> Iterator[str]:
        if element.tag in self._hidden or _is_hidden_run(element):
            return
        if element.tag == f"{_W}p":
            yield self._counter.label(element)
        if element.tag == f"{_W}r":
            yield scripted(element, "".join(self._inside(element)))
            return
        if element.tag in _TEXTS:
            yield element.text or ""
        elif element.tag in _BREAKS:
            yield "\n"
        elif element.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif element.tag == f"{_W}sym":
            yield _symbol(element)
        yield from self._inside(element)

    def _inside(self, element: Element) -> Iterator[str]:
        for child in element:
            yield from self._pieces(child)


_BREAKS = frozenset({f"{_W}br", f"{_W}cr"})
_TEXTS = frozenset({f"{_W}t", f"{_W}delText"})


def _is_hidden_run(element: Element) -> bool:
    vanish = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    return vanish is not None and vanish.get(f"{_W}val", "1") not in {"0", "false", "off"}


def _is_continued(cell: Element) -> bool:
    """Whether the cell is the lower part of a merged one."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _symbol(element: Element) -> str:
    code = int(element.get(f"{_W}char", "0"), 16)
    return chr(code) if 0x20 <= code < 0xD800 else "□"
