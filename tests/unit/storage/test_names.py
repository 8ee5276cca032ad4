"""Output names: `<form title>-<unit>`, safe for Windows (contracts.md, "Output names")."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathvalidate import is_valid_filename

from castforms.storage.faults import StorageError
from castforms.storage.names import UNNAMED_UNIT, as_made, file_as_made, pair_stem, stem_room

ANY_TEXT = st.text(st.characters(), max_size=300)  # lone surrogates and controls too


def test_a_name_is_the_title_and_the_unit() -> None:
    assert pair_stem("活动方案表", "中国化学会") == "活动方案表-中国化学会"


def test_an_empty_unit_is_said_in_words() -> None:
    assert pair_stem("活动方案表", " \n") == f"活动方案表-{UNNAMED_UNIT}"


@pytest.mark.parametrize(
    ("typed", "named"), [("科技部/科协", "科技部／科协"), ('a\\b:c*d?e"f<g>h|i', "a＼b：c＊d？e＂f＜g＞h｜i")]
)
def test_forbidden_marks_are_widened_not_dropped(typed: str, named: str) -> None:
    assert pair_stem("表", typed) == f"表-{named}"


@pytest.mark.parametrize("unit", ["学会.", "学会 ", "学会. . .", " 学会"])
def test_dots_and_blanks_at_the_end_are_dropped_as_windows_would(unit: str) -> None:
    assert pair_stem("表", unit) == "表-学会"


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        (r"C:\报送. \第一批…", r"C:\报送\第一批…"),
        (r"\\server\share\报送 ", r"\\server\share\报送"),
        (r"..\报送.", r"..\报送"),
        ("C:\\", "C:\\"),
    ],
)
def test_a_folder_is_called_as_windows_makes_it(typed: str, made: str) -> None:
    assert as_made(PureWindowsPath(typed), by_windows=True) == PureWindowsPath(made)


def test_a_file_is_called_as_windows_makes_it() -> None:
    assert file_as_made(PureWindowsPath(r"C:\报送. \草稿. "), by_windows=True) == PureWindowsPath(r"C:\报送\草稿")


@pytest.mark.parametrize(
    "typed", ["CON", "nul.castform", "C:\\甲\\com1.castform", "化学会:草稿.castform", "草稿?.castform"]
)
def test_a_name_that_windows_cannot_keep_is_refused_before_anything_is_written(typed: str) -> None:
    with pytest.raises(StorageError, match="Windows 不允许这样的文件名，请换一个名称"):
        file_as_made(PureWindowsPath(typed), by_windows=True)


def test_other_systems_keep_any_name() -> None:
    assert file_as_made(PurePosixPath("a:b. "), by_windows=False) == PurePosixPath("a:b. ")


def test_line_breaks_and_invisible_characters_do_not_reach_the_name() -> None:
    assert pair_stem("表", "甲\r\n\t乙\u202e丙\u200b\x00\ud800丁") == "表-甲 乙丙丁"


@pytest.mark.parametrize("title", ["CON", "nul", "COM1.x", "LPT9", "aux.表"])
def test_a_device_name_of_windows_is_no_file_name(title: str) -> None:
    assert is_valid_filename(pair_stem(title, "学会") + ".pdf", platform="universal")


def test_a_long_title_leaves_the_unit_recognisable() -> None:
    assert pair_stem("很长的标题" * 30, "中国化学会").endswith("-中国化学会")


def test_a_long_unit_leaves_the_title_recognisable() -> None:
    assert pair_stem("活动方案表", "很长的单位" * 30).startswith("活动方案表-很长的单位")


@given(title=ANY_TEXT.filter(str.strip), unit=ANY_TEXT)
def test_any_text_gives_a_name_that_every_system_takes(title: str, unit: str) -> None:
    name = pair_stem(title, unit) + "-9999.docx"
    assert is_valid_filename(name, platform="universal")
    assert len(name) <= 80
    assert len(name.encode()) <= 200
    assert Path(name).name == name
    assert not pair_stem(title, unit).endswith((".", " "))


@given(unit=ANY_TEXT, room=st.integers(12, 60))
def test_a_name_keeps_to_the_room_the_folder_leaves(unit: str, room: int) -> None:
    assert len(pair_stem("中国科协关于全国科技工作者日的活动方案", unit, room)) <= room


def test_a_deep_folder_leaves_less_room(tmp_path: Path) -> None:
    assert stem_room(tmp_path, len(str(tmp_path)) + 60) < stem_room(tmp_path, 4000)


def test_a_folder_too_deep_for_any_name_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="路径太长"):
        stem_room(tmp_path, len(str(tmp_path)) + 15)
