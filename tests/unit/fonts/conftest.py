"""Small fonts made to order, so that the tests see the same fonts on every machine."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from castforms.fonts.faces import FontSet
from castforms.fonts.finder import bundled_fonts
from castforms.fonts.names import fold
from castforms.fonts.sfnt import FontFile
from castforms.model.stylesheet import FONT_CHAINS

EM = 1000

MakeFont = Callable[..., FontFile]


@pytest.fixture
def make_font(tmp_path: Path) -> MakeFont:
    """Makes a TrueType font of these characters and advances (em), every glyph a box, those of `empty` nothing."""

    def make(
        family: str,
        advances: Mapping[str, float],
        *,
        fs_type: int = 0,
        weight: int = 400,
        variable: bool = False,
        empty: str = "",
    ) -> FontFile:
        path = tmp_path / f"{family}-{weight}.ttf"
        names = [".notdef", *(f"g{ord(c):X}" for c in advances)]
        widths = [EM, *(round(a * EM) for a in advances.values())]
        builder = FontBuilder(EM)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({ord(c): f"g{ord(c):X}" for c in advances})
        hollow = {f"g{ord(c):X}" for c in empty}
        builder.setupGlyf({name: TTGlyphPen(None).glyph() if name in hollow else _box() for name in names})
        builder.setupHorizontalMetrics({name: (width, 0) for name, width in zip(names, widths, strict=True)})
        builder.setupHorizontalHeader(ascent=880, descent=-120)
        builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
        builder.setupOS2(fsType=fs_type, usWeightClass=weight)
        builder.setupPost()
        if variable:
            builder.setupFvar([("wght", 200, 400, 900, "Weight")], [])
        builder.save(path)
        return FontFile(family, path)

    return make


@pytest.fixture
def font_set() -> Callable[..., FontSet]:
    """A font set over these fonts and nothing of the machine; the bundled fonts stand behind them."""

    def build(*fonts: FontFile, bundled: bool = True) -> FontSet:
        installed = {fold(font.family): font for font in fonts}
        return FontSet(FONT_CHAINS, installed, bundled_fonts() if bundled else ())

    return build


def _box() -> object:
    pen = TTGlyphPen(None)
    for move, point in ((pen.moveTo, (0, 0)), (pen.lineTo, (0, 700)), (pen.lineTo, (500, 700))):
        move(point)
    pen.closePath()
    return pen.glyph()
