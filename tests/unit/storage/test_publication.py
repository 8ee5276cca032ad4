"""Files that get their names together: cut off anywhere, then settled, all are new or all are old."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from castforms.storage import atomic, publication
from castforms.storage.leftovers import RECORD_SUFFIX, temporary
from castforms.storage.pair import PDF, WORD, recover_pairs, write_pair
from castforms.storage.publication import FileInUseError

NEW = {PDF: b"new pdf", WORD: b"new word"}
OLD = {PDF: b"old pdf", WORD: b"old word"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def named(files: dict[str, bytes], stem: str = "a") -> dict[str, bytes]:
    return {stem + suffix: data for suffix, data in files.items()}


def cut_off(step: int, act: Callable[[], object], *, links: bool = True) -> None:
    """Does it in a process that dies before the renaming, link or removal of that number."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    left = [step]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object, **named: object) -> object:
            if left[0] <= 0:
                os._exit(9)
            left[0] -= 1
            return real(*given, **named)

        return run

    if not links:
        os.link = _refused  # type: ignore[assignment]
    for owner, name in ((os, "link"), (Path, "rename"), (Path, "replace"), (Path, "unlink")):
        setattr(owner, name, counted(getattr(owner, name)))
    with suppress(BaseException):
        act()
    os._exit(0)


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "no hard links"])
@pytest.mark.parametrize("step", range(14))
def test_an_export_cut_off_anywhere_is_old_or_new_at_the_next(tmp_path: Path, step: int, *, links: bool) -> None:
    write_pair(tmp_path, "a", OLD)
    cut_off(step, lambda: write_pair(tmp_path, "a", NEW, replace=True), links=links)
    recover_pairs(tmp_path)
    seen = {name: data for name, data in contents(tmp_path).items() if not name.startswith(".")}
    assert seen in (named(OLD), named(NEW))
    assert write_pair(tmp_path, "a", OLD, replace=True)[PDF] == tmp_path / "a.pdf"
    assert {name: data for name, data in contents(tmp_path).items() if not name.startswith(".")} == named(OLD)


def _refused(*_given: object) -> None:
    raise PermissionError(1, "no links")


def test_a_half_pair_is_completed_by_the_next_export_into_the_folder(tmp_path: Path) -> None:
    cut_off(2, lambda: write_pair(tmp_path, "a", NEW))  # the record and the first file have their names
    assert {name for name in contents(tmp_path) if not name.startswith(".")} in ({"a.pdf"}, {"a.docx"})
    write_pair(tmp_path, "b", OLD)
    assert contents(tmp_path) == {**named(NEW), **named(OLD, "b")}


def test_old_files_come_back_where_the_new_ones_cannot_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pair(tmp_path, "a", OLD)
    links: list[object] = []

    def second_fails(source: Path, target: Path) -> None:
        links.append(target)
        if len(links) == 2:
            raise OSError(5, "Input/output error")
        real(source, target)

    real = os.link
    monkeypatch.setattr(os, "link", second_fails)
    monkeypatch.setattr(atomic, "_reserve", lambda *_paths: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(Exception, match="磁盘读写出错"):
        write_pair(tmp_path, "a", NEW, replace=True)
    monkeypatch.undo()
    assert contents(tmp_path) == named(OLD)


def test_a_file_open_in_word_is_named_and_everything_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pair(tmp_path, "a", OLD)
    rename = Path.rename

    def held(self: Path, target: Path) -> Path:
        if self.suffix == WORD and not self.name.startswith("."):
            error = PermissionError(13, "sharing violation")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    monkeypatch.setattr(publication, "patiently", lambda action: action())
    with pytest.raises(FileInUseError, match=r"a\.docx"):
        write_pair(tmp_path, "a", NEW, replace=True)
    assert contents(tmp_path) == named(OLD)


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"garbage",
        b"[]",
        b'{"new": [["../../etc/x", "a.pdf"]], "old": []}',
        b'{"new": [[".castforms-0123456789abcdef.tmp", "../up.pdf"]], "old": []}',
        b'{"new": [], "old": [["a.pdf", "b.pdf"]]}',
        b"[" * 5000,
    ],
)
def test_a_record_that_is_none_of_ours_moves_nothing(tmp_path: Path, record: bytes) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "a.pdf").write_bytes(b"mine")
    (inner / ".castforms-0123456789abcdef.tmp").write_bytes(b"x")
    temporary(inner).with_suffix(RECORD_SUFFIX).write_bytes(record)
    recover_pairs(inner)
    assert (inner / "a.pdf").read_bytes() == b"mine"
    assert not (tmp_path / "up.pdf").exists()


def test_a_file_the_clerk_put_there_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    temps = [temporary(tmp_path) for _suffix in NEW]
    for temp, data in zip(temps, NEW.values(), strict=True):
        temp.write_bytes(data)
    os.link(temps[0], tmp_path / "a.pdf")
    (tmp_path / "a.docx").write_bytes(b"the clerk's own")
    moves = [[temps[0].name, "a.pdf"], [temps[1].name, "a.docx"]]
    temporary(tmp_path).with_suffix(RECORD_SUFFIX).write_text(json.dumps({"new": moves, "old": []}), "utf-8")
    recover_pairs(tmp_path)
    assert contents(tmp_path) == {"a.pdf": b"new pdf", "a.docx": b"the clerk's own"}
