"""A face in the PDF: one Type 0 font over a subset, two bytes a character (ISO 32000-1, 9.7)."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from castforms.model.measure import EmbeddedFont, Outline
from castforms.writers.pdf_objects import ObjectStore, Stream, array, dictionary

_SYMBOLIC = 4
_DEFAULT_WIDTH = 1000
_STEM = 80
"""StemV is required but unknown; it serves only to fake a font that is missing."""

_BLOCK = 100
"""Entries that a ToUnicode map may hold in one block."""

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


class PageFont:
    """One face as the pages use it.

    Two characters of one glyph (a Han character and its compatibility twin) need two ToUnicode maps, or the text that
    is copied out of the file would not be the text that went in.  So a face is as many fonts as it has such layers,
    nearly always one; they share the subset.
    """

    def __init__(self, name: str, characters: str, embedded: EmbeddedFont) -> None:
        self._embedded = embedded
        layers = _layers(embedded.codes)
        self._names = [name if i == 0 else f"{name}.{i}" for i in range(len(layers))]
        self._layers = layers
        self._layer_of = {character: i for i, layer in enumerate(layers) if i for character in layer}
        self._codes = {ord(character): embedded.codes.get(character) for character in characters}

    def parts(self, text: str) -> Sequence[tuple[str, str]]:
        """Resource name and hexadecimal codes of each stretch of the text that one font shows."""
        if not self._layer_of or self._layer_of.keys().isdisjoint(text):
            return ((self._names[0], self._hexadecimal(text)),)
        stretches = groupby(text, lambda character: self._layer_of.get(character, 0))
        return [(self._names[layer], self._hexadecimal("".join(characters))) for layer, characters in stretches]

    def _hexadecimal(self, text: str) -> str:
        """Two bytes a code; UTF-16 only because it is the quickest way from small numbers to pairs of bytes."""
        return text.translate(self._codes).encode("utf-16-be", "surrogatepass").hex()

    def add_to(self, objects: ObjectStore) -> Mapping[str, object]:
        """Writes the fonts into the document; references to them by resource name."""
        base = f"/{_subset_tag(self._embedded)}+{self._embedded.postscript_name}"
        descendant = objects.add(dictionary(_cid_font(objects, base, self._embedded)))
        shared = {"Type": "/Font", "Subtype": "/Type0", "BaseFont": base, "Encoding": "/Identity-H"}
        return {
            name: objects.add(
                dictionary(shared | {"DescendantFonts": array([descendant]), "ToUnicode": Stream(_to_unicode(layer))})
            )
            for name, layer in zip(self._names, self._layers, strict=True)
        }


def _layers(codes: Mapping[str, int]) -> Sequence[Mapping[str, int]]:
    if len(set(codes.values())) == len(codes):
        return [codes]
    layers: list[dict[str, int]] = [{}]
    seen: Counter[int] = Counter()
    for character, code in codes.items():
        if seen[code] == len(layers):
            layers.append({})
        layers[seen[code]][character] = code
        seen[code] += 1
    return layers


def _subset_tag(font: EmbeddedFont) -> str:
    """Six letters that differ where the characters do (ISO 32000-1, 9.6.4)."""
    characters = f"{len(font.data)} {''.join(font.codes)}".encode("utf-8", "surrogatepass")
    digest = hashlib.md5(characters, usedforsecurity=False).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _cid_font(objects: ObjectStore, base: str, font: EmbeddedFont) -> Mapping[str, object]:
    truetype = font.outline is Outline.TRUETYPE
    entries = {
        "Type": "/Font",
        "Subtype": "/CIDFontType2" if truetype else "/CIDFontType0",
        "BaseFont": base,
        "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
        "FontDescriptor": objects.add(dictionary(_descriptor(base, font))),
        "DW": _DEFAULT_WIDTH,
        "W": _widths(font),
    }
    return entries | {"CIDToGIDMap": "/Identity"} if truetype else entries


def _descriptor(base: str, font: EmbeddedFont) -> Mapping[str, object]:
    truetype = font.outline is Outline.TRUETYPE
    program = Stream(font.data, {"Length1": len(font.data)} if truetype else {"Subtype": "/CIDFontType0C"})
    return {
        "Type": "/FontDescriptor",
        "FontName": base,
        "Flags": _SYMBOLIC,
        "FontBBox": array(font.bbox),
        "ItalicAngle": 0,
        "Ascent": font.ascent,
        "Descent": font.descent,
        "CapHeight": font.ascent,
        "StemV": _STEM,
        "FontFile2" if truetype else "FontFile3": program,
    }


def _widths(font: EmbeddedFont) -> str:
    widths = {font.codes[c]: width for c, width in font.widths.items() if width != _DEFAULT_WIDTH}
    return f"[{' '.join(f'{code} [{width}]' for code, width in sorted(widths.items()))}]"


def _to_unicode(codes: Mapping[str, int]) -> bytes:
    lines = [
        f"<{code:04X}> <{ord(character):04X}>\n" if character <= "\uffff" else f"<{code:04X}> <{_utf16(character)}>\n"
        for character, code in codes.items()
    ]
    blocks = (lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK))
    maps = (f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return "".join((_CMAP_HEAD, *maps, _CMAP_TAIL)).encode("ascii")


def _utf16(character: str) -> str:
    return character.encode("utf-16-be").hex()
