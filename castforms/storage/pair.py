"""The PDF and its Word file on disk: both or neither, and never over a file that exists."""

import os
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from castforms.storage.atomic import Create, create, discard, publish, sync_folder, temporary, write_synced
from castforms.storage.faults import StorageError, reason, unwritable

PDF, WORD = ".pdf", ".docx"
"""Suffixes of a pair."""

_MOST_COPIES = 9999


def write_pair(folder: Path, stem: str, contents: Mapping[str, bytes], opener: Create = create) -> Mapping[str, Path]:
    """Writes the contents (by suffix) under `stem`, or the first `stem-2`, `stem-3` … that is free.

    A number is free if no suffix uses it, so that files of one name always belong together.  Makes the folder if
    need be.  Raises StorageError; then none of the files is there.
    """
    temps = {suffix: temporary(folder) for suffix in contents}
    try:
        _make(folder)
        for suffix, temp in temps.items():
            write_synced(temp, contents[suffix], opener)
        return _published(folder, stem, temps)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        for temp in temps.values():
            discard(temp)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise StorageError(f"{folder} 不是文件夹，请指定一个文件夹") from error
    except OSError as error:
        raise StorageError(f"无法建立文件夹 {folder}：{reason(error)}") from error


def _published(folder: Path, stem: str, temps: Mapping[str, Path]) -> Mapping[str, Path]:
    for number in range(1, _MOST_COPIES + 1):
        name = stem if number == 1 else f"{stem}-{number}"
        if any(os.path.lexists(folder / (name + suffix)) for suffix in {PDF, WORD, *temps}):
            continue
        finals = {suffix: folder / (name + suffix) for suffix in temps}
        try:
            with _uninterrupted():
                _publish_all(folder, [(temps[suffix], final) for suffix, final in finals.items()])
        except FileExistsError:  # somebody took the name this moment
            continue
        return finals
    raise StorageError(f"文件夹 {folder} 中已有 {_MOST_COPIES} 份“{stem}”，请先清理或换一个文件夹")


def _publish_all(folder: Path, names: list[tuple[Path, Path]]) -> None:
    done: list[Path] = []
    try:
        for temp, final in names:
            publish(temp, final)
            done.append(final)
        sync_folder(folder)
    except BaseException:
        for final in done:
            discard(final)
        raise


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
