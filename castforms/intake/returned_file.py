"""A file that comes back: the entry it carries, and what it says as a reader sees it."""

import hashlib
import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from castforms.intake.faults import IntakeError, check_size
from castforms.intake.word_numbers import read_numbers
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
    rows = word_rows(body, read_numbers(numbering, styles))
    if embedded is None:
        return ReturnedFile(None, rows)
    entry, fingerprint = embedded
    return ReturnedFile(entry, rows, text_fingerprint(visible_texts(body)) != fingerprint if fingerprint else None)


def read_returned_pdf(data: bytes) -> ReturnedFile:
    """The entry attached to a PDF.

    Raises IntakeError for what is no PDF or needs a password.
    """
    check_size(data)
    import pypdfium2  # noqa: PLC0415 - a large library that few commands need

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise IntakeError("PDF 设有密码，请先去掉密码") from error
        raise IntakeError("不是 PDF 文件，或文件已损坏，请重新导出或下载") from error
    try:
        for index in range(min(document.count_attachments(), _MOST_ATTACHMENTS)):
            attachment = document.get_attachment(index)
            if attachment.get_name() == ENTRY_ATTACHMENT:
                return ReturnedFile(bytes(attachment.get_data()))
    except pypdfium2.PdfiumError as error:
        raise IntakeError("PDF 的附件已损坏，请打开与它一起导出的 Word 文件") from error
    finally:
        document.close()
    return ReturnedFile(None)


def _embedded(parts: Iterator[Element]) -> tuple[bytes | None, str] | None:
    """The entry of the part in our namespace, and the fingerprint of the text it was exported with."""
    root = next((part for part in parts if part.tag == f"{{{ENTRY_NAMESPACE}}}entry"), None)
    if root is None:
        return None
    data = "".join(root.itertext()).encode("utf-8", "surrogatepass")
    intact = len(data) <= _LARGEST_ENTRY and hashlib.sha256(data).hexdigest() == root.get(DIGEST)
    return (data if intact else None), root.get(FINGERPRINT, "")
