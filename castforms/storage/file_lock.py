"""A lock that the system takes back when its holder ends, however it ends.

What counts is the system's lock on the file, never that the file is there or what it says: an empty, foreign or
garbage lock file locks nobody out.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

_LONGEST_HOLDER = 120
_RACES = 5


class LockedError(Exception):
    """Another program holds the lock; `str()` says who, as far as it is known."""


class FileLock:
    """A lock that is held, or one that this disk does not have and that therefore keeps nobody away."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self._path = path
        self._handle = handle

    @property
    def held(self) -> bool:
        """Whether others are kept away."""
        return self._handle is not None

    def release(self) -> None:
        """Lets others in and takes the file away; does nothing the second time."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        if sys.platform == "win32":  # which removes no file that is open
            os.close(handle)
            with suppress(OSError):
                self._path.unlink()
            return
        with suppress(OSError):  # first the name, so that nobody waits for a file that is going
            if _names(self._path, handle):
                self._path.unlink()
        with suppress(OSError):
            os.close(handle)


def take_lock(path: Path, holder: str = "") -> FileLock:
    """Takes the lock; `holder` is what others are told while it is held.

    Where the disk has no locks, or the file cannot be made, the lock is there but not held.  Raises LockedError.
    """
    for _attempt in range(_RACES):
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        except (OSError, ValueError):
            return FileLock(path, None)
        try:
            _lock(handle)
            if _names(path, handle):
                _write(handle, holder)
                return FileLock(path, handle)
        except BlockingIOError as error:
            os.close(handle)
            raise LockedError(_holder(path)) from error
        except OSError:
            os.close(handle)
            return FileLock(path, None)
        os.close(handle)  # the holder before us took the file away between our two steps
    return FileLock(path, None)


if sys.platform == "win32":
    import ctypes
    import msvcrt

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _TAKEN = 33  # ERROR_LOCK_VIOLATION
    _FAR = 1 << 30  # beyond the text, which others may read while the lock is held

    def _lock(handle: int) -> None:
        # not by msvcrt.locking: Wine's leaves errno as the last fault of anything else left it
        if not _KERNEL.LockFile(ctypes.c_void_p(msvcrt.get_osfhandle(handle)), _FAR, 0, 1, 0):
            error = ctypes.WinError(ctypes.get_last_error())
            if error.winerror == _TAKEN:
                raise BlockingIOError from error
            raise error
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _names(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _write(handle: int, holder: str) -> None:
    with suppress(OSError):  # a full disk keeps no name, but the lock holds
        os.ftruncate(handle, 0)
        os.write(handle, holder.encode())


def _holder(path: Path) -> str:
    try:
        text = path.read_bytes()[:_LONGEST_HOLDER].decode("utf-8", errors="ignore")
    except OSError:
        return ""
    return "".join(character for character in text if character.isprintable())
