"""A form folder as a whole: its sample is an entry of it without errors, its layout profile exists."""

import json
import shutil
from pathlib import Path

import pytest

from castforms.session.lint import lint_form
from castforms.storage.paths import resource_folder

FORM = "cast-2020-workers-day-plan"
PROFILES = ("gb9704",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource_folder() / "templates" / FORM, tmp_path / FORM))


def told(folder: Path) -> dict[str, str]:
    return {f"{Path(fault.file).name} {fault.key}".strip(): fault.message for fault in lint_form(folder, PROFILES)}


def change_sample(folder: Path, **values: object) -> None:
    members = json.loads((folder / "sample.json").read_text("utf-8"))
    members["values"] |= values
    (folder / "sample.json").write_text(json.dumps(members), "utf-8")


def test_a_shipped_form_has_no_faults(folder: Path) -> None:
    assert told(folder) == {}


def test_what_is_wrong_with_the_form_is_told_alone(folder: Path) -> None:
    (folder / "template.toml").write_text("castforms = 1", "utf-8")
    (folder / "sample.json").unlink()
    assert {key.split()[0] for key in told(folder)} == {"template.toml"}


@pytest.mark.parametrize(("profile", "keys"), [("gb9704", []), ("nope", ["template.toml profile"])])
def test_the_layout_profile_exists(folder: Path, profile: str, keys: list[str]) -> None:
    template = folder / "template.toml"
    template.write_text(f'profile = "{profile}"\n' + template.read_text("utf-8"), "utf-8")
    assert list(told(folder)) == keys


@pytest.mark.parametrize("text", ["", "[", "[" * 100_000, "null", '{"castform": 2}', '{"castform": 1, "form": "x"}'])
def test_a_sample_that_is_no_entry_of_the_form_is_told_once_and_named(folder: Path, text: str) -> None:
    (folder / "sample.json").write_text(text, "utf-8")
    (message,) = told(folder).values()
    assert str(folder / "sample.json") in message


def test_a_missing_sample_is_told(folder: Path) -> None:
    (folder / "sample.json").unlink()
    (message,) = told(folder).values()
    assert str(folder / "sample.json") in message


@pytest.mark.parametrize("values", [{"unti": "x"}, {"unit": ["x"]}, {"unit": 5}])
def test_the_sample_is_read_as_strictly_as_any_entry(folder: Path, values: dict[str, object]) -> None:
    change_sample(folder, **values)
    (message,) = told(folder).values()
    assert next(iter(values)) in message


def test_errors_of_the_sample_are_faults(folder: Path) -> None:
    change_sample(folder, unit="")
    assert list(told(folder)) == ["sample.json unit"]


def test_hints_about_the_sample_are_none(folder: Path) -> None:
    change_sample(folder, unit="中国某某学会（")
    assert told(folder) == {}
