"""The text of a notice or a draft, in whatever file it came: Word, PDF or plain text."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from castforms.session.guarded import Run, Tell, read_guarded

if TYPE_CHECKING:
    from castforms.intake.points import FoundPoints


def read_text(path: Path, run: Run = read_guarded) -> str:
    """The text, a paragraph or row of a table a line; of a PDF, line by line.

    Raises StorageError where the file cannot be read.
    """
    return run(partial(_text, path))


def read_points(path: Path, run: Run = read_guarded) -> "FoundPoints":
    """The numbered points of the notice in that file; raises as `read_text` does."""
    return run(partial(_points, path))


def _points(path: Path, tell: Tell) -> "FoundPoints":
    """Runs in the process that reads."""
    from castforms.intake.points import find_points  # noqa: PLC0415 - the program itself needs none of these

    return find_points(_text(path, tell))


def _text(path: Path, tell: Tell) -> str:
    """Runs in the process that reads; the kind is told by the content, not by the name."""
    from castforms.session.incoming import content, read_content  # noqa: PLC0415 - as above

    tell(f"读取 {path}")
    data = content(path)
    return read_content(path, data, _reader(data))


def _reader(data: bytes) -> Callable[[bytes], str]:
    from castforms.intake.plain_text import read_plain_text  # noqa: PLC0415 - as above

    if data.startswith(b"%PDF"):
        return _pdf_text
    packed_or_marked_up = (b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf")
    return _word_text if data.startswith(packed_or_marked_up) else read_plain_text


def _word_text(data: bytes) -> str:
    from castforms.intake.word_text import read_word_text  # noqa: PLC0415 - as above

    cells = (row.cells for row in read_word_text(data).rows)
    return "\n".join(
        "\t".join(" ".join(cell.split("\n")) for cell in row) if len(row) > 1 else row[0] for row in cells if row
    )


def _pdf_text(data: bytes) -> str:
    from castforms.intake.pdf_rows import pdf_rows_text  # noqa: PLC0415 - as above
    from castforms.intake.pdf_text import read_pdf_lines  # noqa: PLC0415 - as above

    return pdf_rows_text(read_pdf_lines(data))
