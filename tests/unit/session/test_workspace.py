"""Forms and entry files as the window and the command line see them."""

import json
import shutil
from pathlib import Path

import pytest

from castforms.model.entry import Entry
from castforms.session.workspace import StorageError, Workspace
from castforms.storage.paths import resource_folder

SHIPPED = resource_folder() / "templates"
FORM = "cast-2020-five-areas"


def test_a_users_form_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / FORM, tmp_path / "own-form")
    template = tmp_path / "own-form" / "template.toml"
    template.write_text(template.read_text("utf-8").replace(FORM, "own-form"), "utf-8")
    assert {FORM, "own-form"} <= set(Workspace([SHIPPED, tmp_path]).templates)


def test_a_broken_form_of_the_user_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "template.toml").write_text("castforms = ", "utf-8")
    workspace = Workspace([SHIPPED, tmp_path])
    assert FORM in workspace.templates
    assert "broken" not in workspace.templates
    assert any("broken" in fault.file for fault in workspace.faults)


def test_an_entry_of_a_broken_form_is_told_what_is_wrong_with_the_form(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "template.toml").write_text("castforms = ", "utf-8")
    (tmp_path / "a.castform").write_text('{"castform": 1, "form": "broken", "values": {}}')
    with pytest.raises(StorageError, match=r"template\.toml"):
        Workspace([tmp_path]).read_entry(tmp_path / "a.castform")


def test_the_shipped_form_wins_over_the_users_of_the_same_id(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / FORM, tmp_path / FORM)
    workspace = Workspace([SHIPPED, tmp_path])
    title = "五个方面"
    template = tmp_path / FORM / "template.toml"
    template.write_text(template.read_text("utf-8").replace(title, "别的"), "utf-8")
    assert title in workspace.templates[FORM].title
    assert any(str(tmp_path) in fault.file for fault in workspace.faults)


def test_saving_keeps_what_other_programs_store_beside_the_entry(file: Path, workspace: Workspace) -> None:
    members = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**members, "meta": {"opened": 3}}), "utf-8")
    workspace.save(file, workspace.read_entry(file).with_value(("unit",), "新单位"))
    assert json.loads(file.read_text("utf-8"))["meta"] == {"opened": 3}
    assert workspace.read_entry(file).at(("unit",)) == "新单位"


def test_saving_over_a_damaged_file_mends_it(file: Path, workspace: Workspace, entry: Entry) -> None:
    file.write_bytes(b"\x00" * 100)
    workspace.save(file, entry)
    assert workspace.read_entry(file) == entry


def test_fonts_are_loaded_once_for_all_entries_of_a_layout(workspace: Workspace) -> None:
    template = workspace.template(FORM)
    assert workspace.typesetter(template) is workspace.typesetter(template)


def test_an_unknown_layout_profile_is_refused_with_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(StorageError, match="gb9704"):
        workspace.typesetter(workspace.template(FORM), "none")


@pytest.mark.parametrize("form_id", ["", "none", "../" + FORM])
def test_an_unknown_form_is_refused(workspace: Workspace, form_id: str) -> None:
    with pytest.raises(StorageError, match="没有编号"):
        workspace.blank(form_id)
