import io
from collections.abc import Callable

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

from castforms.fonts.faces import FontSet
from castforms.fonts.sfnt import FontFile
from castforms.model.measure import Outline
from castforms.model.stylesheet import FontRole

MakeFont = Callable[..., FontFile]
MakeFontSet = Callable[..., FontSet]
EmbeddedIn = tuple[FontSet, str]
"""A font set, and the key of one of its faces."""

NOBODY_HAS = "\U0010fffd"


@pytest.fixture
def truetype(make_font: MakeFont, font_set: MakeFontSet) -> EmbeddedIn:
    fonts = font_set(make_font("FangSong", {"中": 1, "国": 1, "a": 0.5, "〓": 1}))
    return fonts, fonts.glyph(FontRole.BODY, "中").face


@pytest.fixture
def cff(font_set: MakeFontSet) -> EmbeddedIn:
    fonts = font_set()
    return fonts, fonts.glyph(FontRole.BODY, "中").face


def cff_names(data: bytes) -> list[str]:
    tables = CFFFontSet()
    tables.decompile(io.BytesIO(data), None)
    names: list[str] = tables[0].charset
    return names


def test_truetype_subset_holds_the_characters_glyphs_and_no_layout(truetype: EmbeddedIn) -> None:
    fonts, key = truetype
    embedded = fonts.embed(key, "中a中")
    font = TTFont(io.BytesIO(embedded.data))
    assert embedded.outline is Outline.TRUETYPE
    assert len(font.getGlyphOrder()) == 3
    assert sorted(embedded.codes.values()) == [1, 2]
    assert "GSUB" not in font
    assert "name" not in font


def test_truetype_widths_follow_the_face_at_its_code(truetype: EmbeddedIn) -> None:
    fonts, key = truetype
    embedded = fonts.embed(key, "中a")
    metrics = TTFont(io.BytesIO(embedded.data))["hmtx"].metrics
    order = TTFont(io.BytesIO(embedded.data)).getGlyphOrder()
    assert {c: metrics[order[code]][0] for c, code in embedded.codes.items()} == {"中": 1000, "a": 500}
    assert embedded.widths == {"中": 1000, "a": 500}


def test_cff_codes_are_the_cids_of_the_bare_table(cff: EmbeddedIn) -> None:
    fonts, key = cff
    embedded = fonts.embed(key, "一二三，“1a")
    names = cff_names(embedded.data)
    assert embedded.outline is Outline.CFF
    assert {names[code] for code in embedded.codes.values()} == {f"cid{code:05}" for code in embedded.codes.values()}
    assert len(names) == 8


def test_no_character_has_code_zero(cff: EmbeddedIn, truetype: EmbeddedIn) -> None:
    for fonts, key in (cff, truetype):
        assert 0 not in fonts.embed(key, f"中a{NOBODY_HAS}").codes.values()


def test_character_that_the_face_lacks_is_drawn_as_the_geta_mark(cff: EmbeddedIn, truetype: EmbeddedIn) -> None:
    for fonts, key in (cff, truetype):
        codes = fonts.embed(key, f"中{NOBODY_HAS}〓").codes
        assert codes[NOBODY_HAS] == codes["〓"]


def test_same_characters_in_any_order_give_the_same_font(cff: EmbeddedIn) -> None:
    fonts, key = cff
    assert fonts.embed(key, "甲乙丙丁") == fonts.embed(key, "丁丙乙甲甲")


def test_metrics_are_thousandths_of_an_em(truetype: EmbeddedIn) -> None:
    fonts, key = truetype
    embedded = fonts.embed(key, "中")
    assert (embedded.ascent, embedded.descent, embedded.bbox) == (880, -120, (0, 0, 500, 700))
    assert embedded.postscript_name == "FangSong"


def test_unknown_face_is_refused(cff: EmbeddedIn) -> None:
    fonts, _key = cff
    with pytest.raises(LookupError):
        fonts.embed("no such face", "中")
