"""Folders that appear complete or not at all."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from castforms.storage.atomic import Create, create, patiently, sync_folder, write_synced
from castforms.storage.faults import StorageError, reason, unwritable
from castforms.storage.leftovers import sweep, temporary


def create_folder(
    folder: Path,
    contents: Mapping[str, bytes],
    check: Callable[[Path], None] = lambda _folder: None,
    opener: Create = create,
) -> None:
    """Writes files into a folder that must not exist; it gets its name once all are on the disk and `check` is content.

    `check` sees the folder under its own name in another place.  Raises StorageError, and what `check` raises; then
    there is no such folder.
    """
    above = folder.parent.parent
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temp = temporary(above)  # not among its brothers, where a half-written one would be found
        made = temp / folder.name
        try:
            made.mkdir(parents=True)
            for name, data in contents.items():
                write_synced(made / name, data, opener)
            check(made)
            sync_folder(made)
            if folder.exists():
                raise StorageError(f"{folder} 已经存在，请先移走或换一个编号")
            patiently(lambda: made.rename(folder))
            sync_folder(folder.parent)
        finally:
            shutil.rmtree(temp, ignore_errors=True)
            sweep(above)
    except OSError as error:
        raise unwritable(folder, error) from error


def make_folder(folder: Path) -> None:
    """Makes the folder that the clerk named, unless it is there; raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise StorageError(f"{folder} 不是文件夹，请指定一个文件夹") from error
    except (OSError, ValueError) as error:
        raise StorageError(f"无法建立文件夹 {folder}：{reason(error)}") from error
