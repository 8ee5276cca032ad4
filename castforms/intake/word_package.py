"""The parts of a Word file, each checked while it is read: size, number and depth of elements, no DTD."""

import re
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from castforms.intake.faults import IntakeError, check_size
from castforms.intake.zip_package import PackageLimits, ZipPackage

_LIMITS = PackageLimits(files=2000, file=40 * 1024 * 1024, total=120 * 1024 * 1024)
_MOST_ELEMENTS = 400_000
"""Of one part; a table of 5,000 rows has some 300,000."""
_DEEPEST = 120
"""Levels of elements; tables in tables in text boxes reach sixty."""
_WIDEST = 63
"""Columns that a cell may span, as many as Word has."""

_MARKUP = (".xml", ".rels")
_SPANS = ("}gridSpan", "}gridBefore", "}gridAfter")
_MAIN_PART = "/officeDocument"
_MACROS = re.compile(r"vbaProject|vbaData|activeX", re.IGNORECASE)
_COMPLEX = "Word 文件的结构过于复杂，请另存为 .docx 后重试"
_NO_WORD = "不是 Word 文件（.docx），或文件已损坏，请重新导出或另存为 .docx"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS: Mapping[bytes, str] = MappingProxyType(
    {
        b"%PDF": "这是 PDF 文件，不是 Word 文件（.docx），请重新选择",
        b"{\\rtf": "这是 RTF 文件，请用 Word 或 WPS 打开后另存为 .docx",
        b"\x89PNG": "这是图片，不是 Word 文件（.docx），请重新选择",
        b"\xff\xd8\xff": "这是图片，不是 Word 文件（.docx），请重新选择",
        b"<": "这是网页或 XML 文件，请用 Word 或 WPS 打开后另存为 .docx",
    }
)
_OTHER_PACKAGES: Mapping[str, str] = MappingProxyType(
    {
        "xl/workbook.xml": "这是 Excel 文件，不是 Word 文件（.docx），请重新选择",
        "ppt/presentation.xml": "这是 PPT 文件，不是 Word 文件（.docx），请重新选择",
        "content.xml": "这是 ODF 文件，请用 Word 或 WPS 打开后另存为 .docx",
        "OFD.xml": "这是 OFD 文件，不是 Word 文件（.docx），请重新选择",
    }
)


class WordPackage:
    """The parts by name; nothing outside the package is ever fetched.

    Raises IntakeError for what is no .docx, is protected by a password, or holds macros.
    """

    def __init__(self, data: bytes) -> None:
        check_size(data)
        _check_kind(data)
        self._package = ZipPackage(data, _LIMITS, "Word 文件（.docx）")
        self.names = self._package.names
        self._check_names()

    @cached_property
    def main_part(self) -> str:
        """The name of the part that holds the text; raises IntakeError where there is none."""
        for relation in self.root("_rels/.rels") if "_rels/.rels" in self.names else ():
            target = (relation.get("Target") or "").removeprefix("/")
            if (relation.get("Type") or "").endswith(_MAIN_PART) and target in self.names:
                return target
        if "word/document.xml" in self.names:
            return "word/document.xml"
        raise IntakeError(_NO_WORD)

    def root(self, name: str) -> Element:
        """A part as elements; raises IntakeError for markup that is broken, too large or too deep, or has a DTD."""
        return self._parsed(name, _Builder())

    def content(self, name: str) -> bytes:
        """A part as it is; raises IntakeError."""
        return self._package.content(name)

    def check(self) -> None:
        """Looks through every part, for another library to read them all; raises IntakeError."""
        for name in self.names:
            if name.lower().endswith(_MARKUP):
                self._parsed(name, _Counter())
            else:
                for _ in self._package.blocks(name):
                    pass

    def _parsed(self, name: str, target: "_Counter") -> Element:
        parser = XMLParser(target=target)  # noqa: S314 - the target refuses DTDs, number and depth are limited
        try:
            for block in self._package.blocks(name):
                parser.feed(block)
            root: Element = parser.close()
        except (ParseError, ValueError, LookupError) as error:
            raise IntakeError(_NO_WORD) from error
        return root

    def _check_names(self) -> None:
        for part, words in _OTHER_PACKAGES.items():
            if part in self.names:
                raise IntakeError(words)
        if any(_MACROS.search(name) for name in self.names):
            raise IntakeError("Word 文件中有宏，请用 Word 或 WPS 另存为不含宏的 .docx")


def _check_kind(data: bytes) -> None:
    if data.startswith(b"PK"):
        return
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise IntakeError("Word 文件设有密码，请先去掉密码")
        raise IntakeError("这是旧版的 .doc 文件，请用 Word 或 WPS 打开后另存为 .docx")
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    raise IntakeError(next((words for mark, words in _OTHER_KINDS.items() if start.startswith(mark)), _NO_WORD))


class _Counter(TreeBuilder):
    """Refuses document type definitions, and more or deeper elements than any return has; keeps nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._count = self._depth = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise IntakeError("Word 文件中有不允许的内容（DTD），请另存为 .docx 后重试")

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        self._count += 1
        self._depth += 1
        if self._count > _MOST_ELEMENTS or self._depth > _DEEPEST:
            raise IntakeError(_COMPLEX)
        if tag.endswith(_SPANS):
            _check_span(attributes)
        return _NOTHING

    def data(self, _text: str) -> None:
        pass

    def end(self, _tag: str) -> Element:
        self._depth -= 1
        return _NOTHING

    def close(self) -> Element:
        return _NOTHING


class _Builder(_Counter):
    """As above, and keeps the elements."""

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        super().start(tag, attributes)
        return TreeBuilder.start(self, tag, attributes)

    def data(self, text: str) -> None:
        TreeBuilder.data(self, text)

    def end(self, tag: str) -> Element:
        super().end(tag)
        return TreeBuilder.end(self, tag)

    def close(self) -> Element:
        return TreeBuilder.close(self)


_NOTHING = Element("nothing")


def _check_span(attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        if name.endswith("}val") and not (value.isdecimal() and len(value) < 5 and int(value) <= _WIDEST):
            raise IntakeError(_COMPLEX)
