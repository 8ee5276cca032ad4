"""Entry files of every format ever given out open for ever (`tests/kept` holds one of each)."""

import json
from pathlib import Path

import pytest

from castforms.session.workspace import Workspace
from castforms.storage.entry_file import entry_json, read_entry_file
from castforms.storage.faults import StorageError
from castforms.storage.json_text import Number
from castforms.storage.migration import FORMAT, STEPS, Members, migrated
from castforms.storage.paths import resource_folder

KEPT = sorted((Path(__file__).parents[2] / "kept").glob("*.castform"))


def renamed(members: Members) -> Members:
    return {**members, "form": members["template"]}


def wrapped(members: Members) -> Members:
    return {**members, "values": {"unit": members["values"]}}


EXAMPLE = {1: renamed, 2: wrapped}
"""What two changes of the format would look like."""


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_kept_file_opens_with_every_answer_in_it(path: Path) -> None:
    workspace = Workspace([resource_folder() / "templates"])
    entry = read_entry_file(path, workspace.template).entry
    assert json.loads(entry_json(entry))["values"] == json.loads(path.read_bytes())["values"]


def test_there_is_a_kept_file_of_every_format() -> None:
    assert {int(path.name.split("-")[0]) for path in KEPT} == set(range(1, FORMAT + 1))
    assert set(STEPS) == set(range(1, FORMAT))


def test_an_old_file_goes_through_every_step() -> None:
    old = {"castform": Number(1), "template": "form", "values": "甲"}
    new = migrated(old, EXAMPLE, 3)
    assert (new["castform"], new["form"], new["values"]) == ("3", "form", {"unit": "甲"})


def test_a_file_of_the_middle_goes_through_the_rest() -> None:
    assert migrated({"castform": Number(2), "values": "甲"}, EXAMPLE, 3)["values"] == {"unit": "甲"}


@pytest.mark.parametrize("given", ["0", "4", "9" * 5000])
def test_a_format_that_is_not_known_asks_for_a_newer_program(given: str) -> None:
    with pytest.raises(StorageError, match="请升级程序"):
        migrated({"castform": Number(given)}, EXAMPLE, 3)
