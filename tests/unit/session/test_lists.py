"""A list that was checked is kept in the user's folder, and forms offer it from then on."""

from pathlib import Path

import pytest

from castforms.model.entry import record
from castforms.session.workspace import StorageError, Workspace
from castforms.storage.paths import resource_folder

FORM = "work-points-measures"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shipped = resource_folder()
    return Workspace([shipped / "templates"], [], [shipped / "lists", tmp_path / "data" / "lists"])


def offered(workspace: Workspace) -> list[str]:
    field = workspace.template(FORM).field("year_list")
    assert field is not None
    return [choice.name for choice in field.choices]


def test_shipped_lists_are_offered_the_latest_first(workspace: Workspace) -> None:
    assert offered(workspace)[0] == "cast-2025"
    assert set(offered(workspace)) == {"cast-2020", "cast-2020-academic", "cast-2025"}


def test_a_new_list_is_offered_at_once_and_after_a_new_start(workspace: Workspace, tmp_path: Path) -> None:
    assert "cast-2026" not in offered(workspace)
    new = workspace.lists["cast-2025"]._replace(id="cast-2026", year=2026)
    file = workspace.add_list(new)
    assert file.parent == tmp_path / "data" / "lists"
    assert offered(workspace)[0] == "cast-2026"
    again = Workspace([], [], [file.parent])
    assert again.lists["cast-2026"] == new


def test_points_of_the_new_list_can_be_chosen(workspace: Workspace) -> None:
    workspace.add_list(workspace.lists["cast-2020"]._replace(id="own-list"))
    field = workspace.template(FORM).fields[-1].fields[0]
    assert len(field.settled((record({"year_list": "own-list"}),)).choices) == 20


@pytest.mark.parametrize("list_id", ["cast-2025", "Own List", "../own", ""])
def test_a_list_that_is_there_already_or_has_no_usable_id_is_refused(
    workspace: Workspace, tmp_path: Path, list_id: str
) -> None:
    with pytest.raises(StorageError):
        workspace.add_list(workspace.lists["cast-2025"]._replace(id=list_id))
    assert list(tmp_path.rglob("*.toml")) == []


def test_a_broken_list_is_told_and_stops_no_form(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "data" / "lists").mkdir(parents=True)
    (tmp_path / "data" / "lists" / "broken.toml").write_text("castforms_list = 1", "utf-8")
    assert FORM in workspace.templates
    assert any("broken" in fault.file for fault in workspace.faults)
