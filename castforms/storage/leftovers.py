"""Files of an interrupted moment: how they are called, and how they go."""

import os
import re
import time
from contextlib import suppress
from pathlib import Path

_OLD = 3600  # s; nothing is written for that long
RECORD_SUFFIX = ".pair"
"""Ending of the record of files that get their names together (`publication`)."""
_OURS = ".castforms-"
_NAME = re.compile(r"\.castforms-[0-9a-f]{16}\.tmp")
_RECORD = re.compile(rf"\.castforms-[0-9a-f]{{16}}\{RECORD_SUFFIX}")


def temporary(folder: Path) -> Path:
    """A name in that folder that nobody else uses; same folder, so that naming it anew never copies."""
    return folder / f".castforms-{os.urandom(8).hex()}.tmp"


def is_temporary(name: str) -> bool:
    """Whether the file of that name is one of ours that nobody will miss."""
    return _NAME.fullmatch(name) is not None


def is_record(name: str) -> bool:
    """Whether the file of that name tells of files that get their names together."""
    return _RECORD.fullmatch(name) is not None


def has_leftovers(folder: Path) -> bool:
    """Whether there is anything of ours in the folder, in use now or left by a program that was killed."""
    try:
        with os.scandir(folder) as found:
            return any(item.name.startswith(_OURS) for item in found)
    except (OSError, ValueError):
        return False


def sweep(folder: Path, now: float | None = None) -> None:
    """Removes what a killed program left in the folder: temporary files and folders older than an hour.

    While a record lies there they are still wanted.
    """
    oldest = (time.time() if now is None else now) - _OLD
    with suppress(OSError), os.scandir(folder) as found:
        items = [item for item in found if item.name.startswith(_OURS)]
        if any(is_record(item.name) for item in items):
            return
        for item in items:
            if is_temporary(item.name) and item.stat(follow_symlinks=False).st_mtime < oldest:
                _remove(item)


def _remove(item: "os.DirEntry[str]") -> None:
    if item.is_dir(follow_symlinks=False):
        import shutil  # noqa: PLC0415 - brings every kind of packing with it, and folders are seldom left

        shutil.rmtree(item.path, ignore_errors=True)
    else:
        with suppress(OSError):
            os.unlink(item.path)  # noqa: PTH108 - a path of scandir
