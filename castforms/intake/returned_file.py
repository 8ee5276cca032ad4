"""A file that comes back: the entry it carries, and what it says as a reader sees it."""

import hashlib
import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from castforms.intake.pdf_file import opened_pdf
from castforms.intake.word_continued import rejoin
from castforms.intake.word_numbering import ListCounter
from castforms.intake.word_package import WordPackage
from castforms.intake.word_rows import Row, visible_texts, word_rows
from castforms.model.embedded import DIGEST, ENTRY_ATTACHMENT, ENTRY_NAMESPACE, FINGERPRINT, text_fingerprint

_CUSTOM = re.compile(r"customXml/item\d{1,4}\.xml", re.IGNORECASE)
_MOST_ATTACHMENTS = 100
_LARGEST_ENTRY = 16 * 1024 * 1024


class ReturnedFile(NamedTuple):
    """What a returned file holds."""

    entry: bytes | None
    """The entry it carries, as JSON; None if it carries none, or one that was tampered with."""
    rows: tuple[Row, ...] = ()
    """What a Word file says; a PDF says it in its entry alone."""
    edited: bool | None = None
    """Whether the text of a Word file was changed since it was exported; None where that is not known."""


def read_returned_word(data: bytes) -> ReturnedFile:
    """What a .docx holds, whichever program saved it last.

    Raises IntakeError for what is no .docx or not to be trusted.
    """
    package = WordPackage(data)
    folder = posixpath.dirname(package.main_part)
    body = package.root(package.main_part)
    numbering, styles = (
        package.root(name) if name in package.names else None
        for name in (f"{folder}/numbering.xml", f"{folder}/styles.xml")
    )
    embedded = _embedded(package.root(name) for name in package.names if _CUSTOM.fullmatch(name))
    rejoin(body, styles)
    rows = word_rows(body, ListCounter(numbering, styles))
    if embedded is None:
        return ReturnedFile(None, rows)
    entry, fingerprint = embedded
    return ReturnedFile(entry, rows, text_fingerprint(visible_texts(body)) != fingerprint if fingerprint else None)


def read_returned_pdf(data: bytes) -> ReturnedFile:
    """The entry attached to a PDF.

    Raises IntakeError for what is no PDF or needs a password.
    """
    with opened_pdf(data, "PDF 的附件已损坏，请打开与它一起导出的 Word 文件") as document:
        for index in range(min(document.count_attachments(), _MOST_ATTACHMENTS)):
            attachment = document.get_attachment(index)
            if attachment.get_name() == ENTRY_ATTACHMENT:
                return ReturnedFile(bytes(attachment.get_data()))
    return ReturnedFile(None)


def _embedded(parts: Iterator[Element]) -> tuple[bytes | None, str] | None:
    """The entry of the part in our namespace, and the fingerprint of the text it was exported with."""
    root = next((part for part in parts if part.tag == f"{{{ENTRY_NAMESPACE}}}entry"), None)
    if root is None:
        return None
    data = "".join(root.itertext()).encode("utf-8", "surrogatepass")
    intact = len(data) <= _LARGEST_ENTRY and hashlib.sha256(data).hexdigest() == root.get(DIGEST)
    return (data if intact else None), root.get(FINGERPRINT, "")
