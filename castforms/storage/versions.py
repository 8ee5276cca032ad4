"""The versions of a draft: what was saved, in the order in which it was saved, in a folder of its own.

A version is written before the draft's own file is: where that cannot be written, the newest version is the second
place in which the text lies.  The order is a counter's; the clock only decides which versions are thinned out.
"""

import datetime as dt
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from castforms.storage.atomic import create_file, discard
from castforms.storage.leftovers import sweep

RECENT = 10
"""Versions that are kept however close they are."""
SPACED = 20
"""Versions beyond those, one for every ten minutes of work."""
DAILY = 60
"""Versions beyond those, one for every day."""
MOST_DRAFTS = 500
"""Drafts whose versions are kept."""

_NAME = re.compile(r"(\d{8})-(\d{8}T\d{6})\.castform")
_TIME = "%Y%m%dT%H%M%S"
_OWNER = "draft.txt"
_UNSAFE = re.compile(r"[^\w-]+")


class Version(NamedTuple):
    """One version on disk."""

    number: int
    """Its place in the order; the later, the higher."""
    saved: dt.datetime
    """What the clock said, in local time without zone."""
    path: Path


class Versions:
    """The versions of one draft, in the first of the folders that can be written."""

    def __init__(self, folders: Sequence[Path], draft: Path) -> None:
        self._folders = tuple(folders)
        self._draft = draft

    def all(self) -> tuple[Version, ...]:
        """Every version, the newest first; nothing where no folder can be read."""
        found = (version for folder in self._folders for version in _versions(folder))
        return tuple(sorted(found, key=lambda version: version.number, reverse=True))

    def next_number(self) -> int:
        """The number of the version that will be kept next."""
        return max((version.number for version in self.all()), default=0) + 1

    def keep(self, data: bytes, number: int, now: dt.datetime) -> Path:
        """Writes a version; raises OSError where no folder takes it, FileExistsError where there is one already."""
        if any(version.number == number for version in self.all()):
            raise FileExistsError(number)
        fault: OSError | None = None
        for folder in self._folders:
            try:
                self._make(folder)
                path = folder / f"{number:08d}-{now.strftime(_TIME)}.castform"
                create_file(path, data)
            except OSError as error:
                fault = fault or error
            else:
                return path
        raise fault or FileNotFoundError

    def thin_out(self) -> None:
        """Removes versions that need no longer be kept, and what a killed program left."""
        kept = {version.path for version in worth_keeping(self.all())}
        for version in self.all():
            if version.path not in kept:
                discard(version.path)
        for folder in self._folders:
            sweep(folder)

    def forget(self) -> None:
        """Removes them all."""
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(OSError):  # only the list of lost drafts would miss it
            create_file(folder / _OWNER, str(self._draft).encode("utf-8", "surrogateescape"))


class VersionStore:
    """The versions of all drafts, below some folders of which the later ones stand in for the first."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = tuple(roots)

    def of(self, draft: Path) -> Versions:
        """The versions of that draft."""
        place = os.path.realpath(draft)
        key = hashlib.sha256(os.path.normcase(place).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        name = f"{_UNSAFE.sub('-', draft.stem)[:40]}-{key}"
        return Versions([root / name for root in self._roots], Path(place))

    def drafts(self) -> tuple[Path, ...]:
        """The drafts that have versions, whether they are still there or not."""
        return tuple(dict.fromkeys(owner for root in self._roots for owner in _owners(root)))

    def thin_out(self) -> None:
        """Forgets the drafts least recently saved where there are too many."""
        for root in self._roots:
            folders = _by_age(root)
            for folder in folders[: max(0, len(folders) - MOST_DRAFTS)]:
                shutil.rmtree(folder, ignore_errors=True)


def worth_keeping(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Those to be kept of versions given newest first: the recent, one for ten minutes, one for a day."""
    ordered = list(versions)
    kept, rest = ordered[:RECENT], ordered[RECENT:]
    tens = _newest_of_each(rest, lambda version: version.saved.strftime(_TIME)[:-3])[:SPACED]
    days = _newest_of_each(rest, lambda version: version.saved.date().isoformat())[:DAILY]
    return tuple(sorted({*kept, *tens, *days}, key=lambda version: version.number, reverse=True))


def _newest_of_each(versions: Iterable[Version], period: Callable[[Version], str]) -> list[Version]:
    newest: dict[str, Version] = {}
    for version in versions:
        newest.setdefault(period(version), version)
    return list(newest.values())


def _versions(folder: Path) -> list[Version]:
    try:
        matches = [(path, _NAME.fullmatch(path.name)) for path in folder.iterdir()]
    except OSError:
        return []
    return [Version(int(match[1]), _time(match[2]), path) for path, match in matches if match]


def _time(text: str) -> dt.datetime:
    day, clock = text.split("T")
    try:
        return dt.datetime.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:]} {clock[:2]}:{clock[2:4]}:{clock[4:]}")
    except ValueError:
        return dt.datetime.min  # noqa: DTZ901 - no such time


def _owners(root: Path) -> list[Path]:
    found = []
    with suppress(OSError):
        for folder in sorted(root.iterdir()):
            with suppress(OSError, ValueError):
                text = (folder / _OWNER).read_bytes().decode("utf-8", "surrogateescape")
                if text and "\0" not in text:
                    found.append(Path(text))
    return found


def _by_age(root: Path) -> list[Path]:
    try:
        return sorted((path for path in root.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime_ns)
    except OSError:
        return []
