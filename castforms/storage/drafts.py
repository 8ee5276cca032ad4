"""The user's drafts as files of one folder; what is thrown away lies in a folder beside them."""

import datetime as dt
import re
from pathlib import Path

from castforms.storage.faults import unwritable

DRAFT_SUFFIX = ".castform"
_THROWN_AWAY = "deleted"
_NAME = re.compile(r"[^A-Za-z0-9_-]+")


def draft_files(folder: Path) -> tuple[Path, ...]:
    """The drafts, the one changed last first."""
    try:
        files = [(path.stat().st_mtime_ns, path) for path in folder.glob(f"*{DRAFT_SUFFIX}") if path.is_file()]
    except OSError:
        return ()
    return tuple(path for _time, path in sorted(files, reverse=True))


def new_draft_path(folder: Path, form_id: str, now: dt.datetime) -> Path:
    """A name no draft has; makes the folder if need be.  Raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    stem = f"{_NAME.sub('-', form_id)}-{now:%Y%m%d-%H%M%S}"
    names = (f"{stem}{f'-{number}' if number else ''}{DRAFT_SUFFIX}" for number in range(10_000))
    return next(path for path in map(folder.joinpath, names) if not path.exists())


def throw_away(path: Path) -> Path:
    """Moves a draft out of sight and tells where to; raises StorageError."""
    target = path.parent / _THROWN_AWAY / path.name
    try:
        target.parent.mkdir(exist_ok=True)
        return path.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
