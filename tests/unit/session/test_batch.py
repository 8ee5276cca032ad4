"""Many drafts given out at once."""

from pathlib import Path

from castforms.model.entry import Entry
from castforms.session.batch import export_drafts
from castforms.session.draft_note import DraftNote
from castforms.session.drafts import DraftBox, DraftState
from castforms.session.workspace import Workspace


def test_one_draft_with_errors_does_not_stop_the_others(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    box = DraftBox(workspace, tmp_path / "drafts")
    for each in (entry, workspace.blank(entry.form_id), entry):
        box.create(each)
    given = list(export_drafts(workspace, box, box.drafts(), tmp_path / "out"))
    assert [bool(each.complaint) for each in given].count(True) == 1
    assert len(list((tmp_path / "out").glob("*.pdf"))) == len(list((tmp_path / "out").glob("*.docx"))) == 2
    exported = [draft for draft in box.drafts() if draft.note.state is DraftState.EXPORTED]
    assert [draft.entry for draft in exported] == [entry, entry]


def test_what_was_written_before_the_clerk_cancelled_stays(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    box = DraftBox(workspace, tmp_path / "drafts")
    for _draft in range(3):
        box.create(entry)
    cancelled = [False]
    for _given in export_drafts(workspace, box, box.drafts(), tmp_path / "out", lambda: cancelled[0]):
        cancelled[0] = True
    assert len(list((tmp_path / "out").glob("*.pdf"))) == len(list((tmp_path / "out").glob("*.docx"))) == 1


def test_a_draft_open_elsewhere_is_given_out_all_the_same(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    """Its state cannot be noted; that is no reason to say that there is no pair."""
    box = DraftBox(workspace, tmp_path / "drafts")
    work = box.work_on()
    work.save(entry, DraftNote())
    (given,) = export_drafts(workspace, box, box.drafts(), tmp_path / "out")
    work.close()
    assert not given.complaint
    assert len(list((tmp_path / "out").iterdir())) == 2
