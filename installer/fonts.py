"""The font of last resort for headings, cut to the characters that headings are made of: 6 MB less to hand round.

The serif beside it stays whole and lends what is missing here, character by character.
"""

from pathlib import Path

import uharfbuzz as hb

BUNDLE = "pylopdf_fonts_zh_cn"
HEADINGS = "NotoSansSC-Regular.otf"


def cut_heading_font(libraries: Path) -> None:
    """Leaves in the sans serif the common characters; its outlines and widths stay as they are."""
    path = libraries / BUNDLE / HEADINGS
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(common_characters())
    wanted.name_id_set.update(range(26))  # whose font it is, and under which licence
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE
    path.write_bytes(hb.subset(face, wanted).blob.data)


def common_characters() -> set[int]:
    """Code points of the Han characters of GB/T 2312 and the other characters of GBK, ASCII among them."""
    return {point for point in range(0x20, 0x10000) if chr(point).encode(_code(point), "ignore")}


def _code(point: int) -> str:
    return "gb2312" if 0x4E00 <= point <= 0x9FFF else "gbk"
