"""typst, where it is installed: the same blocks as typst markup, compiled by one warm compiler."""

import importlib
import json
from pathlib import Path
from typing import Any

from tests.bench.sheets import Block, Line, Sheet, Slot

_ALIGN = {"left": "left", "center": "center", "right": "right", "both": "left"}
_PAGE = (
    "#set page(width: 595.3pt, height: 841.9pt, margin: (top: 95pt, bottom: 95.5pt, left: 79.4pt, right: 73.7pt))\n"
    "#set text(top-edge: 0.8em, bottom-edge: -0.2em)\n"
)
"""Lines are then as far apart as elsewhere, and the text fills as many pages."""


class TypstPeer:
    """Keeps a compiler, whose world of fonts is read once; raises ImportError where typst is missing."""

    def __init__(self, fonts: dict[str, tuple[str, int]]) -> None:
        typst = importlib.import_module("typst")
        folders = sorted({str(Path(path).parent) for path, _ in fonts.values()})
        self._compiler: Any = typst.Compiler(font_paths=folders, ignore_system_fonts=True)

    def pdf(self, sheet: Sheet) -> bytes:
        """The PDF of these blocks."""
        data: bytes = self._compiler.compile(input=(_PAGE + "".join(map(_block, sheet.blocks))).encode())
        return data


def _block(block: Block) -> str:
    lines, columns, rows = block
    if not columns:
        return "".join(f"{_line(line)}\n\n" for line in lines)
    widths = ", ".join(f"{width / 20}pt" for width in columns)
    cells = "\n".join(_cell(slot) for row in rows for slot in row if not slot[4])
    return f"#table(columns: ({widths}), inset: 5pt, stroke: 0.5pt,\n{cells}\n)\n\n"


def _cell(slot: Slot) -> str:
    lines, _, wide, tall, _ = slot
    return f"table.cell(colspan: {wide}, rowspan: {tall})[{' #parbreak() '.join(map(_line, lines))}],"


def _line(line: Line) -> str:
    text, _, family, size, align, first, left, height = line
    justify = "true" if align == "both" else "false"
    inset = f"#h({first / 20}pt)" if first else ""
    leading = f"{max(0, height / 20 - size)}pt"
    return (
        f"#block(inset: (left: {left / 20}pt), width: 100%, spacing: {leading})"
        f"[#set text(font: {json.dumps(family)}, size: {size}pt)\n"
        f"#set par(justify: {justify}, leading: {leading})\n"
        f"#set align({_ALIGN[align]})\n{inset}#text({json.dumps(text, ensure_ascii=False)})]"
    )
