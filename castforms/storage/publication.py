"""Several finished files get their names together, also when the program is killed between two of them.

Before the first name is given, a record of all of them lies in the folder; it goes when the last name stands.  Whoever
finds a record goes on where it was cut off: forward where a name was given already, else back.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from castforms.storage.atomic import discard, patiently, publish, sync_folder, write_synced
from castforms.storage.faults import SHARING_ERRORS, StorageError
from castforms.storage.leftovers import RECORD_SUFFIX, is_record, is_temporary, temporary

_LARGEST_RECORD = 16 * 1024


class FileInUseError(StorageError):
    """Another program, Word most likely, has the file open."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path.name}”正被其他程序（例如 Word）打开，请关闭它后重试，或另存为新的编号")
        self.path = path


class UnsettledError(OSError):
    """It failed and could not be taken back: the record and the new files stay for whoever comes next."""


class Move(NamedTuple):
    """A finished file and the name it is to get; both are names inside the folder."""

    source: str
    target: str


class Publication:
    """Finished files (`news`) that get their names, and old ones (`going`) that make room for them."""

    def __init__(self, folder: Path, news: Sequence[Move], going: Iterable[str] = ()) -> None:
        self._folder = folder
        self._news = tuple(news)
        self._old = tuple(Move(name, temporary(folder).name) for name in going)
        self._record = temporary(folder).with_suffix(RECORD_SUFFIX)

    def carry_out(self) -> None:
        """Does it; sources of new files may be left.

        Raises OSError (FileExistsError where a name is taken), FileInUseError where an old file is open elsewhere;
        then every file is as it was.  UnsettledError where even that cannot be had.
        """
        self._write_record()
        try:
            for name, aside in self._old:
                _set_aside(self._folder / name, self._folder / aside)
            for source, target in self._news:
                publish(self._folder / source, self._folder / target)
            sync_folder(self._folder)
        except BaseException as error:
            if not self._take_back() and isinstance(error, OSError):
                raise UnsettledError(error.errno, str(error)) from error
            raise
        self._close()

    def _write_record(self) -> None:
        text = json.dumps({"new": self._news, "old": self._old}, ensure_ascii=False)
        temp = temporary(self._folder)
        try:
            write_synced(temp, text.encode())
            temp.replace(self._record)
            sync_folder(self._folder)
        except BaseException:
            discard(temp)
            discard(self._record)
            raise

    def _take_back(self) -> bool:
        """Whether every file is as it was."""
        for move in self._news:
            if _stands(self._folder, move):
                discard(self._folder / move.target)
        if any(_stands(self._folder, move) for move in self._news):
            return False  # one of them cannot be removed: whoever finds the record brings the others
        _bring_back(self._folder, self._old)
        if _missing(self._folder, self._old):
            return False
        discard(self._record)
        return True

    def _close(self) -> None:
        discard(self._record)
        for _name, aside in self._old:
            discard(self._folder / aside)


def finish_interrupted(folder: Path) -> None:
    """Carries out, or takes back, what records in the folder say was begun; leaves what it cannot settle."""
    for record in list(_records(folder)):
        with suppress(OSError):
            news, old = _read(record)
            _settle(folder, news, old)
            if _missing(folder, old):
                continue
            discard(record)
            for name in (*(move.source for move in news), *(move.target for move in old)):
                discard(folder / name)


def _settle(folder: Path, news: tuple[Move, ...], old: tuple[Move, ...]) -> None:
    waiting = [move for move in news if os.path.lexists(folder / move.source) and not _stands(folder, move)]
    for _source, target in waiting:
        _give_up_reserved(folder / target)
    begun = any(_stands(folder, move) for move in news)
    if begun and not any(os.path.lexists(folder / move.target) for move in waiting):
        for source, target in waiting:
            publish(folder / source, folder / target)
    _bring_back(folder, old)
    sync_folder(folder)


def _give_up_reserved(target: Path) -> None:
    """Removes the empty file that held the name where there are no hard links."""
    with suppress(FileNotFoundError):
        if not target.lstat().st_size:
            target.unlink()


def _stands(folder: Path, move: Move) -> bool:
    """Whether the new file has its name: as a second link, or because it was renamed."""
    source, target = folder / move.source, folder / move.target
    if not os.path.lexists(target):
        return False
    return source.samefile(target) if source.exists() else True


def _set_aside(path: Path, aside: Path) -> None:
    try:
        patiently(lambda: path.rename(aside))
    except OSError as error:
        if getattr(error, "winerror", None) in SHARING_ERRORS:
            raise FileInUseError(path) from error
        raise


def _bring_back(folder: Path, old: tuple[Move, ...]) -> None:
    for name, aside in old:
        if os.path.lexists(folder / aside) and not os.path.lexists(folder / name):
            with suppress(OSError):
                patiently(lambda name=name, aside=aside: (folder / aside).rename(folder / name))  # type: ignore[misc]


def _missing(folder: Path, old: tuple[Move, ...]) -> bool:
    """Whether the only copy of an old file is the one that lies aside."""
    return any(os.path.lexists(folder / aside) and not os.path.lexists(folder / name) for name, aside in old)


def _records(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(path for path in folder.iterdir() if is_record(path.name))


def _read(record: Path) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    """What the record says; raises OSError for a record that is none of ours."""
    try:
        with record.open("rb") as file:
            members = json.loads(file.read(_LARGEST_RECORD))
        news = tuple(Move(*move) for move in members["new"])
        old = tuple(Move(*move) for move in members["old"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise OSError(str(error)) from error
    hidden = [move.source for move in news] + [move.target for move in old]
    shown = [move.target for move in news] + [move.source for move in old]
    if not all(map(is_temporary, hidden)) or any(Path(name).name != name or name in {"", ".."} for name in shown):
        raise OSError(record)
    return news, old
