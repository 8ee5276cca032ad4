"""Both files of a pair, or neither; an existing file is never overwritten (contracts.md, "Output names")."""

import errno
import os
import signal
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from castforms.storage.atomic import create
from castforms.storage.faults import StorageError
from castforms.storage.pair import PDF, WORD, write_pair
from tests.unprivileged import unprivileged

CONTENTS = {PDF: b"pdf", WORD: b"word"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing_at(number: int, code: int) -> Callable[[Path], BinaryIO]:
    """A disk that refuses the file of that number, after having made it."""
    made: list[Path] = []

    def opener(path: Path) -> BinaryIO:
        made.append(path)
        file = create(path)
        if len(made) == number:
            file.close()
            raise OSError(code, os.strerror(code))
        return file

    return opener


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_folder_without_permission_is_told_and_stays_empty(tmp_path: Path) -> None:
    with unprivileged(), pytest.raises(StorageError, match="没有权限"):
        write_pair(tmp_path, "甲", CONTENTS)
    assert names(tmp_path) == []


def test_both_files_appear_under_one_name(tmp_path: Path) -> None:
    files = write_pair(tmp_path, "表-学会", CONTENTS)
    assert files == {PDF: tmp_path / "表-学会.pdf", WORD: tmp_path / "表-学会.docx"}
    assert {suffix: path.read_bytes() for suffix, path in files.items()} == CONTENTS
    assert names(tmp_path) == ["表-学会.docx", "表-学会.pdf"]


def test_the_folder_is_made(tmp_path: Path) -> None:
    write_pair(tmp_path / "new" / "deep", "a", CONTENTS)
    assert names(tmp_path / "new" / "deep") == ["a.docx", "a.pdf"]


def test_a_second_and_third_pair_get_numbers(tmp_path: Path) -> None:
    for _ in range(3):
        write_pair(tmp_path, "a", CONTENTS)
    assert names(tmp_path) == ["a-2.docx", "a-2.pdf", "a-3.docx", "a-3.pdf", "a.docx", "a.pdf"]


@pytest.mark.parametrize("taken", ["a.pdf", "a.docx"])
def test_one_taken_name_moves_both_files_to_the_next_number(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_bytes(b"mine")
    files = write_pair(tmp_path, "a", CONTENTS)
    assert sorted(path.name for path in files.values()) == ["a-2.docx", "a-2.pdf"]
    assert (tmp_path / taken).read_bytes() == b"mine"


def test_a_single_file_never_joins_a_foreign_partner(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"of another entry")
    assert write_pair(tmp_path, "a", {PDF: b"pdf"}) == {PDF: tmp_path / "a-2.pdf"}


def test_a_dangling_link_counts_as_taken(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(tmp_path / "nowhere")
    assert write_pair(tmp_path, "a", CONTENTS)[PDF].name == "a-2.pdf"
    assert not (tmp_path / "nowhere").exists()


def test_a_name_taken_at_the_last_moment_is_not_overwritten(tmp_path: Path) -> None:
    def rival(path: Path) -> BinaryIO:
        (tmp_path / "a.docx").write_bytes(b"rival")
        return create(path)

    write_pair(tmp_path, "a", CONTENTS, rival)
    assert (tmp_path / "a.docx").read_bytes() == b"rival"
    assert names(tmp_path) == ["a-2.docx", "a-2.pdf", "a.docx"]


def test_eight_exports_at_once_give_eight_whole_pairs(tmp_path: Path) -> None:
    def export(number: int) -> None:
        write_pair(tmp_path, "a", {PDF: b"%d" % number, WORD: b"%d" % number})

    threads = [threading.Thread(target=export, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pdfs = sorted(tmp_path.glob("*.pdf"))
    assert {pdf.read_bytes() for pdf in pdfs} == {b"%d" % number for number in range(8)}
    assert all(pdf.with_suffix(WORD).read_bytes() == pdf.read_bytes() for pdf in pdfs)
    assert len(names(tmp_path)) == 16


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "没有权限"), (errno.EIO, "磁盘读写出错")]
)
def test_a_disk_that_refuses_one_file_gets_neither(tmp_path: Path, number: int, code: int, words: str) -> None:
    with pytest.raises(StorageError, match=words):
        write_pair(tmp_path, "a", CONTENTS, failing_at(number, code))
    assert names(tmp_path) == []


def test_an_interruption_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def interrupted(path: Path) -> BinaryIO:
        create(path).close()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_pair(tmp_path, "a", CONTENTS, interrupted)
    assert names(tmp_path) == []


def test_an_interruption_between_the_two_names_waits_until_both_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def link_then_interrupt(source: Path, target: Path) -> None:
        link(source, target)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(os, "link", link_then_interrupt)  # the moment cannot be hit from outside
    with pytest.raises(KeyboardInterrupt):
        write_pair(tmp_path, "a", CONTENTS)
    assert names(tmp_path) == ["a.docx", "a.pdf"]


def test_a_drive_without_hard_links_gets_the_pair_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    (tmp_path / "a.docx").write_bytes(b"mine")
    files = write_pair(tmp_path, "a", CONTENTS)
    assert {suffix: path.read_bytes() for suffix, path in files.items()} == CONTENTS
    assert names(tmp_path) == ["a-2.docx", "a-2.pdf", "a.docx"]


def test_a_file_where_the_folder_should_be_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(StorageError, match="不是文件夹"):
        write_pair(tmp_path / "out", "a", CONTENTS)


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"无法建立文件夹|不是文件夹"):
        write_pair(tmp_path / "file" / "out", "a", CONTENTS)


def test_a_folder_that_no_system_can_name_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="路径中含有不允许的字符"):
        write_pair(tmp_path / "a\0b", "a", CONTENTS)


def test_others_may_read_the_files_as_any_file_of_the_clerk(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in write_pair(tmp_path, "a", CONTENTS).values()}
    assert modes == {stat.S_IMODE((tmp_path / "plain").stat().st_mode)}
