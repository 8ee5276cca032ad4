"""A picture for a report, taken in safely."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from castforms.session.guarded import Run, Tell, read_guarded

if TYPE_CHECKING:
    from castforms.intake.picture import Picture


def open_picture(path: Path, run: Run = read_guarded) -> "Picture":
    """The picture in that file, upright and without the camera's data.

    Raises StorageError where the file cannot be read.
    """
    return run(partial(_picture, path))


def _picture(path: Path, tell: Tell) -> "Picture":
    """Runs in the process that reads."""
    from castforms.intake.picture import read_picture  # noqa: PLC0415 - the program itself does not need it
    from castforms.session.incoming import read_incoming  # noqa: PLC0415

    tell(f"读取图片 {path}")
    return read_incoming(path, read_picture)
