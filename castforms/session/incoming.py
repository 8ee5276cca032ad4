"""Files of strangers on their way in: never more of them than can be meant, and every fault with the file's name."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from castforms.intake.faults import LARGEST_FILE, IntakeError
from castforms.storage.faults import StorageError, unreadable
from castforms.storage.ordinary_file import beginning

T = TypeVar("T")


def content(path: Path) -> bytes:
    """The file's bytes, one more than LARGEST_FILE at most, by which its reader knows that it is too large.

    Raises StorageError for what cannot be read, and for folders, devices and pipes.
    """
    try:
        return beginning(path, LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def read_content(path: Path, data: bytes, reader: Callable[[bytes], T]) -> T:
    """What the reader makes of the file's bytes; raises StorageError with the file's name."""
    try:
        return reader(data)
    except IntakeError as error:
        raise StorageError(f"无法读取 {path}：{error}") from error


def read_incoming(path: Path, reader: Callable[[bytes], T]) -> T:
    """What the reader makes of the file; raises StorageError with the file's name."""
    return read_content(path, content(path), reader)
