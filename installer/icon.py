"""`python -m installer.icon`: draws the program's icon anew from its source, in every size that Windows asks for."""

import io
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from installer.places import ROOT

SOURCE = ROOT / "resources" / "icons" / "castforms.svg"
ICON = SOURCE.with_suffix(".ico")
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Pixels: the usual ones, and the small ones at 125 % and 150 %."""


def draw(source: Path, size: int) -> Image.Image:
    """The drawing at that size, in pixels, on nothing."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(source)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stubs forget that the format may be a str
    return Image.open(io.BytesIO(bytes(buffer.data().data())))


def write_icon(source: Path, target: Path) -> None:
    """Writes the .ico file with each size drawn for itself, none of them scaled."""
    pictures = [draw(source, size) for size in SIZES]
    pictures[-1].save(target, "ICO", sizes=[(size, size) for size in SIZES], append_images=pictures[:-1])


if __name__ == "__main__":
    write_icon(SOURCE, ICON)
    sys.exit()
