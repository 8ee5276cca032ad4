"""Files appear complete or not at all."""

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from castforms.storage.atomic import create, create_file, patiently, replace_file, write_synced


class SharingViolationError(PermissionError):
    """What Windows raises while a virus scanner holds the file."""

    winerror = 32


def full_disk(path: Path) -> BinaryIO:
    create(path).close()
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_replaced_file_holds_the_new_content_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "a.castform"
    file.write_bytes(b"old, and longer than the new one")
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_full_disk_leaves_the_old_content(tmp_path: Path) -> None:
    file = tmp_path / "a.castform"
    file.write_bytes(b"old")
    with pytest.raises(OSError, match="No space"):
        replace_file(file, b"new", full_disk)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_exists_is_not_created_again(tmp_path: Path) -> None:
    file = tmp_path / "a.castform"
    file.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        create_file(file, b"yours")
    assert file.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_disk_that_keeps_something_else_is_found_out(tmp_path: Path) -> None:
    def lying(path: Path) -> BinaryIO:
        create(path).close()
        return create(tmp_path / "elsewhere")

    with pytest.raises(OSError, match="Input/output"):
        write_synced(tmp_path / "a", b"data", lying)


def test_a_file_held_by_another_program_is_tried_again() -> None:
    answers: list[Exception | None] = [SharingViolationError(), SharingViolationError(), None]

    def rename() -> None:
        if answer := answers.pop(0):
            raise answer

    patiently(rename, pause=lambda _: None)
    assert answers == []


def test_a_file_held_for_ever_is_given_up_in_under_a_second() -> None:
    waited: list[float] = []

    def rename() -> None:
        raise SharingViolationError

    with pytest.raises(SharingViolationError):
        patiently(rename, pause=waited.append)
    assert 0.3 < sum(waited) < 1


def test_a_plain_refusal_is_not_waited_for() -> None:
    waited: list[float] = []

    def rename() -> None:
        raise PermissionError

    with pytest.raises(PermissionError):
        patiently(rename, pause=waited.append)
    assert waited == []
