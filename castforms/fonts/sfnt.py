"""Font files: which face is meant, and the table directory that tells a whole file from a broken one.

Format: OpenType 1.9, "OpenType font file".
"""

import struct
from pathlib import Path
from typing import BinaryIO, NamedTuple

_COLLECTION = b"ttcf"
_VERSIONS = (b"\x00\x01\x00\x00", b"OTTO", b"true")


class FontFile(NamedTuple):
    """A face on this machine: `family` is its own first name; a bundled font is not installed in the system."""

    family: str
    path: Path
    index: int = 0  # type: ignore[assignment]  # a tuple's own search is hidden
    bundled: bool = False


class BrokenFontError(ValueError):
    """The file is no font, or a part of it is missing."""


def read_tables(path: Path, index: int = 0) -> dict[str, tuple[int, int]]:
    """Offset and length in bytes of each table of one face.

    Raises BrokenFontError if the file is no font, has no such face, or ends before its tables do; OSError if it cannot
    be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        try:
            return _directory(file, index, size)
        except struct.error as error:
            raise BrokenFontError(path.name) from error


def _directory(file: BinaryIO, index: int, size: int) -> dict[str, tuple[int, int]]:
    version = file.read(4)
    if version == _COLLECTION:
        _version, count = struct.unpack(">LL", file.read(8))
        if index >= count:
            raise BrokenFontError("no such face")
        file.seek(4 * index, 1)
        file.seek(*struct.unpack(">L", file.read(4)))
        version = file.read(4)
    if version not in _VERSIONS:
        raise BrokenFontError("no font")
    (count,) = struct.unpack(">H6x", file.read(8))
    tables = {}
    for tag, _checksum, offset, length in struct.iter_unpack(">4sLLL", file.read(16 * count)):
        if offset + length > size:
            raise BrokenFontError("cut off")
        tables[tag.decode("latin-1").rstrip()] = (offset, length)
    if len(tables) < count:
        raise BrokenFontError("cut off")
    return tables
