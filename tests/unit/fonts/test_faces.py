import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.fonts.faces import FontSet, NoFontError, load_fonts
from castforms.fonts.opened import may_embed, open_face
from castforms.fonts.sfnt import FontFile, read_tables
from castforms.model.measure import Substitution
from castforms.model.stylesheet import GB_9704, FontRole

MakeFont = Callable[..., FontFile]
MakeFontSet = Callable[..., FontSet]

HAN = {"中": 1, "国": 1, "　": 1, " ": 0.5, "“": 1, "a": 0.5}
NOBODY_HAS = "\U0010fffd"


def keep_glyphs(font: FontFile, count: int) -> None:
    """Damages the font: its character map then leads to glyphs that are not there."""
    data = bytearray(font.path.read_bytes())
    offset, _length = read_tables(font.path)["maxp"]
    data[offset + 4 : offset + 6] = count.to_bytes(2, "big")
    font.path.write_bytes(data)


def family(fonts: FontSet, role: FontRole, character: str) -> str:
    return fonts.faces[fonts.glyph(role, character).face].family


def test_wished_font_draws_its_role(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("FangSong", HAN), make_font("SimSun", HAN))
    assert family(fonts, FontRole.BODY, "中") == "FangSong"
    assert fonts.glyph(FontRole.BODY, "a").advance == 0.5


def test_office_font_is_named_in_chinese_in_the_word_file(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("FangSong", HAN))
    face = fonts.faces[fonts.glyph(FontRole.BODY, "中").face]
    assert (face.word_family, face.alternate) == ("仿宋", "")


def test_stand_in_keeps_its_name_and_offers_the_wished_one(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("LXGW WenKai", HAN))
    face = fonts.faces[fonts.glyph(FontRole.SUBHEADING, "中").face]
    assert (face.word_family, face.alternate) == ("LXGW WenKai", "楷体")


def test_subheadings_prefer_a_stand_in_whose_marks_stand_as_on_the_mainland(
    make_font: MakeFont, font_set: MakeFontSet
) -> None:
    fonts = font_set(make_font("AR PL UKai CN", HAN), make_font("LXGW WenKai", HAN))
    assert family(fonts, FontRole.SUBHEADING, "中") == "LXGW WenKai"


def test_bundled_font_is_named_as_the_wished_one(font_set: MakeFontSet) -> None:
    fonts = font_set()
    face = fonts.faces[fonts.glyph(FontRole.BODY, "中").face]
    assert (face.family, face.word_family, face.alternate) == ("Noto Serif SC", "仿宋", "")


def test_headings_fall_back_to_the_bundled_sans(font_set: MakeFontSet) -> None:
    assert family(font_set(), FontRole.HEADING, "中") == "Noto Sans SC"


def test_one_file_in_two_roles_has_a_face_for_each(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("LXGW WenKai", HAN))
    body, subheading = (fonts.glyph(role, "中").face for role in (FontRole.BODY, FontRole.SUBHEADING))
    assert body != subheading
    assert [fonts.faces[key].alternate for key in (body, subheading)] == ["仿宋", "楷体"]


def test_one_office_font_in_two_roles_is_one_face(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("SimSun", HAN))
    assert fonts.glyph(FontRole.BODY, "中") == fonts.glyph(FontRole.PAGE_NUMBER, "中")


def test_missing_character_comes_from_the_roles_chain_then_other_roles_then_rare_then_bundled(
    make_font: MakeFont, font_set: MakeFontSet
) -> None:
    fonts = font_set(
        make_font("FangSong", HAN),
        make_font("STFangsong", HAN | {"镕": 1}),
        make_font("KaiTi", HAN | {"镕": 1, "喆": 1}),
        make_font("SimSun-ExtB", {"𠮷": 1}),
    )
    drawn = {c: family(fonts, FontRole.BODY, c) for c in "镕喆𠮷䶮"}
    assert drawn == {"镕": "STFangsong", "喆": "KaiTi", "𠮷": "SimSun-ExtB", "䶮": "Noto Serif SC"}


def test_rare_characters_are_printable_and_one_that_nobody_has_is_not(
    make_font: MakeFont, font_set: MakeFontSet
) -> None:
    fonts = font_set(make_font("SimSun-ExtB", {"𠮷": 1}))
    assert [fonts.printable(c) for c in "䶮𠮷镕喆"] == [True] * 4
    assert not fonts.printable(NOBODY_HAS)


def test_character_whose_glyph_is_empty_comes_from_a_face_that_draws_it(
    make_font: MakeFont, font_set: MakeFontSet
) -> None:
    fonts = font_set(make_font("FangSong", {"中": 1, "䶮": 1}, empty="䶮"), make_font("SimHei", {"中": 1, "䶮": 1}))
    assert fonts.faces[fonts.glyph(FontRole.BODY, "䶮").face].family == "SimHei"


def test_character_that_is_drawn_nowhere_is_not_printable(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("FangSong", {"中": 1, "䶮": 1}, empty="䶮"), bundled=False)
    assert not fonts.printable("䶮")


def test_blanks_need_no_outlines(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("FangSong", {"中": 1, " ": 0.5, "　": 1}, empty=" 　"), bundled=False)
    assert fonts.printable(" ")
    assert fonts.printable("　")


def test_character_that_nobody_has_takes_one_em_of_the_roles_face(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("FangSong", HAN))
    assert family(fonts, FontRole.BODY, NOBODY_HAS) == "FangSong"
    assert fonts.glyph(FontRole.BODY, NOBODY_HAS).advance == 1


def test_control_characters_are_not_printable(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("FangSong", HAN | {"\n": 1}))
    assert not fonts.printable("\n")


