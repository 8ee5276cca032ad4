"""Drafts, profile and settings outlive the program."""

from pathlib import Path

import pytest

from castforms.model.entry import Entry
from castforms.session.drafts import DraftBox, DraftNote, DraftState
from castforms.session.profile import ProfileStore, prefilled
from castforms.session.settings import Settings
from castforms.session.workspace import Workspace
from castforms.storage.drafts import new_draft_path
from castforms.storage.faults import StorageError


@pytest.fixture
def box(workspace: Workspace, tmp_path: Path) -> DraftBox:
    return DraftBox(workspace, tmp_path / "drafts")


def test_a_draft_comes_back_as_it_was_saved(box: DraftBox, entry: Entry) -> None:
    path = box.create(entry)
    box.save(path, entry, DraftNote(3))
    (draft,) = box.drafts()
    assert (draft.entry, draft.note.words) == (entry, "缺 3 项")


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (DraftNote(), "可导出"),
        (DraftNote(2, DraftState.EXPORTED), "已导出"),
        (DraftNote(0, DraftState.SEALED), "已盖章"),
        (DraftNote(0, DraftState.SENT), "已发送"),
    ],
)
def test_the_status_says_how_far_it_is(note: DraftNote, words: str) -> None:
    assert note.words == words


def test_a_damaged_draft_does_not_hide_the_others(box: DraftBox, entry: Entry) -> None:
    box.create(entry)
    (box.folder / "damaged.castform").write_text('{"castform": 1, "for', encoding="utf-8")
    assert [draft.entry for draft in box.drafts()] == [entry]


def test_a_draft_thrown_away_is_kept_beside(box: DraftBox, entry: Entry) -> None:
    path = box.create(entry)
    box.throw_away(path)
    assert box.drafts() == ()
    assert (box.folder / "deleted" / path.name).exists()


def test_a_draft_thrown_away_is_in_the_list_again_once_it_is_taken_up(box: DraftBox, entry: Entry) -> None:
    path = box.create(entry)
    box.throw_away(path)
    assert box.take_up(box.folder / "deleted" / path.name).path == path
    assert [draft.path for draft in box.drafts()] == [path]


def test_a_draft_taken_up_elsewhere_stays_there(box: DraftBox, entry: Entry, tmp_path: Path) -> None:
    path = box.create(entry).rename(tmp_path / "elsewhere.castform")
    assert box.take_up(path).path == path


def test_what_was_thrown_away_damaged_stays_where_it_is(box: DraftBox) -> None:
    path = box.folder / "deleted" / "damaged.castform"
    path.parent.mkdir(parents=True)
    path.write_text('{"castform": 1, "for', encoding="utf-8")
    with pytest.raises(StorageError):
        box.take_up(path)
    assert path.exists()


def test_two_drafts_of_one_second_have_two_names(box: DraftBox, entry: Entry) -> None:
    assert box.create(entry) != box.create(entry)


def test_the_name_of_a_draft_is_safe(tmp_path: Path, entry: Entry, box: DraftBox) -> None:
    draft = box.open(box.create(entry))
    assert new_draft_path(tmp_path, "a/b:c", draft.changed).name.startswith("a-b-c-")


def test_the_profile_fills_only_what_is_unanswered(workspace: Workspace) -> None:
    form = "cast-2020-workers-day-plan"
    profile = {"unit": "中国测试学会", "mobile": "13800000000", "handler": "张某某"}
    blank = workspace.blank(form).with_value(("activities", 0, "host"), "另一学会")
    filled = prefilled(workspace.template(form), blank, profile)
    assert filled.at(("unit",)) == "中国测试学会"
    assert filled.at(("activities", 0, "host")) == "另一学会"
    assert filled.at(("activities", 0, "mobile")) == "13800000000"
    assert filled.at(("activities", 0, "modules")) == ()


def test_profile_and_settings_survive(tmp_path: Path) -> None:
    assert not ProfileStore(tmp_path).asked
    ProfileStore(tmp_path).save({"unit": " 中国测试学会 "})
    Settings(tmp_path).put("export_folder", "/某处")
    assert (ProfileStore(tmp_path).asked, ProfileStore(tmp_path).load()["unit"]) == (True, "中国测试学会")
    assert Settings(tmp_path).get("export_folder") == "/某处"


def test_damaged_settings_are_no_settings(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b"\xff\x00[")
    assert Settings(tmp_path).get("geometry") == ""
