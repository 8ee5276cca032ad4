"""Files are kept by what they hold, and given back only as they were."""

from pathlib import Path

import pytest

from castforms.storage.faults import StorageError
from castforms.storage.kept_files import keep_file, kept_data


def test_a_kept_file_is_given_back(tmp_path: Path) -> None:
    assert kept_data(keep_file(b"draft", tmp_path), tmp_path) == b"draft"


def test_the_same_file_is_kept_once(tmp_path: Path) -> None:
    assert keep_file(b"draft", tmp_path) == keep_file(b"draft", tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_was_damaged_is_kept_anew(tmp_path: Path) -> None:
    (tmp_path / keep_file(b"draft", tmp_path)).write_bytes(b"other")
    assert kept_data(keep_file(b"draft", tmp_path), tmp_path) == b"draft"


def test_where_nothing_can_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"")
    with pytest.raises(StorageError, match="kept"):
        keep_file(b"draft", tmp_path / "kept")


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert kept_data("0" * 64, tmp_path) is None


def test_a_file_that_was_changed_is_none(tmp_path: Path) -> None:
    digest = keep_file(b"draft", tmp_path)
    (tmp_path / digest).write_bytes(b"other")
    assert kept_data(digest, tmp_path) is None
