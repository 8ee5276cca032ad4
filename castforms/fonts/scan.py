"""The fonts of folders, by the names inside the files: for where no system service knows them."""

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

import uharfbuzz as hb

from castforms.fonts.sfnt import FontFile, read_tables

_SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")
_FAMILY_NAMES = (hb.OTNameIdPredefined.FONT_FAMILY, hb.OTNameIdPredefined.TYPOGRAPHIC_FAMILY)
_ITALIC = 1
_REGULAR = 400


def font_files(folders: Iterable[Path]) -> Iterator[Path]:
    """The font files in these folders and below, in the order of their names; a folder may be missing."""
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


def scan_files(paths: Iterable[Path]) -> Iterator[tuple[str, int, FontFile]]:
    """Each upright, static face by each of its family names, with its distance from the regular weight (400)."""
    for path in paths:
        try:
            blob = hb.Blob.from_file_path(str(path))
            for index in range(hb.Face(blob).count):
                yield from _names_of(path, index, hb.Face(blob, index))
        except (ValueError, hb.HarfBuzzError, OSError, struct.error):
            continue


def _names_of(path: Path, index: int, face: hb.Face) -> Iterator[tuple[str, int, FontFile]]:
    if "fvar" in read_tables(path, index):
        return
    os2 = face.reference_table("OS/2").data
    (weight,) = struct.unpack_from(">H", os2, 4)
    (selection,) = struct.unpack_from(">H", os2, 62)
    if selection & _ITALIC:
        return
    names = {face.get_name(entry.name_id, entry.language): None for entry in _families(face)}
    for name in names:
        yield name, abs(weight - _REGULAR), FontFile(next(iter(names)), path, index)


def _families(face: hb.Face) -> list[hb.OTNameEntry]:
    entries = [entry for entry in face.list_names() if entry.name_id in _FAMILY_NAMES]
    return sorted(entries, key=lambda entry: (entry.language != "en", entry.name_id, entry.language))
