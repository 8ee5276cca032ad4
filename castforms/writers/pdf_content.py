"""The content stream of one page (ISO 32000-1, 9.4): rules first, then the text in reading order."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from types import MappingProxyType

from castforms.model.document import Change
from castforms.model.pages import GlyphRun, LineBox, PageBox
from castforms.model.picture import Picture
from castforms.model.stylesheet import Ink
from castforms.writers.pdf_font import PageFont
from castforms.writers.pdf_objects import number

_COLOURS = {Change.INSERTED: "0 0 0.6", Change.DELETED: "0.6 0 0"}
"""Dark blue, dark red, as red-green-blue."""

_MARK_HEIGHT = {Change.INSERTED: -0.14, Change.DELETED: 0.36}
"""Height of the line under inserted and through deleted text above the baseline, in em of a Chinese face."""

_MARK_WIDTH = 0.5
_PROJECTING_CAPS = "2 J"
"""Rules end half a stroke beyond their points, so that corners close."""


def page_content(
    page: PageBox, fonts: Mapping[str, PageFont], pictures: Mapping[Picture, str] = MappingProxyType({})
) -> bytes:
    """The operators that draw the page, `pictures` by their names; seal guides are for the screen and never drawn."""
    operators = (
        *_pictures(page, pictures),
        *_rules(page),
        *_text(page, fonts),
        *_change_marks(page),
        *_page_mark(page),
    )
    return "\n".join(operators).encode("ascii")


def _pictures(page: PageBox, names: Mapping[Picture, str]) -> Iterator[str]:
    """Each picture, drawn into the unit square (ISO 32000-1, 8.9.5)."""
    for box in page.pictures:
        size = f"{number(box.width)} 0 0 {number(box.height)}"
        yield f"q {size} {number(box.x)} {number(page.height - box.y - box.height)} cm /{names[box.picture]} Do Q"


def _rules(page: PageBox) -> Iterator[str]:
    if page.rules:
        yield _PROJECTING_CAPS
    width, ink = 0.0, Ink.BLACK
    for rule in page.rules:
        if rule.ink is not ink:
            ink = rule.ink
            yield f"{_rgb(ink)} RG"
        if rule.width != width:
            width = rule.width
            yield f"{number(width)} w"
        start = f"{number(rule.x0)} {number(page.height - rule.y0)}"
        yield f"{start} m {number(rule.x1)} {number(page.height - rule.y1)} l S"


def _text(page: PageBox, fonts: Mapping[str, PageFont]) -> list[str]:
    """The operators of all text; a list, because a generator's turns would cost as much as what it gives."""
    operators = ["BT"]
    add = operators.append
    colour, change, ink, spacing, font = _rgb(Ink.BLACK), Change.KEPT, Ink.BLACK, 0.0, ("", 0.0)
    for baseline, runs, _path, _paragraph in page.lines:
        y = number(page.height - baseline)
        for run in runs:
            x, text, face, size, gap, _width, run_change, run_ink = run
            if not text:
                continue
            if run_change is not change or run_ink is not ink:
                change, ink = run_change, run_ink
                if (wanted := _COLOURS.get(change) or _rgb(ink)) != colour:
                    colour = wanted
                    add(f"{colour} rg")
            if gap != spacing:
                spacing = gap
                add(f"{number(spacing)} Tc")
            add(f"1 0 0 1 {number(x)} {y} Tm")
            for name, codes in fonts[face].parts(text):
                if (name, size) != font:
                    font = (name, size)
                    add(f"/{name} {number(size)} Tf")
                add(f"<{codes}> Tj")
    add("ET")
    return operators


def _change_marks(page: PageBox) -> Iterator[str]:
    for line in page.lines:
        if all(run.change is Change.KEPT for run in line.runs):
            continue
        for change, group in groupby(_drawn(line), key=lambda run: run.change):
            if change is not Change.KEPT:
                runs = tuple(group)
                end = runs[-1].x + runs[-1].width
                y = number(page.height - line.baseline + _MARK_HEIGHT[change] * runs[0].size)
                yield f"{_COLOURS[change]} RG {number(_MARK_WIDTH)} w 0 J"
                yield f"{number(runs[0].x)} {y} m {number(end)} {y} l S"


def _page_mark(page: PageBox) -> Iterator[str]:
    """The code as black squares, neighbours in a row as one."""
    if page.mark is None:
        return
    module = page.mark.side / len(page.mark.modules)
    yield "0 0 0 rg"
    for row, column, length in page.mark.bars():
        x, y = page.mark.x + column * module, page.mark.y + (row + 1) * module
        yield f"{number(x)} {number(page.height - y)} {number(length * module)} {number(module)} re"
    yield "f"


@cache
def _rgb(ink: Ink) -> str:
    return " ".join(number(int(ink[k : k + 2], 16) / 255) for k in (0, 2, 4))


def _drawn(line: LineBox) -> Iterator[GlyphRun]:
    return (run for run in line.runs if run.text)
