"""Opens a returned PDF or Word file in the process that may be killed: what it carries and what it says."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from castforms.session.guarded import Run, Tell, read_guarded

if TYPE_CHECKING:
    from castforms.intake.returned_file import ReturnedFile


def open_returned(path: Path, run: Run = read_guarded) -> "ReturnedFile":
    """What the file holds; the kind is told by its content.

    Raises StorageError with one Chinese line for what cannot be read or is not to be trusted.
    """
    return run(partial(_opened, path))


def edited_since_export(word: Path, run: Run = read_guarded) -> bool:
    """Whether the text of a Word file was changed since this program exported it; raises StorageError."""
    return bool(open_returned(word, run).edited)


def _opened(path: Path, tell: Tell) -> "ReturnedFile":
    """Runs in the process that reads."""
    from castforms.intake.returned_file import (  # noqa: PLC0415 - the program itself needs none of these
        read_returned_pdf,
        read_returned_word,
    )
    from castforms.session.incoming import content, read_content  # noqa: PLC0415

    tell(f"读取 {path}")
    data = content(path)
    return read_content(path, data, read_returned_pdf if data.startswith(b"%PDF") else read_returned_word)
