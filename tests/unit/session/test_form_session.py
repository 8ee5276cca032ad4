"""A form being filled: edit, undo, findings, pages, export."""

from pathlib import Path

import pytest

from castforms.model.document import plain_text
from castforms.model.entry import Entry
from castforms.session.form_session import FormSession
from castforms.session.workspace import Workspace

UNIT = ("unit",)


@pytest.fixture
def session(workspace: Workspace, entry: Entry) -> FormSession:
    return workspace.session(entry.form_id, entry)


def required(session: FormSession) -> list[object]:
    return [finding.path for finding in session.findings() if finding.code == "required"]


def test_findings_follow_the_entry(session: FormSession) -> None:
    assert required(session) == []
    session.edit(UNIT, "", "清空单位")
    assert required(session) == [UNIT]
    session.undo()
    assert required(session) == []


def test_pages_follow_the_entry(session: FormSession) -> None:
    session.edit(UNIT, "中国测试学会", "填写单位")
    assert "中国测试学会" in plain_text(session.paged().document)


def test_pages_that_are_still_true_are_not_made_again(session: FormSession) -> None:
    assert session.paged() is session.paged()


def test_invisible_characters_reach_no_page(session: FormSession) -> None:
    session.edit(UNIT, "中国\u200b测试\x00学会", "粘贴单位")
    assert "中国测试学会" in plain_text(session.paged().document)


def test_undo_and_redo_go_back_and_forth(session: FormSession, entry: Entry) -> None:
    session.edit(UNIT, "甲", "填写单位")
    edited = session.entry
    session.undo()
    assert session.entry == entry
    assert session.redo_name == "填写单位"
    session.redo()
    assert session.entry == edited


def test_an_answer_that_is_there_already_is_no_step(session: FormSession, entry: Entry) -> None:
    session.edit(UNIT, entry.at(UNIT), "填写单位")
    assert session.undo_name == ""


def test_a_blank_form_can_be_looked_at(workspace: Workspace, entry: Entry) -> None:
    assert workspace.session(entry.form_id).paged().pages


def test_the_pair_is_given_out(session: FormSession, tmp_path: Path) -> None:
    outcome = session.export(tmp_path / "out")
    assert sorted(path.suffix for path in outcome.files.values()) == [".docx", ".pdf"]
    assert outcome.pages == len(session.paged().pages)
