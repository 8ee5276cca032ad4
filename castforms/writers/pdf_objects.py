"""The object layer of the PDF, reportlab's, with what it lacks: streams as PDF/A wants them."""

import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference, PDFString
from reportlab.pdfbase.pdfdoc import format as formatted

Reference = PDFObjectReference

_VERSION = (1, 7)

_LEVEL = 2
"""Half the time of zlib's default for outlines 5 % larger; deflating them is most of what writing a PDF costs."""


class Dictionary(PDFObject):
    """A dictionary; text in it is PDF syntax.  Reportlab's own looks at each letter of a name for what to escape."""

    def __init__(self, entries: Mapping[str, object]) -> None:
        self._entries = dict(entries)

    def __setitem__(self, name: str, value: object) -> None:
        self._entries[name] = value

    def update(self, entries: Mapping[str, object]) -> None:
        """Adds entries, or replaces those of the same names."""
        self._entries.update(entries)

    def format(self, document: PDFDocument) -> bytes:
        """The object as it stands in the file; reportlab calls this."""
        entries = [(name.encode("ascii"), _written(value, document)) for name, value in self._entries.items()]
        return b"<<%b>>" % b"\n".join(b"/%b %b" % entry for entry in entries)


class Array(PDFObject):
    """An array; text in it is PDF syntax."""

    def __init__(self, items: Iterable[object]) -> None:
        self._items = tuple(items)

    def format(self, document: PDFDocument) -> bytes:
        """The object as it stands in the file; reportlab calls this."""
        return b"[%b]" % b" ".join(_written(item, document) for item in self._items)


class Stream(PDFObject):
    """A stream whose data end with a line end before `endstream` (ISO 19005-3, 6.1.7.1)."""

    __RefOnly__ = 1  # reportlab then writes it as an object of its own, and a reference where it is used

    def __init__(self, data: bytes, entries: Mapping[str, object] | None = None, *, compress: bool = True) -> None:
        self.data = data
        self._entries = dict(entries or {})
        self._compress = compress

    def format(self, document: PDFDocument) -> bytes:
        """The object as it stands in the file; reportlab calls this."""
        data, entries = self.data, dict(self._entries)
        if self._compress:
            data = zlib.compress(data, _LEVEL)
            entries["Filter"] = "/FlateDecode"
        entries["Length"] = len(data)
        return b"".join((dictionary(entries).format(document), b"\nstream\n", data, b"\nendstream\n"))


class _Utf16String(PDFObject):
    """A text string in hexadecimal.  Reportlab's own escapes the bytes one by one."""

    def __init__(self, text: str) -> None:
        self._text = text

    def format(self, _document: PDFDocument) -> bytes:
        """The object as it stands in the file; reportlab calls this."""
        return b"<%b>" % f"\ufeff{self._text}".encode("utf-16-be").hex().encode("ascii")


class ObjectStore:
    """The numbered objects of one file."""

    def __init__(self) -> None:
        self._document: Any = PDFDocument(dummyoutline=True, invariant=True, pdfVersion=_VERSION)

    def add(self, value: PDFObject) -> Reference:
        """Gives the object a number, once; what refers to it."""
        reference: Reference = self._document.Reference(value)
        return reference

    def file(self, catalog: Dictionary, info: Dictionary, fingerprint: bytes) -> bytes:
        """The whole file; its identifier follows from the fingerprint (ISO 32000-1, 14.4)."""
        self._document.Catalog, self._document.info = catalog, info
        self._document.updateSignature(fingerprint)
        data: bytes = self._document.format()
        return data


def dictionary(entries: Mapping[str, object]) -> Dictionary:
    """A dictionary; text in it is taken for PDF syntax, so that names and numbers can be given as such."""
    return Dictionary(entries)


def array(items: Iterable[object]) -> Array:
    """An array; text in it is taken for PDF syntax."""
    return Array(items)


def text_string(text: str) -> PDFObject:
    """A text string (ISO 32000-1, 7.9.2.2)."""
    return PDFString(text) if text.isascii() else _Utf16String(text)


@lru_cache(maxsize=4096)  # margins and baselines come again on every page
def number(value: float) -> str:
    """A number in PDF syntax, to 1/10000."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _written(value: object, document: PDFDocument) -> bytes:
    """What reportlab's `format` returns, without its detours for plain text and whole numbers."""
    if isinstance(value, str):
        return value.encode("ascii")
    if type(value) is int:
        return b"%d" % value
    written: bytes = formatted(value, document)
    return written
