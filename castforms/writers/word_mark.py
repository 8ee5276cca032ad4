"""The mark in a Word file's footer: a picture that floats at its place on the page and moves no line."""

import struct
import zlib

from castforms.model.pages import MarkBox
from castforms.model.stylesheet import PageMarkStyle

MARK_RELATION = "rId1"
"""Relationship id of the picture in each footer part."""

_EMU_PER_TWIP = 635
_EMU_PER_POINT = 12700
_SHARPNESS = 8  # pixels of a module: viewers that smooth pictures do not blur it away
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def mark_picture(mark: MarkBox, style: PageMarkStyle) -> bytes:
    """The code and the white down to the paper's foot as a PNG file (one bit a pixel).

    A picture aligned with the paper's foot stands right on portrait and on landscape pages.
    """
    pixels = len(mark.modules) * _SHARPNESS
    rows = [_packed(row) for row in mark.modules for _ in range(_SHARPNESS)]
    rows += [b"\xff" * ((pixels + 7) // 8)] * round(pixels * style.foot / style.side)
    header = struct.pack(">LLBBBBB", pixels, len(rows), 1, 0, 0, 0, 0)
    image = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", header), (b"IDAT", image), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def mark_run(mark: MarkBox, style: PageMarkStyle) -> str:
    """The run that anchors the picture: in the middle of the page, at its foot, behind nothing that is printed."""
    width = round(mark.side * _EMU_PER_POINT)
    size = f'cx="{width}" cy="{width + style.foot * _EMU_PER_TWIP}"'
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        'behindDoc="1" locked="1" layoutInCell="0" allowOverlap="1" '
        f'xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="1" name="页面标记" descr="页面标记"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="mark.png"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{MARK_RELATION}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )


def _packed(row: tuple[bool, ...]) -> bytes:
    """A row of pixels, black as 0."""
    bits = "".join(("0" if black else "1") * _SHARPNESS for black in row)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))
