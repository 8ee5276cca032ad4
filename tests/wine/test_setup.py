import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest

from installer.packing import SUMS, fingerprint
from installer.places import BUILD, DIST, NAME, STAGE
from installer.staging import build_stage, check_stage
from installer.wine import Wine, windows_path
from tests.wine.windows import registry_value

LARGEST_SETUP, LARGEST_STAGE = 40e6, 130e6
"""Bytes (DECISIONS 35)."""
CLASSES = r"HKCU\Software\Classes"
ENTRY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\castforms"


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_the_setup_program_can_be_sent_by_mail_and_fits_a_small_disk(setup_program: Path) -> None:
    assert setup_program.stat().st_size <= LARGEST_SETUP
    assert size_of(STAGE) <= LARGEST_STAGE


def test_every_library_that_is_loaded_is_there(setup_program: Path) -> None:
    assert setup_program.exists()
    check_stage(STAGE)


def test_the_same_source_gives_the_same_stage_wherever_it_is_laid_out(wine: Wine, setup_program: Path) -> None:
    assert setup_program.exists()
    again = BUILD / "again"
    build_stage(again, wine)
    assert fingerprint(again) == fingerprint(STAGE)
    shutil.rmtree(again)


def test_the_sums_are_those_of_the_files(setup_program: Path) -> None:
    lines = (setup_program.parent / SUMS).read_text(encoding="utf-8").splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)
    assert sums == {name: hashlib.sha256((DIST / name).read_bytes()).hexdigest() for name in sums}
    assert setup_program.name in sums


def test_the_portable_folder_is_what_is_installed(setup_program: Path) -> None:
    with zipfile.ZipFile(next(setup_program.parent.glob("*-portable.zip"))) as archive:
        packed = {name.partition("/")[2] for name in archive.namelist()}
    assert packed == {path.relative_to(STAGE).as_posix() for path in STAGE.rglob("*") if path.is_file()}


def test_silent_setup_installs_the_stage_for_this_user(installed: Path) -> None:
    added = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert added - {path.relative_to(STAGE).as_posix() for path in STAGE.rglob("*") if path.is_file()} == {
        "uninstall.exe"
    }


def test_the_start_menu_has_the_program(wine: Wine, installed: Path) -> None:
    assert installed.exists()
    assert [path.name for path in (wine.drive / "users").glob(f"*/AppData/Roaming/**/{NAME}.lnk")] == [f"{NAME}.lnk"]


@pytest.mark.parametrize(
    ("key", "name", "expected"),
    [
        (rf"{CLASSES}\.castform", "", "castforms.draft"),
        (rf"{CLASSES}\castforms.draft\DefaultIcon", "", r"{home}\app\resources\icons\castforms.ico"),
        (
            rf"{CLASSES}\castforms.draft\shell\open\command",
            "",
            r'"{home}\runtime\pythonw.exe" "{home}\app\main.py" "%1"',
        ),
        (ENTRY, "DisplayName", NAME),
        (ENTRY, "QuietUninstallString", r'"{home}\uninstall.exe" /S'),
    ],
)
def test_windows_knows_the_program_and_its_files(
    wine: Wine, installed: Path, key: str, name: str, expected: str
) -> None:
    home = "C:" + windows_path(installed).partition("drive_c")[2]
    assert registry_value(wine, key, name) == expected.format(home=home)


def test_setup_refuses_a_folder_with_other_files(wine: Wine, setup_program: Path) -> None:
    folder = wine.drive / "有别的文件"
    folder.mkdir(exist_ok=True)
    (folder / "重要.txt").write_text("重要", encoding="utf-8")
    wine.run(setup_program, "/S", r"/D=C:\有别的文件")
    assert [path.name for path in folder.iterdir()] == ["重要.txt"]


def test_uninstalling_takes_the_program_away_and_leaves_the_drafts(
    wine: Wine, installed: Path, local_data: Path, request: pytest.FixtureRequest
) -> None:
    """In a folder of its own, so that the other tests keep theirs."""
    assert installed.exists()
    folder = wine.drive / "工作䶮" / "castforms"
    shutil.rmtree(folder, ignore_errors=True)  # an earlier run's
    draft = local_data / "castforms" / "drafts" / "保留.castform"
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text("{}", encoding="utf-8")
    request.addfinalizer(draft.unlink)
    shutil.copytree(installed, folder)
    (folder / "app" / "我的文件.txt").parent.mkdir(exist_ok=True)
    (folder / "自己的.txt").write_text("", encoding="utf-8")
    wine.run(folder / "uninstall.exe", "/S", r"_?=C:\工作䶮\castforms").check_returncode()
    assert sorted(path.name for path in folder.iterdir()) == ["uninstall.exe", "自己的.txt"]
    assert draft.read_text(encoding="utf-8") == "{}"
    assert registry_value(wine, rf"{CLASSES}\.castform") is None
    assert registry_value(wine, ENTRY, "DisplayName") is None
