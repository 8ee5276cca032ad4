"""Layout profiles: an office writes down only the numbers in which it differs from GB/T 9704-2012."""

from pathlib import Path

import pytest

from castforms.library.faults import TemplateError
from castforms.library.profiles import DEFAULT_PROFILE, load_profile, load_profiles
from castforms.model.stylesheet import BASELINE_RATIO, GB_9704, Align, FontRole, Orientation, StyleSheet, twips

SHIPPED = Path(__file__).parents[3] / "resources" / "profiles"


def write(folder: Path, text: str, profile_id: str = "own") -> Path:
    file = folder / "own.toml"
    file.write_text(f'castforms_profile = 1\nid = "{profile_id}"\ntitle = "本单位"\n{text}', encoding="utf-8")
    return file


def first_baseline(sheet: StyleSheet) -> float:
    return sheet.pages[Orientation.PORTRAIT].top + BASELINE_RATIO * sheet.styles["body"].line


def test_standard_itself_is_always_there(tmp_path: Path) -> None:
    assert load_profiles([tmp_path])[DEFAULT_PROFILE] is GB_9704


def test_shipped_profiles_are_all_usable() -> None:
    profiles = load_profiles([SHIPPED])
    assert profiles.faults == ()
    assert set(profiles) == {DEFAULT_PROFILE, *(file.stem for file in SHIPPED.glob("*.toml"))}
    assert set(profiles.titles) == set(profiles)


def test_profile_that_says_nothing_is_the_standard(tmp_path: Path) -> None:
    assert load_profile(write(tmp_path, "")) == GB_9704


def test_body_headings_signature_and_gaps_follow_the_one_line_pitch(tmp_path: Path) -> None:
    sheet = load_profile(write(tmp_path, "[lines]\npitch_pt = 28"))
    assert sheet.line_pitch == 560
    for name in ("annex_label", "body", "body_flush", "heading1", "heading2", "heading3", "heading4", "signature"):
        assert sheet.styles[name].line == 560
    assert sheet.styles["title"].before == sheet.styles["title"].after == 560
    assert sheet.styles["title"].line == GB_9704.styles["title"].line
    assert sheet.styles["table_text"] == GB_9704.styles["table_text"]


def test_first_line_stays_37_mm_below_the_edge_when_the_pitch_changes(tmp_path: Path) -> None:
    sheet = load_profile(write(tmp_path, "[lines]\npitch_pt = 28"))
    assert first_baseline(sheet) == pytest.approx(first_baseline(GB_9704), abs=1)


def test_page_of_28_95_pt_has_22_lines() -> None:
    sheet = load_profile(SHIPPED / "line-28.95pt.toml")
    assert sheet.pages[Orientation.PORTRAIT].text_height // sheet.line_pitch == 22


def test_numbers_are_overridden_by_name(tmp_path: Path) -> None:
    text = """latin = "latin"
[pages.portrait]
top_mm = 34.58
[styles.title]
size_pt = 21
line_pt = 33
align = "left"
before_pt = 0
[fonts]
body = ["仿宋_GB2312", "仿宋"]
[table]
rule_pt = 0.75
[seal]
diameter_mm = 42
"""
    sheet = load_profile(write(tmp_path, text))
    title = sheet.styles["title"]
    assert sheet.latin is FontRole.LATIN
    assert sheet.pages[Orientation.PORTRAIT].top == twips(34.58)
    assert (title.size, title.line, title.before, title.align) == (21, 660, 0, Align.LEFT)
    assert sheet.fonts[FontRole.BODY] == ("仿宋_GB2312", "仿宋")
    assert sheet.fonts[FontRole.TITLE] == GB_9704.fonts[FontRole.TITLE]
    assert (sheet.table.rule, sheet.seal.diameter) == (15, twips(42))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[line]", "line"),
        ("[lines]\npitch = 28", "lines.pitch"),
        ('[lines]\npitch_pt = "28"', "lines.pitch_pt"),
        ("[lines]\npitch_pt = 2", "lines.pitch_pt"),
        ("[pages.a4]", "pages.a4"),
        ("[pages.portrait]\nleft_mm = 60", "pages.portrait"),
        ("[pages.portrait]\ntop_mm = -1", "pages.portrait.top_mm"),
        ("[styles.bdy]", "styles.bdy"),
        ("[styles.body]\nline_pt = 10", "styles.body.line_pt"),
        ("[styles.body]\nsize_pt = 100", "styles.body.size_pt"),
        ('[styles.body]\nfont = "fangsong"', "styles.body.font"),
        ("[fonts]\nbody = [1]", "fonts.body"),
        ('[fonts]\nbody = [""]', "fonts.body"),
        ('latin = "times"', "latin"),
    ],
)
def test_fault_is_told_with_its_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(TemplateError) as caught:
        load_profile(write(tmp_path, text))
    assert [fault.key for fault in caught.value.faults] == [key]


def test_id_must_be_the_file_name(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="文件名“own”"):
        load_profile(write(tmp_path, "", "other"))


def test_faulty_profile_does_not_keep_the_others_away(tmp_path: Path) -> None:
    write(tmp_path, "[lines]\npitch = 28")
    profiles = load_profiles([tmp_path, SHIPPED, tmp_path / "missing"])
    assert "own" not in profiles
    assert "line-28pt" in profiles
    assert [fault.key for fault in profiles.faults] == ["lines.pitch"]
