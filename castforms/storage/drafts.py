"""The user's drafts as files of one folder; what is thrown away lies in a folder beside them."""

import datetime as dt
import hashlib
import os
import re
from pathlib import Path

from castforms.storage.atomic import patiently
from castforms.storage.faults import StorageError, unwritable

DRAFT_SUFFIX = ".castform"
_THROWN_AWAY = "deleted"
_MOST_COPIES = 10_000
_NAME = re.compile(r"[^A-Za-z0-9_-]+")


def draft_files(folder: Path) -> tuple[Path, ...]:
    """The drafts, the one changed last first."""
    try:
        files = [(path.stat().st_mtime_ns, path) for path in folder.glob(f"*{DRAFT_SUFFIX}") if path.is_file()]
    except OSError:
        return ()
    return tuple(path for _time, path in sorted(files, reverse=True))


def new_draft_path(folder: Path, form_id: str, now: dt.datetime) -> Path:
    """A name no draft has."""
    return free_path(folder / f"{_NAME.sub('-', form_id)}-{now:%Y%m%d-%H%M%S}{DRAFT_SUFFIX}")


def free_path(path: Path) -> Path:
    """The path itself, or the first `stem-2`, `stem-3` … that is free; raises StorageError where thousands are not."""
    names = (f"{path.stem}{f'-{number}' if number > 1 else ''}{path.suffix}" for number in range(1, _MOST_COPIES))
    found = next((other for other in map(path.with_name, names) if not os.path.lexists(other)), None)
    if found is None:
        raise StorageError(f"{path.parent} 中同名的填报文件太多，请先清理")
    return found


def lock_path(path: Path) -> Path:
    """The lock that whoever works on that draft holds."""
    return path.with_name(f".{path.name}.lock")


def fingerprint(path: Path) -> str:
    """What tells one content of a file from another; empty where there is no such file, or no folder.

    Raises OSError where the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def bring_back(path: Path, folder: Path) -> Path:
    """Moves a draft of that folder back that was thrown away, and tells where to; raises StorageError.

    Any other path is told as it is.
    """
    if path.resolve().parent != (folder / _THROWN_AWAY).resolve():
        return path
    target = free_path(folder / path.name)
    try:
        patiently(lambda: path.rename(target))
    except OSError as error:
        raise unwritable(target, error) from error
    return target


def throw_away(path: Path) -> Path:
    """Moves a draft out of sight and tells where to; raises StorageError."""
    target = path.parent / _THROWN_AWAY / path.name
    try:
        target.parent.mkdir(exist_ok=True)
        target = free_path(target)
        patiently(lambda: path.rename(target))
    except OSError as error:
        raise unwritable(target, error) from error
    return target
