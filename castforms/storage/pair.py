"""The PDF and its Word file on disk: both or neither, and never over a file that nobody wants replaced."""

import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from castforms.storage.atomic import Create, create, discard, write_synced
from castforms.storage.faults import StorageError, unwritable
from castforms.storage.file_lock import FileLock, LockedError, take_lock
from castforms.storage.folder import make_folder
from castforms.storage.leftovers import has_leftovers, sweep, temporary
from castforms.storage.names import as_made
from castforms.storage.publication import Move, Publication, UnsettledError, finish_interrupted

PDF, WORD = ".pdf", ".docx"
"""Suffixes of a pair."""

_MOST_COPIES = 9999
_LOCK = ".castforms-export.lock"
_PATIENCE = 10.0  # s to wait for another export into the folder, which takes milliseconds
_LOOK = 0.01  # s between two looks


def write_pair(
    folder: Path, stem: str, contents: Mapping[str, bytes], opener: Create = create, *, replace: bool = False
) -> Mapping[str, Path]:
    """Writes the contents (by suffix) under `stem`, or the first `stem-2`, `stem-3` … that is free.

    A number is free if no suffix uses it, so that files of one name always belong together.  With `replace` files
    called `stem` make room.  Makes the folder if need be.  Raises StorageError (FileInUseError for a file that is to
    make room and is open elsewhere); then every file is as it was.

    Cut off at any moment, the folder may hold one file of the two until `recover_pairs` is called, or the next pair
    is written there; then it holds both or neither.
    """
    folder = as_made(folder)
    temps = {suffix: temporary(folder) for suffix in contents}
    try:
        make_folder(folder)
        recover_pairs(folder)
        with _discarded(temps.values()):
            for suffix, temp in temps.items():
                write_synced(temp, contents[suffix], opener)
            with _alone(folder), _uninterrupted():
                return _published(folder, stem, temps, replace=replace)
    except OSError as error:
        raise unwritable(folder, error) from error


def recover_pairs(folder: Path) -> None:
    """Completes what an export that was cut off left half done in the folder; never raises."""
    if not has_leftovers(folder):
        return
    try:
        lock = take_lock(folder / _LOCK)
    except LockedError:  # an export is under way and looks after it itself
        return
    try:
        finish_interrupted(folder)
    finally:
        lock.release()
    sweep(folder)


@contextmanager
def _discarded(temps: Iterable[Path]) -> Iterator[None]:
    """Removes the files afterwards, unless what could not be taken back still needs them."""
    try:
        yield
    except UnsettledError:
        raise
    except BaseException:
        _discard_all(temps)
        raise
    _discard_all(temps)


def _discard_all(temps: Iterable[Path]) -> None:
    for temp in temps:
        discard(temp)


def _published(folder: Path, stem: str, temps: Mapping[str, Path], *, replace: bool) -> Mapping[str, Path]:
    for number in range(1, _MOST_COPIES + 1):
        name = stem if number == 1 else f"{stem}-{number}"
        taken = {suffix for suffix in {PDF, WORD, *temps} if os.path.lexists(folder / (name + suffix))}
        if taken and not (replace and number == 1):
            continue
        finals = {suffix: folder / (name + suffix) for suffix in temps}
        moves = [Move(temp.name, finals[suffix].name) for suffix, temp in temps.items()]
        going = sorted(name + suffix for suffix in taken)
        try:
            Publication(folder, tuple(moves), going).carry_out()
        except FileExistsError:  # somebody took the name this moment
            continue
        return finals
    raise StorageError(f"文件夹 {folder} 中已有 {_MOST_COPIES} 份“{stem}”，请先清理或换一个文件夹")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = _waited_for(folder)
    try:
        yield
    finally:
        lock.release()


def _waited_for(folder: Path) -> FileLock:
    latest = time.monotonic() + _PATIENCE
    while True:
        try:
            return take_lock(folder / _LOCK)
        except LockedError as error:
            if time.monotonic() > latest:
                raise StorageError(f"另一个程序正在向 {folder} 导出，请稍候重试") from error
            time.sleep(_LOOK)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl+C waits the moment it takes to name both files."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    arrived: list[int] = []

    def remember(number: int, _frame: FrameType | None) -> None:
        arrived.append(number)

    previous = {signum: signal.signal(signum, remember) for signum in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for signum, handler in previous.items():
            signal.signal(signum, handler or signal.SIG_DFL)
        for number in arrived:
            signal.raise_signal(number)
