"""A PDF from outside, opened for reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from castforms.intake.faults import IntakeError, check_size

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


@contextmanager
def opened_pdf(data: bytes, broken: str) -> Iterator["PdfDocument"]:
    """The document until the block ends.

    Raises IntakeError for what is no PDF or needs a password, and, saying `broken`, where a part of it cannot be read.
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
        yield document
    except pypdfium2.PdfiumError as error:
        raise IntakeError(broken) from error
    finally:
        document.close()
