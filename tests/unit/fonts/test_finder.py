from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.fonts import finder
from castforms.fonts.chains import wanted_names
from castforms.fonts.finder import (
    FontSearch,
    bundled_fonts,
    from_folders,
    from_fontconfig,
    from_registry,
    windows_fonts,
)
from castforms.fonts.names import fold
from castforms.fonts.sfnt import FontFile
from castforms.model.stylesheet import FONT_CHAINS

MakeFont = Callable[..., FontFile]

WANTED = wanted_names(FONT_CHAINS)
WINDOWS = Path("C:/Windows/Fonts")


def test_registry_value_of_a_collection_names_its_faces_in_order() -> None:
    found = from_registry([("SimSun & NSimSun (TrueType)", "simsun.ttc")], WINDOWS, WANTED)
    assert (found["simsun"].path, found["simsun"].index) == (WINDOWS / "simsun.ttc", 0)
    assert found["nsimsun"].index == 1


def test_registry_value_may_be_in_chinese_and_name_a_style() -> None:
    values = [("华文中宋 (TrueType)", "STZHONGS.TTF"), ("方正小标宋简体 常规 (TrueType)", "FZXBSJW.TTF")]
    assert from_registry(values, WINDOWS, WANTED).keys() == {"华文中宋", "方正小标宋简体"}


def test_registry_path_with_a_folder_stays() -> None:
    own = str(Path("/Users/zhang/AppData/Local/Microsoft/Windows/Fonts/simfang.ttf").absolute())
    assert from_registry([("FangSong (TrueType)", own)], WINDOWS, WANTED)["fangsong"].path == Path(own)


def test_registry_fonts_that_no_chain_wants_are_left_out() -> None:
    assert from_registry([("Comic Sans MS (TrueType)", "comic.ttf")], WINDOWS, WANTED) == {}


def test_system_font_comes_before_the_users_own_copy() -> None:
    values = [("SimHei (TrueType)", "simhei.ttf"), ("SimHei (TrueType)", "/home/me/simhei.ttf")]
    assert from_registry(values, WINDOWS, WANTED)["simhei"].path == WINDOWS / "simhei.ttf"


def test_windows_finds_a_font_that_lies_in_the_users_folder_without_being_registered(
    make_font: MakeFont, tmp_path: Path
) -> None:
    folder = tmp_path / "Microsoft" / "Windows" / "Fonts"
    folder.mkdir(parents=True)
    font = make_font("FangSong", {"中": 1})
    font.path.rename(folder / "copied.ttf")
    found = windows_fonts([("SimHei (TrueType)", "simhei.ttf")], {"LOCALAPPDATA": str(tmp_path)}, WANTED)
    assert found["fangsong"].path == folder / "copied.ttf"
    assert "simhei" in found


def test_fontconfig_gives_the_weight_nearest_to_regular() -> None:
    bold = "200\t0\tFalse\tTrueType\t0\t/f/Bold.ttf\tLXGW WenKai"
    regular = "80\t0\tFalse\tTrueType\t0\t/f/R.ttf\tLXGW WenKai,霞鹜文楷"
    assert from_fontconfig(f"{bold}\n{regular}", WANTED)["lxgw wenkai"].path == Path("/f/R.ttf")


@pytest.mark.parametrize(
    "line",
    [
        "80\t100\tFalse\tTrueType\t0\t/f/a.ttf\tSimSun",
        "80\t0\tTrue\tTrueType\t0\t/f/a.ttf\tSimSun",
        "80\t0\tFalse\tPCF\t0\t/f/a.pcf\tSimSun",
        "[100 900]\t0\tTrue\tCFF\t0\t/f/a.otf\tSimSun",
        "fc-list: something else",
    ],
    ids=["slanted", "variable", "bitmap", "weight range", "no listing"],
)
def test_fontconfig_faces_that_cannot_serve_are_passed_over(line: str) -> None:
    assert from_fontconfig(line, WANTED) == {}


def test_fontconfig_keeps_the_faces_index_and_first_name() -> None:
    font = from_fontconfig("80\t0\tFalse\tCFF\t2\t/f/Serif.ttc\tNoto Serif CJK SC,思源", WANTED)["noto serif cjk sc"]
    assert (font.family, font.index, font.bundled) == ("Noto Serif CJK SC", 2, False)


def test_folders_are_read_by_the_names_inside_the_files(make_font: MakeFont, tmp_path: Path) -> None:
    make_font("KaiTi", {"中": 1}, weight=700)
    regular = make_font("KaiTi", {"中": 1}, weight=400)
    make_font("SimHei", {"中": 1}, variable=True)
    (tmp_path / "broken.ttf").write_bytes(regular.path.read_bytes()[:300])
    (tmp_path / "text.otf").write_text("no font")
    assert from_folders([tmp_path, tmp_path / "missing"], WANTED) == {"kaiti": regular}


def test_machine_without_fontconfig_is_searched_by_folder(
    make_font: MakeFont, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = make_font("FangSong", {"中": 1})
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(finder, "_usual_folders", lambda: [tmp_path])
    assert FontSearch().faces(WANTED) == {"fangsong": font}


def test_bundled_fonts_are_there() -> None:
    assert [font.path.is_file() and font.bundled for font in bundled_fonts()] == [True, True]


def test_names_are_compared_without_regard_to_capitals() -> None:
    assert fold(" SimSun ") == fold("SIMSUN")
