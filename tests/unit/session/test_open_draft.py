"""A draft being worked on: nothing typed is lost, nobody's text is overwritten."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from castforms.model.entry import Entry
from castforms.session import open_draft
from castforms.session.drafts import DraftBox, DraftNote, DraftState, SecondPlaceError
from castforms.session.workspace import StorageError, Workspace
from castforms.storage.drafts import lock_path
from castforms.storage.versions import RECENT
from tests.unprivileged import unprivileged

NOTE = DraftNote()


@pytest.fixture
def box(workspace: Workspace, tmp_path: Path) -> DraftBox:
    return DraftBox(workspace, tmp_path / "drafts")


@pytest.fixture
def path(box: DraftBox, entry: Entry) -> Path:
    return box.create(entry)


def said(entry: Entry, words: str) -> Entry:
    return entry.with_value(("unit",), words)


def units(box: DraftBox) -> set[object]:
    return {draft.entry.at(("unit",)) for draft in box.drafts()}


def saved_again(box: DraftBox, path: Path, entry: Entry) -> None:
    work = box.work_on(box.open(path))
    work.save(entry, NOTE)
    work.close()


def test_every_saving_is_kept_as_a_version_and_the_last_ten_stay(box: DraftBox, path: Path, entry: Entry) -> None:
    for number in range(RECENT + 5):
        saved_again(box, path, said(entry, f"第{number}版"))
    found = [box.version_entry(version) for version in box.versions(path)]
    words = [version.at(("unit",)) for version in found if version]
    assert words[:RECENT] == [f"第{number}版" for number in range(RECENT + 4, 4, -1)]


def test_nothing_but_the_draft_is_left_in_its_folder(box: DraftBox, path: Path) -> None:
    assert list(box.folder.iterdir()) == [path]


def test_a_draft_open_elsewhere_goes_to_a_file_of_its_own(box: DraftBox, path: Path, entry: Entry) -> None:
    first = box.work_on(box.open(path))
    first.save(said(entry, "甲"), NOTE)
    second = box.work_on(box.open(path))
    assert first.notice == ""
    assert "另一个窗口" in second.notice
    written = second.save(said(entry, "乙"), NOTE)
    assert written != path
    assert units(box) == {"甲", "乙"}
    first.close()
    second.close()


def test_of_two_that_look_the_one_who_writes_later_is_told(box: DraftBox, path: Path, entry: Entry) -> None:
    first, second = box.work_on(box.open(path)), box.work_on(box.open(path))
    assert (first.notice, second.notice) == ("", "")
    assert first.save(said(entry, "甲"), NOTE) == path
    assert second.save(said(entry, "乙"), NOTE) != path
    assert "另一个窗口" in second.notice
    assert units(box) == {"甲", "乙"}
    first.close()
    second.close()


def test_who_only_looks_leaves_nothing_beside_the_file(box: DraftBox, path: Path) -> None:
    box.work_on(box.open(path))
    assert list(box.folder.iterdir()) == [path]


def test_a_draft_is_free_again_once_the_other_window_has_closed(box: DraftBox, path: Path, entry: Entry) -> None:
    saved_again(box, path, said(entry, "甲"))
    assert box.work_on(box.open(path)).notice == ""


@pytest.mark.parametrize("content", [b"", b"garbage", "李四（他的电脑）".encode()])
def test_a_lock_file_left_behind_locks_nobody_out(box: DraftBox, path: Path, entry: Entry, content: bytes) -> None:
    lock_path(path).write_bytes(content)
    work = box.work_on(box.open(path))
    assert (work.notice, work.save(said(entry, "甲"), NOTE)) == ("", path)
    work.close()


def test_what_another_program_wrote_meanwhile_is_not_overwritten(box: DraftBox, path: Path, entry: Entry) -> None:
    work = box.work_on(box.open(path))
    box.save(path, said(entry, "同事写的"), NOTE)  # a colleague at another computer, without our locks
    written = work.save(said(entry, "我写的"), NOTE)
    assert "另一个人" in work.notice
    assert written != path
    assert units(box) == {"同事写的", "我写的"}
    work.save(said(entry, "我又写的"), NOTE)
    assert units(box) == {"同事写的", "我又写的"}
    work.close()


def test_a_draft_somebody_took_away_is_written_again(box: DraftBox, path: Path, entry: Entry) -> None:
    work = box.work_on(box.open(path))
    path.unlink()
    assert work.save(said(entry, "甲"), NOTE) == path
    work.close()


def test_while_the_folder_is_gone_the_text_is_safe_and_saving_resumes(
    box: DraftBox, workspace: Workspace, path: Path, entry: Entry, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    outside = Path(shutil.copy(path, stick))
    work = box.work_on(box.open(outside))
    stick.rename(tmp_path / "pulled out")
    with pytest.raises(SecondPlaceError, match="路径不存在"):
        work.save(said(entry, "甲"), NOTE)
    with pytest.raises(SecondPlaceError):
        work.save(said(entry, "甲乙"), NOTE)
    (tmp_path / "pulled out").rename(stick)
    assert DraftBox(workspace, box.folder).open(outside).entry == said(entry, "甲乙")
    assert work.save(said(entry, "甲乙丙"), NOTE) == outside
    work.close()
    assert box.open(outside).entry == said(entry, "甲乙丙")
    assert box.open(outside).words == ""


def test_what_never_reached_the_file_is_there_at_the_next_start(
    box: DraftBox, path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(open_draft, "replace_file", _full)
        work = box.work_on(box.open(path))
        with pytest.raises(SecondPlaceError, match="磁盘空间不足"):
            work.save(said(entry, "甲"), NOTE)
        work.close()
    draft = box.open(path)
    assert draft.entry == said(entry, "甲")
    assert "已经恢复" in draft.words
    saved_again(box, path, draft.entry)
    assert box.open(path).words == ""


def _full(*_given: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_where_nothing_at_all_can_be_written_it_is_said(box: DraftBox, path: Path, entry: Entry) -> None:
    work = box.work_on(box.open(path))
    with unprivileged(), pytest.raises(StorageError, match="没有权限") as caught:
        work.save(said(entry, "甲"), NOTE)
    assert not isinstance(caught.value, SecondPlaceError)
    assert work.save(said(entry, "甲"), NOTE) == path
    work.close()


def test_a_first_saving_that_failed_is_a_draft_at_the_next_start(
    box: DraftBox, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(open_draft, "create_file", _full)
        work = box.work_on()
        with pytest.raises(SecondPlaceError):
            work.save(entry, NOTE)
        work.close()
    (draft,) = box.drafts()
    assert (draft.entry, draft.path.exists()) == (entry, False)
    assert "恢复" in draft.words
    box.throw_away(draft.path)
    assert box.drafts() == ()


@pytest.mark.parametrize("damage", [b"", b"\x00" * 600, b'{"castform": 1, "for'])
def test_a_damaged_draft_comes_back_from_its_versions_and_is_kept(
    box: DraftBox, path: Path, entry: Entry, damage: bytes
) -> None:
    saved_again(box, path, said(entry, "甲"))
    path.write_bytes(damage)
    draft = box.open(path)
    assert draft.entry == said(entry, "甲")
    assert "已经损坏" in draft.words
    saved_again(box, path, draft.entry)
    assert box.open(path).words == ""
    assert (box.folder / "deleted" / path.name).read_bytes() == damage


def test_every_byte_of_a_draft_changed_gives_its_text_or_its_version_s(box: DraftBox, path: Path, entry: Entry) -> None:
    data = path.read_bytes()
    for at in range(0, len(data), 7):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert box.open(path).entry == entry


def test_damage_without_versions_is_refused_with_words(box: DraftBox, path: Path, tmp_path: Path) -> None:
    mailed = tmp_path / "mailed.castform"
    mailed.write_bytes(path.read_bytes().replace("中国".encode(), "中团".encode()))
    with pytest.raises(StorageError, match="可能已经损坏"):
        box.open(mailed)


def test_a_newer_text_of_a_colleague_wins_over_old_versions_of_mine(box: DraftBox, path: Path, entry: Entry) -> None:
    saved_again(box, path, said(entry, "我的"))
    path.unlink()
    box.save(path, said(entry, "同事寄回的"), NOTE)
    draft = box.open(path)
    assert (draft.entry.at(("unit",)), draft.words) == ("同事寄回的", "")


def test_a_draft_open_in_another_window_is_neither_marked_nor_thrown_away(
    box: DraftBox, path: Path, entry: Entry
) -> None:
    work = box.work_on(box.open(path))
    work.save(entry, NOTE)
    for act in (lambda: box.mark(path, DraftState.SENT), lambda: box.throw_away(path)):
        with pytest.raises(StorageError, match="另一个窗口"):
            act()
    work.close()
    box.mark(path, DraftState.SENT)
    assert box.drafts()[0].note.state is DraftState.SENT


def test_what_other_programs_keep_in_a_draft_stays(box: DraftBox, workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.castform"
    file.write_text(
        '{"castform": 1, "form": "cast-2020-five-areas", "values": {}, "meta": {"n": 3}, "x": [1.5]}', "utf-8"
    )
    saved_again(box, file, workspace.read_entry(file).with_value(("unit",), "甲"))
    beside = box.open(file).origin.beside
    assert (beside["x"], beside["meta"]["n"]) == ([1.5], 3)  # type: ignore[index]
