"""Old files make room, or come back."""

from pathlib import Path

import pytest

from castforms.storage.faults import StorageError
from castforms.storage.replacement import FileInUseError, set_aside


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    files = [tmp_path / "a.pdf", tmp_path / "a.docx"]
    for file in files:
        file.write_text("old", encoding="utf-8")
    return files


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_old_files_go_once_the_new_ones_are_there(files: list[Path], tmp_path: Path) -> None:
    with set_aside(files):
        files[0].write_text("new", encoding="utf-8")
    assert contents(tmp_path) == {"a.pdf": "new"}


def test_old_files_come_back_if_the_new_ones_fail(files: list[Path], tmp_path: Path) -> None:
    with pytest.raises(StorageError), set_aside(files):
        raise StorageError
    assert contents(tmp_path) == {"a.pdf": "old", "a.docx": "old"}


def test_a_file_that_another_program_holds_is_named_and_nothing_has_moved(files: list[Path], tmp_path: Path) -> None:
    def rename(source: Path, target: Path) -> None:
        if source.suffix == ".docx":
            error = PermissionError(13, "sharing violation")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        source.replace(target)

    with pytest.raises(FileInUseError) as caught, set_aside(files, rename):
        pass
    assert caught.value.path == files[1]
    assert "a.docx" in str(caught.value)
    assert contents(tmp_path) == {"a.pdf": "old", "a.docx": "old"}
