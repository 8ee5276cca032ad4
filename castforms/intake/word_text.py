"""The visible text of a Word file in reading order, read without trusting it: limits on size, depth and number."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from castforms.intake.faults import IntakeError, check_size
from castforms.intake.word_numbering import ListCounter

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY = "word/document.xml"
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_FURNITURE = re.compile(r"word/(?:header|footer)\d*\.xml")

_LARGEST_PART = 60 * 1024 * 1024
_MOST_PARTS = 5000
_MOST_ELEMENTS = 500_000
_DEEPEST = 120
_DAMAGED = "不是 Word 文件（.docx），或文件已损坏，请重新导出或另存为 .docx"


@dataclass(frozen=True, slots=True)
class Row:
    """The texts of cells that stand side by side, a merged cell once; text outside tables is a row of one."""

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

    Raises IntakeError for what is no .docx or not to be trusted: too large, packed too tight, with a DTD.
    """
    check_size(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
            if len(names) > _MOST_PARTS or len(set(names)) < len(names):
                raise IntakeError(_DAMAGED)
            body = _parsed(package, _BODY)
            numbering, styles = (_parsed(package, name) if name in names else None for name in (_NUMBERING, _STYLES))
            furniture = [_parsed(package, name) for name in names if _FURNITURE.fullmatch(name)]
    except (zipfile.BadZipFile, KeyError, ParseError, ValueError, RuntimeError, EOFError, OSError) as error:
        raise IntakeError(_DAMAGED) from error
    reader = _Reader(ListCounter(numbering, styles), deletions=deletions)
    return WordText(tuple(reader.rows(body)), frozenset(reader.text(root) for root in furniture))


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
        if element.tag in _TEXTS:
            yield element.text or ""
        elif element.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif element.tag == f"{_W}sym":
            yield _symbol(element)
        for child in element:
            yield from self._pieces(child)


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


def _parsed(package: zipfile.ZipFile, name: str) -> Element:
    """A part as elements, decompressed step by step: what the package says of its size is not believed."""
    parser = XMLParser(target=_Builder())  # noqa: S314 - the builder refuses DTDs, number and depth are limited
    left = _LARGEST_PART
    with package.open(name) as part:
        while block := part.read(1 << 16):
            left -= len(block)
            if left < 0:
                raise IntakeError("Word 文件展开后过大，请确认选对了文件")
            parser.feed(block)
    root: Element = parser.close()
    return root


class _Builder(TreeBuilder):
    """Refuses document type definitions, and more or deeper elements than any return has."""

    def __init__(self) -> None:
        super().__init__()
        self._count = self._depth = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise IntakeError("Word 文件中有不允许的内容（DTD），请另存为 .docx 后重试")

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        self._count += 1
        self._depth += 1
        if self._count > _MOST_ELEMENTS or self._depth > _DEEPEST:
            raise IntakeError("Word 文件的结构过于复杂，请另存为 .docx 后重试")
        return super().start(tag, attributes)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)