@pytest.mark.parametrize("mark", "“”‘’—…")
def test_full_width_marks_come_from_a_face_that_draws_them_full_width(
    mark: str, make_font: MakeFont, font_set: MakeFontSet
) -> None:
    fonts = font_set(make_font("FangSong", HAN | {mark: 0.35}), make_font("KaiTi", HAN | {mark: 1}))
    assert family(fonts, FontRole.BODY, mark) == "KaiTi"
    assert fonts.glyph(FontRole.BODY, mark).advance == 1


def test_full_width_mark_that_no_face_has_full_width_stays_with_the_role(
    make_font: MakeFont, font_set: MakeFontSet
) -> None:
    fonts = font_set(make_font("FangSong", HAN | {"—": 0.8}))
    assert fonts.glyph(FontRole.BODY, "—").advance == 0.8


def test_latin_quotes_stay_in_the_latin_face(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("Times New Roman", {"“": 0.44}), make_font("FangSong", HAN))
    assert fonts.glyph(FontRole.LATIN, "“").advance == 0.44


@pytest.mark.parametrize("character", "· 　")
def test_middle_dot_and_blanks_stay_in_the_roles_face(
    character: str, make_font: MakeFont, font_set: MakeFontSet
) -> None:
    fonts = font_set(make_font("FangSong", HAN | {character: 0.3}), make_font("KaiTi", HAN | {character: 1}))
    assert fonts.glyph(FontRole.BODY, character).advance == 0.3


@pytest.mark.parametrize(
    ("rights", "allowed"),
    [(0, True), (4, True), (8, True), (2, False), (0x200, False), (0x204, False), (0x100, False), (6, True)],
)
def test_embedding_rights(rights: int, allowed: bool) -> None:
    assert may_embed(rights) is allowed


def test_font_that_must_not_be_embedded_gives_way_to_the_next_and_is_reported(
    make_font: MakeFont, font_set: MakeFontSet
) -> None:
    fonts = font_set(make_font("FangSong", HAN, fs_type=2), make_font("STFangsong", HAN))
    assert family(fonts, FontRole.BODY, "中") == "STFangsong"
    assert fonts.substitutions() == (Substitution(FontRole.BODY, "仿宋", "华文仿宋"),)


def test_variable_cut_off_and_missing_fonts_give_way(
    make_font: MakeFont, font_set: MakeFontSet, tmp_path: Path
) -> None:
    cut = make_font("FangSong", HAN)
    cut.path.write_bytes(cut.path.read_bytes()[:-200])
    variable = make_font("FangSong_GB2312", HAN, variable=True)
    gone = FontFile("STFangsong", tmp_path / "gone.ttf")
    assert [open_face(font) for font in (cut, variable, gone)] == [None, None, None]
    assert family(font_set(cut, variable, gone), FontRole.BODY, "中") == "Noto Serif SC"


def test_font_with_damaged_tables_gives_way(make_font: MakeFont, font_set: MakeFontSet) -> None:
    damaged = make_font("FangSong", HAN)
    keep_glyphs(damaged, 1)
    assert family(font_set(damaged), FontRole.BODY, "中") == "Noto Serif SC"


def test_character_whose_glyph_is_not_there_comes_from_another_face(make_font: MakeFont, font_set: MakeFontSet) -> None:
    damaged = make_font("FangSong", {"中": 1, "0": 0.5, "国": 1})
    keep_glyphs(damaged, 3)
    fonts = font_set(damaged)
    assert [family(fonts, FontRole.BODY, character) for character in "中国"] == ["FangSong", "Noto Serif SC"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody write a font that is open")
def test_font_whose_damage_shows_only_when_it_is_embedded_is_named_in_chinese(
    make_font: MakeFont, font_set: MakeFontSet
) -> None:
    fonts = font_set(font := make_font("FangSong", HAN))
    key = fonts.glyph(FontRole.BODY, "中").face
    offset, _length = read_tables(font.path)["head"]
    with font.path.open("r+b") as file:
        file.seek(offset)
        file.write(b"\xff\xff")
    with pytest.raises(NoFontError, match="字体“FangSong”的文件已损坏"):
        fonts.embed(key, "中")


@pytest.mark.parametrize(
    "data", [b"", b"ttcf", b"ttcf\0\1\0\0\0\0\0\1\xff\xff\xff\xff", b"OTTO\0\x09", b"\0\1\0\0" * 99]
)
def test_file_that_is_no_font_is_passed_over(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(data)
    assert open_face(FontFile("a", path)) is None


def test_wished_fonts_that_are_there_are_no_substitution(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("FangSong", HAN))
    fonts.glyph(FontRole.BODY, "中")
    assert fonts.substitutions() == ()


def test_characters_that_another_face_lends_are_reported(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("FangSong", HAN), make_font("SimSun", HAN | {"镕": 1, "喆": 1}))
    for character in "中镕喆镕":
        fonts.glyph(FontRole.BODY, character)
    assert fonts.substitutions() == (Substitution(FontRole.BODY, "仿宋", "宋体", "镕喆"),)


def test_asking_what_is_printable_reports_no_lent_characters(make_font: MakeFont, font_set: MakeFontSet) -> None:
    fonts = font_set(make_font("FangSong", HAN), make_font("SimSun", HAN | {"镕": 1}))
    assert fonts.printable("镕")
    assert fonts.substitutions() == ()


def test_machine_without_any_font_says_so_in_chinese(font_set: MakeFontSet) -> None:
    with pytest.raises(NoFontError, match="找不到可用的字体"):
        font_set(bundled=False).glyph(FontRole.BODY, "中")


def test_every_role_finds_a_face_on_this_machine() -> None:
    fonts = load_fonts(GB_9704)
    assert all(fonts.glyph(role, "中").face in fonts.faces for role in FontRole)
