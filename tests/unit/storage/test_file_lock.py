"""A lock ends with its holder; what a lock file says or looks like locks nobody out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from castforms.storage.file_lock import LockedError, take_lock

HOLDER = (
    "import sys; from pathlib import Path; from castforms.storage.file_lock import take_lock;"
    "lock = take_lock(Path(sys.argv[1]), '张三（办公室）'); print('held', flush=True); sys.stdin.read()"
)


def test_the_second_is_told_who_has_the_lock(tmp_path: Path) -> None:
    lock = take_lock(tmp_path / "lock", "张三（办公室）")
    with pytest.raises(LockedError, match="张三"):
        take_lock(tmp_path / "lock")
    lock.release()


def test_a_lock_that_was_released_leaves_nothing_and_can_be_taken(tmp_path: Path) -> None:
    take_lock(tmp_path / "lock").release()
    assert list(tmp_path.iterdir()) == []
    assert take_lock(tmp_path / "lock").held


def test_the_second_is_kept_away_whatever_failed_before(tmp_path: Path) -> None:
    lock = take_lock(tmp_path / "lock")
    (tmp_path / "none").resolve()  # fails inside, and leaves the C library's errno so
    with pytest.raises(LockedError):
        take_lock(tmp_path / "lock")
    lock.release()


@pytest.mark.parametrize("content", [b"", b"\x00\xff garbage \n" * 100, "别人（另一台电脑）".encode()])
def test_an_empty_foreign_or_garbage_file_locks_nobody_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lock").write_bytes(content)
    assert take_lock(tmp_path / "lock").held


def test_the_lock_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match="张三"):
            take_lock(path)
        process.kill()
    assert path.exists()
    assert take_lock(path).held


def test_where_no_lock_can_be_made_nobody_is_kept_away(tmp_path: Path) -> None:
    assert not take_lock(tmp_path / "none" / "lock").held
    (tmp_path / "folder").mkdir()
    assert not take_lock(tmp_path / "folder").held


def test_a_holder_s_name_cannot_paint_the_terminal(tmp_path: Path) -> None:
    lock = take_lock(tmp_path / "lock", "\x1b[31m红\n" + "x" * 1000)
    with pytest.raises(LockedError) as caught:
        take_lock(tmp_path / "lock")
    assert str(caught.value).startswith("[31m红x")
    assert len(str(caught.value)) < 130
    lock.release()


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open")
def test_a_lock_file_taken_away_while_held_does_not_let_two_in_for_long(tmp_path: Path) -> None:
    first = take_lock(tmp_path / "lock")
    (tmp_path / "lock").unlink()
    second = take_lock(tmp_path / "lock")
    first.release()
    with pytest.raises(LockedError):
        take_lock(tmp_path / "lock")
    second.release()
