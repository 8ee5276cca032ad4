"""Names of the files that are given out: `<form title>-<unit>`, safe on Windows and on Linux."""

import os
import re
import unicodedata
from pathlib import Path, PurePath
from typing import TypeVar

from castforms.storage.faults import StorageError

P = TypeVar("P", bound=PurePath)

UNNAMED_UNIT = "未填单位"

LONGEST_NAME = 80
"""Characters of a file name."""
MOST_BYTES = 200
"""Bytes of a file name in UTF-8; Linux allows 255."""
LONGEST_PATH = 240 if os.name == "nt" else 4000
"""Characters of a whole path; older Windows programs stop at 260."""

_ENDING = len("-9999.docx")
_SHORTEST_STEM = 12
_FULL_WIDTH = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")


def pair_stem(title: str, unit: str, room: int = LONGEST_NAME - _ENDING) -> str:
    """The name of a pair without number and suffix, at most `room` characters long.

    What Windows forbids is written full-width instead of left out: 科技部/科协 becomes 科技部／科协.
    """
    title, unit = _safe(title), _safe(unit) or UNNAMED_UNIT
    size = MOST_BYTES - _ENDING - 1
    if _too_long(f"{title}-{unit}", room, size):
        # the unit tells the files of one form apart: it keeps at least half of the room
        unit = _cut(unit, max(room // 2, room - len(title) - 1), max(size // 2, size - len(title.encode()) - 1))
        title = _cut(title, room - len(unit) - 1, size - len(unit.encode()) - 1)
    return _unreserved(f"{title}-{unit}")


def file_stem(text: str) -> str:
    """The text as the name of a file without number and suffix."""
    return _unreserved(_cut(_safe(text), LONGEST_NAME - _ENDING, MOST_BYTES - _ENDING))


def stem_room(folder: Path, longest_path: int = LONGEST_PATH) -> int:
    """How many characters a stem may have in that folder.

    Raises StorageError where the folder's own path leaves too little.
    """
    left = longest_path - len(str(folder.absolute())) - 1 - _ENDING
    if left < _SHORTEST_STEM:
        raise StorageError(f"文件夹 {folder} 的路径太长，放不下文件名，请换一个较短的位置")
    return min(LONGEST_NAME - _ENDING, left)


def as_made(folder: P, *, by_windows: bool = os.name == "nt") -> P:
    """The folder as the system calls it once it is made: Windows leaves out dots and blanks at the end of a name.

    It does so only at the end of a path, so that files would be looked for in a folder that is not there.
    """
    if not by_windows:
        return folder
    return type(folder)(*(part.rstrip(" .") or part for part in folder.parts))


def file_as_made(file: P, *, by_windows: bool = os.name == "nt") -> P:
    """The file as the system calls it once it is made.

    Raises StorageError for a name that Windows keeps for a device, where the text would be lost, or does not allow:
    what is written to a file 甲:乙 there ends up hidden behind an empty file 甲.
    """
    made = as_made(file, by_windows=by_windows)
    if by_windows and made.name != _unreserved(made.name.translate(_FULL_WIDTH)):
        raise StorageError(f"无法写入 {file}：Windows 不允许这样的文件名，请换一个名称")
    return made


def _unreserved(name: str) -> str:
    """The name, changed if it is one that Windows keeps for devices; all of those begin with ASCII letters."""
    if name[:1].isdigit() or not name[:1].isascii():
        return name
    from pathvalidate import sanitize_filename  # noqa: PLC0415 - its rules take as long as reading a form

    return sanitize_filename(name, platform="universal")


def _safe(text: str) -> str:
    visible = "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    widened = unicodedata.normalize("NFC", visible).translate(_FULL_WIDTH)
    return re.sub(r"\s+", " ", widened).strip(" .")


def _too_long(text: str, characters: int, size: int) -> bool:
    return len(text) > characters or len(text.encode()) > size


def _cut(text: str, characters: int, size: int) -> str:
    return text[:characters].encode()[:size].decode(errors="ignore").rstrip(" .")
