"""What a killed program left behind goes; nothing else does."""

import os
from pathlib import Path

from castforms.storage.leftovers import RECORD_SUFFIX, sweep, temporary

LATER = 4_000_000_000.0


def test_old_leftovers_go_files_and_folders(tmp_path: Path) -> None:
    temporary(tmp_path).write_bytes(b"half")
    (temporary(tmp_path) / "form").mkdir(parents=True)
    sweep(tmp_path, LATER)
    assert list(tmp_path.iterdir()) == []


def test_what_is_being_written_stays(tmp_path: Path) -> None:
    temp = temporary(tmp_path)
    temp.write_bytes(b"in work")
    sweep(tmp_path)
    assert temp.exists()


def test_files_of_others_stay_however_old(tmp_path: Path) -> None:
    names = {"a.tmp", ".castforms-mine.tmp", ".castforms-0123456789abcdef.txt", "表.pdf"}
    for name in names:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    sweep(tmp_path, LATER)
    assert {path.name for path in tmp_path.iterdir()} == names


def test_while_a_record_lies_there_everything_stays(tmp_path: Path) -> None:
    temp = temporary(tmp_path)
    temp.write_bytes(b"the clerk's old file")
    temporary(tmp_path).with_suffix(RECORD_SUFFIX).touch()
    sweep(tmp_path, LATER)
    assert temp.exists()


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    sweep(tmp_path / "none")
