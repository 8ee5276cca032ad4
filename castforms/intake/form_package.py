"""A form from outside, as a zip file or a folder: only the files a form consists of, none of them a link."""

import stat
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from castforms.intake.faults import IntakeError, check_size
from castforms.intake.zip_package import PackageLimits, ZipPackage

MAIN_FILE = "template.toml"
FILES = (MAIN_FILE, "notice.txt", "sample.json", "expected.txt")
"""What is taken; anything else that lies beside it is left where it is."""

_LARGEST_FILE = 1024 * 1024
_LIMITS = PackageLimits(files=500, file=_LARGEST_FILE, total=4 * _LARGEST_FILE)


def form_files_of_zip(data: bytes) -> Mapping[str, bytes]:
    """The form's files by name, from the one folder of the zip file that holds a form; raises IntakeError."""
    check_size(data)
    if not data.startswith(b"PK"):
        raise IntakeError("不是表单模板（zip 文件或文件夹），请重新选择")
    package = ZipPackage(data, _LIMITS, "zip 文件")
    paths = [PurePosixPath(name) for name in package.names]
    folders = [path.parent for path in paths if path.name == MAIN_FILE and "__MACOSX" not in path.parts]
    if not folders:
        raise IntakeError(f"zip 文件里没有 {MAIN_FILE}，不是表单模板，请重新选择")
    if len(folders) > 1:
        raise IntakeError("zip 文件里有多个表单模板，请分开压缩后逐个添加")
    return {path.name: package.content(str(path)) for path in paths if path.parent == folders[0] and path.name in FILES}


def form_files_of_folder(folder: Path) -> Mapping[str, bytes]:
    """The form's files by name; raises IntakeError, OSError."""
    found = {name: data for name in FILES if (data := _content(folder / name)) is not None}
    if MAIN_FILE not in found:
        raise IntakeError(f"文件夹里没有 {MAIN_FILE}，不是表单模板，请重新选择")
    return found


def _content(path: Path) -> bytes | None:
    """None for a file that is not there; one that cannot be looked at is not taken for that."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(mode):
        raise IntakeError(f"{path.name} 是链接或文件夹，不是普通文件，请换成文件本身")
    with path.open("rb") as file:
        data = file.read(_LARGEST_FILE + 1)
    if len(data) > _LARGEST_FILE:
        raise IntakeError(f"{path.name} 超过 {_LARGEST_FILE // 1024 // 1024} MB，请确认选对了文件")
    return data
