"""A font file's face as a file of its own, for drawing programs that take only the first face of a collection."""

import struct
from pathlib import Path

from castforms.fonts.sfnt import BrokenFontError, read_tables
from castforms.storage.faults import StorageError, unreadable

_HEADER = 12
_RECORD = 16
_CFF = "CFF"


def face_data(path: Path, index: int) -> bytes:
    """The face as a whole OpenType file (OpenType 1.9, "OpenType font file"); raises StorageError."""
    try:
        tables = read_tables(path, index)
        whole = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    except BrokenFontError as error:
        raise StorageError(f"字体文件 {path} 已损坏，请重新安装该字体") from error
    version = b"OTTO" if _CFF in tables else b"\x00\x01\x00\x00"
    records, body, offset = [], [], _HEADER + _RECORD * len(tables)
    for tag, (start, length) in sorted(tables.items()):
        padded = whole[start : start + length] + bytes(-length % 4)
        records.append(struct.pack(">4sLLL", tag.encode("latin-1").ljust(4), 0, offset, length))
        body.append(padded)
        offset += len(padded)
    return struct.pack(">4sHHHH", version, len(tables), 0, 0, 0) + b"".join((*records, *body))
