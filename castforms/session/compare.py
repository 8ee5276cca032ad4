"""Whether the two files of a pair say the same: for the clerk's peace of mind before sending."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from castforms.intake.comparison import Difference, differences
from castforms.intake.faults import LARGEST_FILE, IntakeError
from castforms.intake.pdf_text import read_pdf_lines
from castforms.intake.word_text import WordText, read_word_text
from castforms.storage.faults import StorageError, unreadable

Read = TypeVar("Read")


def compare_files(pdf: Path, word: Path) -> tuple[Difference, ...]:
    """Where the PDF and the Word file differ; nothing if they say the same.

    Tracked deletions do not count as text, unless the PDF shows them struck out as the Word file does.  Raises
    StorageError where one of the files cannot be read.
    """
    lines = _read(pdf, read_pdf_lines)
    data = _bytes(word)
    clean = differences(lines, _read(word, read_word_text, data))
    if not clean:
        return ()
    marked = differences(lines, _read(word, _with_deletions, data))
    return marked if len(marked) < len(clean) else clean


def _with_deletions(data: bytes) -> WordText:
    return read_word_text(data, deletions=True)


def _read(path: Path, reader: Callable[[bytes], Read], data: bytes | None = None) -> Read:
    try:
        return reader(_bytes(path) if data is None else data)
    except IntakeError as error:
        raise StorageError(f"无法读取 {path}：{error}") from error


def _bytes(path: Path) -> bytes:
    """No more than what is refused for its size anyway."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
