"""The fonts of last resort, made smaller to hand round: widths and outlines stay as they are.

The serif keeps every character it has (all of GB 18030's Han characters that the font draws); it loses the hints for
coarse screens, and each outline is written out by itself, which packs better.  The sans serif, for headings, keeps the
characters that headings are made of; the serif lends what is missing there.
"""

from pathlib import Path

import uharfbuzz as hb

BUNDLE = "pylopdf_fonts_zh_cn"
TEXT = "NotoSerifSC-Regular.otf"
HEADINGS = "NotoSansSC-Regular.otf"
_SMALLER = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE


def cut_fonts(libraries: Path) -> None:
    """Makes both fonts smaller, in place."""
    for name, wanted in ((TEXT, None), (HEADINGS, common_characters())):
        path = libraries / BUNDLE / name
        path.write_bytes(smaller(path, wanted))


def smaller(font: Path, wanted: set[int] | None) -> bytes:
    """The font with the wanted characters (code points) only, or with all that it has."""
    face = hb.Face(hb.Blob.from_file_path(str(font)))
    cut = hb.SubsetInput()
    cut.unicode_set.update(set(face.unicodes) if wanted is None else wanted)
    cut.name_id_set.update(range(26))  # whose font it is, and under which licence
    cut.flags = _SMALLER
    return bytes(hb.subset(face, cut).blob.data)


def common_characters() -> set[int]:
    """Code points of the Han characters of GB/T 2312 and the other characters of GBK, ASCII among them."""
    return {point for point in range(0x20, 0x10000) if chr(point).encode(_code(point), "ignore")}


def _code(point: int) -> str:
    return "gb2312" if 0x4E00 <= point <= 0x9FFF else "gbk"
