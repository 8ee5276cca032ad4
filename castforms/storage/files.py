"""Several files that belong together, put beside what is there."""

import os
from collections.abc import Mapping
from pathlib import Path

from castforms.storage.atomic import create_file, discard
from castforms.storage.faults import StorageError, unreadable, unwritable
from castforms.storage.folder import make_folder
from castforms.storage.names import as_made, file_as_made
from castforms.storage.ordinary_file import beginning

_MOST_COPIES = 999


def read_file(path: Path, largest: int, kind: str = "要报送的文件") -> bytes:
    """The file's bytes; raises StorageError where it cannot be read or is larger than its `kind` should be."""
    try:
        data = beginning(path, largest + 1)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if len(data) > largest:
        raise StorageError(f"{path} 超过 {largest // 1024 // 1024} MB，不像{kind}，请检查是否选错")
    return data


def put_files(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Writes the contents by name into the folder, all or none; a file that is there already with the same bytes stays.

    Where one of the names is taken by another file, all get `-2`, `-3` … before their suffixes.  Raises StorageError.
    """
    folder = as_made(folder)
    for number in range(1, _MOST_COPIES + 1):
        paths = {folder / _numbered(name, number): data for name, data in contents.items()}
        if all(not os.path.lexists(path) or _holds(path, data) for path, data in paths.items()):
            _write(folder, {path: data for path, data in paths.items() if not os.path.lexists(path)})
            return tuple(paths)
    raise StorageError(f"文件夹 {folder} 中同名的文件太多，请先清理或换一个文件夹")


def put_file(path: Path, data: bytes) -> Path:
    """Writes a file that must not exist yet, and tells what it is called; raises StorageError."""
    made = file_as_made(path)
    _write(made.parent, {made: data})
    return made


def _write(folder: Path, contents: Mapping[Path, bytes]) -> None:
    written: list[Path] = []
    place = folder
    try:
        make_folder(folder)
        for place, data in contents.items():
            create_file(place, data)
            written.append(place)
    except (OSError, ValueError) as error:
        for path in written:
            discard(path)
        raise unwritable(place, error) from error


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return name if number == 1 else f"{path.stem}-{number}{path.suffix}"


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
