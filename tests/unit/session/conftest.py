"""A workspace over the shipped forms, and an entry that can be exported."""

from pathlib import Path

import pytest

from castforms.model.entry import Entry
from castforms.session.workspace import Workspace
from castforms.storage.paths import resource_folder

FORM = "cast-2020-five-areas"


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    return Workspace([resource_folder() / "templates"])


@pytest.fixture
def entry(workspace: Workspace) -> Entry:
    return workspace.read_entry(resource_folder() / "templates" / FORM / "sample.json")


@pytest.fixture
def file(tmp_path: Path, workspace: Workspace, entry: Entry) -> Path:
    workspace.save(tmp_path / "entry.castform", entry)
    return tmp_path / "entry.castform"
