"""A form that comes from outside, as a folder or a zip file, and the folder that is made of it: whole or not at all."""

import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from castforms.storage.atomic import sync_folder, write_synced
from castforms.storage.faults import StorageError, unreadable, unwritable
from castforms.storage.leftovers import sweep, temporary

FORM_FILES = ("template.toml", "notice.txt", "sample.json", "expected.txt")
"""What a form consists of; nothing else is taken over."""

_FIRST = FORM_FILES[0]
_LARGEST_FILE = 4 * 1024 * 1024
_LARGEST_ZIP = 8 * 1024 * 1024
_MOST_MEMBERS = 1000
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OverflowError)

Files = Mapping[str, bytes]


def read_form_package(source: Path) -> Files:
    """The files of a form by name, from its folder, its `template.toml` or a zip file; raises StorageError."""
    try:
        if source.is_dir():
            return _from_folder(source)
        if source.name == _FIRST:
            return _from_folder(source.parent)
        if source.stat().st_size > _LARGEST_ZIP:
            raise StorageError(f"{source} 超过 {_LARGEST_ZIP // 1024 // 1024} MB，不像表单，请检查是否选错")
        with zipfile.ZipFile(source) as archive:
            return _from_zip(archive)
    except (OSError, zipfile.LargeZipFile) as error:
        raise unreadable(source, error if isinstance(error, OSError) else ValueError()) from error
    except _ZIP_FAULTS as error:
        raise StorageError(f"{source} 不是可用的 zip 文件，请重新索取，或选择表单的文件夹") from error


def create_form_folder(folder: Path, files: Files, check: Callable[[Path], None]) -> None:
    """Makes the folder, which must not exist, of the files, if `check` (which gets them in a folder) does not raise.

    Raises StorageError; then, as after being cut off, there is no such folder.
    """
    staged = temporary(folder.parent)
    inner = staged / folder.name
    try:
        inner.mkdir(parents=True)
        for name, data in files.items():
            write_synced(inner / name, data)
        sync_folder(inner)
        check(inner)
        _name(inner, folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        sweep(folder.parent)


def _name(inner: Path, folder: Path) -> None:
    if os.path.lexists(folder):  # renaming would replace an empty folder
        raise StorageError(f"{folder} 已经有了，请先把它改名或移走")
    inner.rename(folder)


def _from_folder(folder: Path) -> Files:
    if not (folder / _FIRST).is_file():
        raise StorageError(f"{folder} 里没有 {_FIRST}，请指定一个表单文件夹")
    return MappingProxyType({name: _read(folder / name) for name in FORM_FILES if (folder / name).is_file()})


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return _limited(file.read(_LARGEST_FILE + 1), path.name)


def _from_zip(archive: zipfile.ZipFile) -> Files:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise StorageError(f"压缩包里有 {len(members)} 个文件，不像表单，请检查是否选错")
    forms = [PurePosixPath(member.filename) for member in members if PurePosixPath(member.filename).name == _FIRST]
    if len(forms) != 1:
        raise StorageError(f"压缩包里应有一个 {_FIRST}，现有 {len(forms)} 个，请每次导入一份表单")
    found: dict[str, bytes] = {}
    for member in members:
        path = PurePosixPath(member.filename)
        if path.parent == forms[0].parent and path.name in FORM_FILES:
            if path.name in found:
                raise StorageError(f"压缩包里有两个 {path.name}，请重新打包")
            with archive.open(member) as file:
                found[path.name] = _limited(file.read(_LARGEST_FILE + 1), path.name)
    return MappingProxyType(found)


def _limited(data: bytes, name: str) -> bytes:
    if len(data) > _LARGEST_FILE:
        raise StorageError(f"{name} 超过 {_LARGEST_FILE // 1024 // 1024} MB，不像表单，请检查是否选错")
    return data
