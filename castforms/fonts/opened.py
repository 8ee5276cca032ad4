"""One face held open: which characters it draws, how wide, and whether its licence bits let a document carry it."""

import struct
import unicodedata

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
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing."""


class _Glyphs(dict[str, int | None]):
    """Glyphs by character, looked up when first asked for; a glyph without outlines is none, blanks aside.

    AR PL UKai, for one, claims 䶮 and has an empty glyph for it: a name would be printed with a hole.
    """

    def __init__(self, font: hb.Font) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: str) -> int | None:
        code = ord(character)
        glyph = None if code < _FIRST_GRAPHIC else self._font.get_nominal_glyph(code) or None
        if glyph and not (_is_blank(character) or self._draws(glyph)):
            glyph = None
        self[character] = glyph
        return glyph

    def _draws(self, glyph: int) -> bool:
        extents = self._font.get_glyph_extents(glyph)
        return extents is not None and bool(extents.width or extents.height)


class _Advances(dict[int, int]):
    """Advances by glyph in font units, looked up when first asked for."""

    def __init__(self, font: hb.Font) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, glyph: int) -> int:
        advance: int = self._font.get_glyph_h_advance(glyph)
        self[glyph] = advance
        return advance


class OpenFace:
    """A face mapped into memory; nothing of it is read before it is asked for, and nothing twice."""

    def __init__(self, file: FontFile, face: hb.Face, outline: Outline) -> None:
        self.file, self.face, self.outline = file, face, outline
        self.font = hb.Font(face)
        self.em = face.upem
        """Font units in one em."""
        self.glyphs = _Glyphs(self.font)
        """By character; None if the face does not draw it, as no face draws a control character."""
        self.advances = _Advances(self.font)

    def advance(self, character: str) -> float | None:
        """Advance in em; None for a character that the face does not draw."""
        glyph = self.glyphs[character]
        return self.advances[glyph] / self.em if glyph else None


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
    return OpenFace(file, face, outline)


def _is_blank(character: str) -> bool:
    """Whether the character is nothing but room: a blank, a filler, a sign for programs."""
    return character in _FILLERS or unicodedata.category(character)[0] in "ZC"


def may_embed(rights: int) -> bool:
    """Whether OS/2 fsType lets a document carry a subset of the outlines (OpenType 1.9, "OS/2", fsType).

    Of several usage bits, which old fonts may set, the most permissive counts: only 2 alone forbids.
    """
    return rights & _USAGE != _RESTRICTED and not rights & (_NO_SUBSETTING | _BITMAP_ONLY)


def _embedding_rights(face: hb.Face) -> int:
    os2 = face.reference_table("OS/2").data
    rights: int = struct.unpack_from(">H", os2, 8)[0] if len(os2) >= 10 else 0
    return rights
