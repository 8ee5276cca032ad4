"""Judged on real Windows programs: the little launchers that pip carries with it."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from installer import binaries
from installer.binaries import imported_libraries, missing_libraries, needed_files, part_of_windows

LAUNCHERS = Path(str(find_spec("pip._vendor.distlib").origin)).parent  # type: ignore[union-attr]


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    shutil.copy(LAUNCHERS / "t64.exe", tmp_path / "launcher.exe")
    return tmp_path


def test_imports_are_read_from_the_program(stage: Path) -> None:
    assert "kernel32.dll" in imported_libraries(stage / "launcher.exe")


def test_a_program_for_another_machine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="64-bit"):
        imported_libraries(shutil.copy(LAUNCHERS / "t32.exe", tmp_path / "old.exe"))


def test_what_windows_has_is_not_missing(stage: Path) -> None:
    assert list(missing_libraries(stage, ())) == []


def test_a_library_that_nobody_has_is_named_with_the_file_that_wants_it(
    stage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "WINDOWS", binaries.WINDOWS - {"kernel32"})
    assert list(missing_libraries(stage, ())) == ["launcher.exe: kernel32.dll"]


@pytest.mark.parametrize("folder", [".", "shared"], ids=["beside it", "in a shared folder"])
def test_a_library_that_is_shipped_is_not_missing(stage: Path, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "WINDOWS", binaries.WINDOWS - {"kernel32"})
    (stage / folder).mkdir(exist_ok=True)
    shutil.copy(LAUNCHERS / "t64.exe", stage / folder / "KERNEL32.DLL")
    wanting = list(missing_libraries(stage, (stage / folder,)))
    assert wanting == []


def test_needed_files_follow_the_imports(stage: Path) -> None:
    shutil.copy(LAUNCHERS / "t64.exe", stage / "kernel32.dll")
    shutil.copy(LAUNCHERS / "t64.exe", stage / "other.dll")
    assert needed_files([stage / "launcher.exe"], stage) == {stage / "launcher.exe", stage / "kernel32.dll"}


@pytest.mark.parametrize("library", ["api-ms-win-crt-heap-l1-1-0.dll", "user32.dll", "winspool.drv"])
def test_libraries_of_windows_are_known(library: str) -> None:
    assert part_of_windows(library)


@pytest.mark.parametrize("library", ["qt6core.dll", "vcruntime140.dll", "python313.dll"])
def test_libraries_of_others_are_not_taken_for_granted(library: str) -> None:
    assert not part_of_windows(library)
