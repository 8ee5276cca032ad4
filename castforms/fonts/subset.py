"""Cutting a face down to the characters of one document, in C by HarfBuzz."""

import re
import struct

import uharfbuzz as hb

from castforms.fonts.opened import OpenFace
from castforms.model.measure import EmbeddedFont, Outline

MISSING_MARKS = "〓□ "
"""What is drawn for a character that the face lacks: the printers' geta mark, or the first of these it has."""

_TRIAL = "中0"
_FAULTS = (RuntimeError, LookupError, ValueError, struct.error, hb.HarfBuzzError)
"""What HarfBuzz and the readers below raise for damaged tables."""

_UNUSED_TABLES = (
    *("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "kern", "mort", "morx", "feat", "vhea", "vmtx", "VORG"),
    *("name", "post", "OS/2", "cmap", "DSIG", "STAT", "gasp", "meta", "hdmx", "VDMX", "LTSH", "PCLT"),
    *("EBDT", "EBLC", "EBSC", "sbix", "COLR", "CPAL", "SVG"),
)

_UNUSED_TAGS = frozenset(int.from_bytes(table.ljust(4).encode(), "big") for table in _UNUSED_TABLES)


class DamagedFontError(ValueError):
    """The face cannot be cut down: its tables are damaged."""


def is_sound(source: OpenFace) -> bool:
    """Whether the face can be cut down at all; costs 0.2 ms."""
    try:
        embed_face(source, _TRIAL)
    except DamagedFontError:
        return False
    return True


def embed_face(source: OpenFace, characters: str) -> EmbeddedFont:
    """The face cut down to these characters; the same characters give the same bytes.

    A character that the face lacks gets the code of a mark (`MISSING_MARKS`), never that of glyph 0.  Raises
    DamagedFontError.
    """
    try:
        return _embedded(source, characters)
    except _FAULTS as error:
        raise DamagedFontError(source.file.family) from error


def _embedded(source: OpenFace, characters: str) -> EmbeddedFont:
    known, drawn = source.glyphs, sorted(set(characters))
    glyphs = {character: glyph for character in drawn if (glyph := known[character])}
    mark = next((mark for mark in MISSING_MARKS if known[mark]), "") if len(glyphs) < len(drawn) else ""
    plan, subset = _subset(source, "".join(glyphs) + mark)
    if mark and (instead := known[mark]):
        glyphs = {character: glyphs.get(character, instead) for character in drawn}
    renumbered, advances = plan.old_to_new_glyph_mapping, source.advances
    extents = source.font.get_font_extents("ltr")
    em = source.em
    cff = source.outline is Outline.CFF
    return EmbeddedFont(
        data=subset.reference_table("CFF ").data if cff else subset.blob.data,
        outline=source.outline,
        postscript_name=_postscript_name(source.face),
        codes={character: renumbered[glyph] for character, glyph in glyphs.items()},
        widths={character: round(advances[glyph] * 1000 / em) for character, glyph in glyphs.items()},
        ascent=_thousandths(extents.ascender, em),
        descent=_thousandths(extents.descender, em),
        bbox=_bounding_box(source.face, em),
    )


def _subset(source: OpenFace, characters: str) -> tuple[hb.SubsetPlan, hb.Face]:
    wanted = hb.SubsetInput()
    # By characters, not by glyphs: HarfBuzz looks a glyph set up in the whole character map, ten times slower.
    wanted.unicode_set.update(map(ord, characters))
    wanted.drop_table_tag_set.update(_UNUSED_TAGS)
    # CIDs then are glyph ids in every font that comes out.
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    if source.outline is Outline.CFF:
        # Stem hints are for low resolutions only.  TrueType instructions stay: old Chinese faces place strokes by them.
        wanted.flags |= hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE
    plan = hb.SubsetPlan(source.face, wanted)
    return plan, plan.execute()


def _postscript_name(face: hb.Face) -> str:
    name = face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""
    return re.sub(r"[^A-Za-z0-9_-]", "", name) or "Font"


def _bounding_box(face: hb.Face, em: int) -> tuple[int, int, int, int]:
    left, bottom, right, top = struct.unpack_from(">4h", face.reference_table("head").data, 36)
    return _thousandths(left, em), _thousandths(bottom, em), _thousandths(right, em), _thousandths(top, em)


def _thousandths(units: int, em: int) -> int:
    return round(units * 1000 / em)
