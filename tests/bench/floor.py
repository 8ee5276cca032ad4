"""The floor: a PDF written by hand around HarfBuzz subsets, and a raw Word file.  Nothing is meant to be faster.

As a program it is one whole process: `python -m tests.bench.floor SHEET.json FOLDER`.
"""

import json
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import uharfbuzz as hb

from tests.bench.raw_word import raw_word

if TYPE_CHECKING:
    from tests.bench.sheets import Page

_UNUSED = ("GSUB", "GPOS", "GDEF", "BASE", "kern", "vhea", "vmtx", "name", "post", "OS/2", "cmap", "DSIG", "gasp")
_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange {blocks} "
    "endcmap CMapName currentdict /CMap defineresource pop end end"
)

Opened = dict[str, tuple[hb.Face, hb.Font]]


def open_fonts(fonts: dict[str, tuple[str, int]]) -> Opened:
    """The fonts mapped into memory."""
    opened = {}
    for name, (path, index) in fonts.items():
        face = hb.Face(hb.Blob.from_file_path(path), index)
        opened[name] = (face, hb.Font(face))
    return opened


class _File:
    """Numbered objects, written one after the other."""

    def __init__(self) -> None:
        self.parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        self.offsets: list[int] = []
        self.size = len(self.parts[0])

    def add(self, body: bytes) -> int:
        self.offsets.append(self.size)
        number = len(self.offsets)
        part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self.parts.append(part)
        self.size += len(part)
        return number

    def stream(self, data: bytes, entries: str = "") -> int:
        packed = zlib.compress(data)
        head = f"<</Filter/FlateDecode/Length {len(packed)} {entries}>>stream\n".encode()
        return self.add(b"%s%s\nendstream" % (head, packed))

    def finish(self, root: int) -> bytes:
        count = len(self.offsets) + 1
        table = "".join(f"{offset:010} 00000 n \n" for offset in self.offsets)
        end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root {root} 0 R>>\n"
        return b"".join((*self.parts, end.encode(), b"startxref\n%d\n%%%%EOF\n" % self.size))


def raw_pdf(pages: "list[Page]", opened: Opened) -> bytes:
    """The pages with one font object for each face."""
    characters: dict[str, set[str]] = {}
    for _, _, texts, _ in pages:
        for _, _, face, _, _, text in texts:
            characters.setdefault(face, set()).update(text)
    file = _File()
    names = {face: f"F{number}" for number, face in enumerate(characters)}
    resources, codes = "", {}
    for face, used in characters.items():
        number, codes[face] = _font(file, *opened[face], sorted(map(ord, used)))
        resources += f"/{names[face]} {number} 0 R"
    shared = file.add(f"<</Font<<{resources}>>>>".encode())
    tree = len(file.offsets) + 2 * len(pages) + 1
    kids = [_page(file, page, names, codes, f"/Parent {tree} 0 R/Resources {shared} 0 R") for page in pages]
    file.add(f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode())
    return file.finish(file.add(f"<</Type/Catalog/Pages {tree} 0 R>>".encode()))


def _page(file: _File, page: "Page", names: dict[str, str], codes: dict[str, dict[int, str]], shared: str) -> int:
    width, height, texts, rules = page
    operators = [f"{w:g} w {x:.2f} {height - y:.2f} m {u:.2f} {height - v:.2f} l S" for x, y, u, v, w in rules]
    operators.append("BT")
    operators += [
        f"/{names[face]} {size:g} Tf {gap:.3f} Tc "
        f"1 0 0 1 {x:.3f} {height - y:.3f} Tm <{text.translate(codes[face])}> Tj"
        for x, y, face, size, gap, text in texts
    ]
    operators.append("ET")
    content = file.stream("\n".join(operators).encode())
    return file.add(f"<</Type/Page/MediaBox[0 0 {width} {height}]/Contents {content} 0 R{shared}>>".encode())


def _font(file: _File, face: hb.Face, font: hb.Font, characters: list[int]) -> tuple[int, dict[int, str]]:
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(characters)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode(), "big") for tag in _UNUSED)
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE
    plan = hb.SubsetPlan(face, wanted)
    program = plan.execute().blob.data
    glyphs = {code: font.get_nominal_glyph(code) or 0 for code in characters}
    renumbered = plan.old_to_new_glyph_mapping
    codes = {code: renumbered[glyph] for code, glyph in glyphs.items() if glyph}
    widths = {codes[c]: round(font.get_glyph_h_advance(glyphs[c]) * 1000 / face.upem) for c in codes}
    odd = " ".join(f"{code} [{width}]" for code, width in sorted(widths.items()) if width != 1000)
    entries = [f"<{code:04X}> <{chr(c).encode('utf-16-be').hex()}>" for c, code in codes.items()]
    blocks = "\n".join(
        f"{len(part)} beginbfchar\n{chr(10).join(part)}\nendbfchar"
        for part in (entries[start : start + 100] for start in range(0, len(entries), 100))
    )
    data = file.stream(program, f"/Length1 {len(program)}")
    unicode = file.stream(_TO_UNICODE.format(blocks=blocks).encode())
    descriptor = file.add(
        f"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200"
        f"/CapHeight 900/StemV 80/FontFile2 {data} 0 R>>".encode()
    )
    descendant = file.add(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/A"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/DW 1000/W[{odd}]/CIDToGIDMap/Identity>>".encode()
    )
    number = file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {unicode} 0 R>>".encode()
    )
    return number, {code: f"{glyph:04X}" for code, glyph in codes.items()}


def main(source: str, folder: str) -> None:
    """Draws the sheet in that file and writes both files into the folder."""
    fonts, pages, blocks = json.loads(Path(source).read_text(encoding="utf-8"))
    Path(folder, "floor.pdf").write_bytes(raw_pdf(pages, open_fonts(fonts)))
    Path(folder, "floor.docx").write_bytes(raw_word(blocks))


if __name__ == "__main__":
    main(*sys.argv[1:])
