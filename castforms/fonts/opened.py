"""One face held open: which characters it draws, how wide, and whether its licence bits let a document carry it."""

import struct
from dataclasses import dataclass

import uharfbuzz as hb

from castforms.fonts.sfnt import BrokenFontError, FontFile, read_tables
from castforms.model.measure import Outline

_RESTRICTED = 0x2
_USAGE = 0xF
_NO_SUBSETTING = 0x100
_BITMAP_ONLY = 0x200
_OUTLINES = {"glyf": Outline.TRUETYPE, "CFF": Outline.CFF}
_VARIATIONS = "fvar"
_FIRST_GRAPHIC = 0x20


@dataclass(frozen=True, slots=True, eq=False)
class OpenFace:
    """A face mapped into memory; nothing of it is read before it is asked for."""

    file: FontFile
    face: hb.Face
    font: hb.Font
    em: int
    """Font units in one em."""
    outline: Outline

    def glyph(self, character: str) -> int | None:
        """The glyph of the character; None if the face does not draw it, as no face draws a control character."""
        code = ord(character)
        return None if code < _FIRST_GRAPHIC else self.font.get_nominal_glyph(code) or None

    def advance(self, character: str) -> float | None:
        """Advance in em; None for a character that the face does not draw."""
        glyph = self.glyph(character)
        return self.font.get_glyph_h_advance(glyph) / self.em if glyph else None


def open_face(file: FontFile) -> OpenFace | None:
    """The face, or None where it cannot serve: missing, broken, variable, without outlines, or not to be embedded."""
    try:
        tables = read_tables(file.path, file.index)
        outline = next((kind for tag, kind in _OUTLINES.items() if tag in tables), None)
        if outline is None or _VARIATIONS in tables:
            return None
        face = hb.Face(hb.Blob.from_file_path(str(file.path)), file.index)
    except (BrokenFontError, OSError, hb.HarfBuzzError):
        return None
    if not face.glyph_count or not may_embed(_embedding_rights(face)):
        return None
    return OpenFace(file, face, hb.Font(face), face.upem, outline)


def may_embed(rights: int) -> bool:
    """Whether OS/2 fsType lets a document carry a subset of the outlines (OpenType 1.9, "OS/2", fsType).

    Of several usage bits, which old fonts may set, the most permissive counts: only 2 alone forbids.
    """
    return rights & _USAGE != _RESTRICTED and not rights & (_NO_SUBSETTING | _BITMAP_ONLY)


def _embedding_rights(face: hb.Face) -> int:
    os2 = face.reference_table("OS/2").data
    rights: int = struct.unpack_from(">H", os2, 8)[0] if len(os2) >= 10 else 0
    return rights
