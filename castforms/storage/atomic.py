"""Files that appear complete or not at all."""

import errno
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from castforms.storage.faults import SHARING_ERRORS
from castforms.storage.leftovers import temporary

Create = Callable[[Path], BinaryIO]
"""Opens a new file for writing; FileExistsError if there is one of that name."""

_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)  # s; virus scanners and sync clients hold a new file about that long
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


def create(path: Path) -> BinaryIO:
    """A new file, never one that exists."""
    return path.open("xb")


def write_synced(path: Path, data: bytes, opener: Create = create) -> None:
    """Writes a new file, waits until the disk has it, and reads it back.

    Raises OSError, also where the disk returns something else than it was given.
    """
    with opener(path) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.read_bytes() != data:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))


def publish(temp: Path, final: Path) -> None:
    """Gives a finished file its name; `temp` may or may not be left.

    Raises FileExistsError where the name is taken, even if it was taken this moment.
    """
    try:
        os.link(temp, final)
    except FileExistsError:
        raise
    except OSError:  # no hard links on FAT, exFAT and many network drives
        _reserve(temp, final)


def replace_file(path: Path, data: bytes, opener: Create = create) -> None:
    """Writes a file that may exist: afterwards it holds the old or the new content, never a part.

    Raises OSError.
    """
    path = Path(os.path.realpath(path))
    temp = temporary(path.parent)
    try:
        write_synced(temp, data, opener)
        patiently(lambda: temp.replace(path))
        sync_folder(path.parent)
    finally:
        discard(temp)


def create_file(path: Path, data: bytes, opener: Create = create) -> None:
    """Writes a file that must not exist.

    Raises FileExistsError where it does, else OSError.
    """
    temp = temporary(path.parent)
    try:
        write_synced(temp, data, opener)
        publish(temp, path)
        sync_folder(path.parent)
    finally:
        discard(temp)


def patiently(action: Callable[[], object], pause: Callable[[float], None] = time.sleep) -> None:
    """Does it, again and again for under a second while Windows says that another program holds the file."""
    for wait in _WAITS:
        try:
            action()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in SHARING_ERRORS:
                raise
        else:
            return
        pause(wait)
    action()


def discard(path: Path) -> None:
    """Removes a file if it is there and can be removed."""
    with suppress(OSError):
        patiently(lambda: path.unlink(missing_ok=True))


def sync_folder(folder: Path) -> None:
    """Waits until the disk has the folder's names; Windows and some network drives cannot be asked."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def _reserve(temp: Path, final: Path) -> None:
    create(final).close()
    try:
        patiently(lambda: temp.replace(final))
    except BaseException:
        discard(final)
        raise
