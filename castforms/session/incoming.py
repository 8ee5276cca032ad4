"""Files of strangers on their way in: never more of them than can be meant, and every fault with the file's name."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from castforms.intake.faults import LARGEST_FILE, IntakeError
from castforms.storage.faults import StorageError, unreadable

T = TypeVar("T")

_NO_WAITING: int = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def content(path: Path) -> bytes:
    """The file's bytes, one more than LARGEST_FILE at most, by which its reader knows that it is too large.

    Raises StorageError for what cannot be read, and for folders, devices and pipes.
    """
    try:
        with open(os.open(path, os.O_RDONLY | _NO_WAITING), "rb") as file:  # noqa: PTH123 - a pipe must not block
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise StorageError(f"{path} 不是普通文件，请重新选择文件")
            return file.read(LARGEST_FILE + 1)
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
