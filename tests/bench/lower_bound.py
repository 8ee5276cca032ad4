"""LB, the lower bound: a reportlab canvas with a plain TTFont draws lines that are broken already, and a raw Word file.

As a program it is one whole process: `python -m tests.bench.lower_bound SHEET.json FOLDER`.
"""

import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.bench.raw_word import raw_word

if TYPE_CHECKING:
    from tests.bench.sheets import Page


def register(fonts: dict[str, tuple[str, int]]) -> None:
    """Registers those fonts that are not registered yet; reads each of them whole."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, (path, index) in fonts.items():
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, path, subfontIndex=index))


def canvas_pdf(pages: "Iterable[Page]") -> bytes:
    """The pages as reportlab's canvas writes them, with its defaults."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for page in pages:
        _draw(canvas, page)
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, page: "Page") -> None:
    width, height, texts, rules = page
    canvas.setPageSize((width, height))
    for x0, y0, x1, y1, stroke in rules:
        canvas.setLineWidth(stroke)
        canvas.line(x0, height - y0, x1, height - y1)
    text = canvas.beginText()
    for x, baseline, face, size, spacing, characters in texts:
        text.setFont(face, size)
        text.setCharSpace(spacing)
        text.setTextOrigin(x, height - baseline)
        text.textOut(characters)
    canvas.drawText(text)
    canvas.showPage()


def main(source: str, folder: str) -> None:
    """Draws the sheet in that file and writes both files into the folder."""
    fonts, pages, blocks = json.loads(Path(source).read_text(encoding="utf-8"))
    register(fonts)
    Path(folder, "lower-bound.pdf").write_bytes(canvas_pdf(pages))
    Path(folder, "lower-bound.docx").write_bytes(raw_word(blocks))


if __name__ == "__main__":
    main(*sys.argv[1:])
