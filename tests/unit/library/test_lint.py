"""A form folder is checked as a whole: the notice it quotes and the sample beside it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.library.lint import lint_folder

FormFolder = Callable[[dict[str, str]], Path]
NOTICE = "某  办〔2020〕\n1号\n原则上每项活动500字\n以内"


@pytest.fixture
def folder(form_folder: FormFolder) -> Path:
    folder = form_folder({'label = "单位"': 'label = "单位"\nsource = "原则上每项活动500字以内"'})
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    write_sample(folder, {"unit": "某某学会", "kind": "a", "works": ["一"], "items": [{"amount": "1"}]})
    return folder


def write_sample(folder: Path, values: object, form: str = "form") -> None:
    sample = {"castform": 1, "form": form, "values": values}
    (folder / "sample.json").write_text(json.dumps(sample), encoding="utf-8")


def told(folder: Path) -> dict[str, str]:
    return {f"{Path(fault.file).name} {fault.key}": fault.message for fault in lint_folder(folder)}


def test_phrase_is_found_over_line_ends_and_blanks_of_the_notice(folder: Path) -> None:
    assert told(folder) == {}


def test_phrase_that_the_notice_does_not_hold_is_told_with_its_key(folder: Path) -> None:
    (folder / "notice.txt").write_text(NOTICE.replace("500", "300"), encoding="utf-8")
    assert list(told(folder)) == ["template.toml fields[0].source"]


def test_missing_notice_and_sample_are_told(folder: Path) -> None:
    (folder / "notice.txt").unlink()
    (folder / "sample.json").unlink()
    assert list(told(folder)) == ["notice.txt ", "sample.json "]


def test_faults_of_the_form_itself_come_first(folder: Path) -> None:
    (folder / "template.toml").write_text("castforms = 1", encoding="utf-8")
    assert "template.toml id" in told(folder)


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ([], "values"),
        ({"unti": "x"}, "unti"),
        ({"unit": ["x"]}, "unit"),
        ({"works": "x"}, "works"),
        ({"works": [1]}, "works"),
        ({"kind": "c"}, "kind"),
        ({"items": "x"}, "items"),
        ({"items": ["x"]}, "items[0]"),
        ({"items": [{"amount": 1}]}, "items[0].amount"),
    ],
)
def test_sample_that_does_not_fit_the_form_is_told_with_its_path(folder: Path, values: object, key: str) -> None:
    write_sample(folder, values)
    assert list(told(folder)) == [f"sample.json {key}"]


@pytest.mark.parametrize("text", ["", "[", "[" * 100_000, "null", '{"castform": 2}'])
def test_sample_that_is_no_entry_file_is_told(folder: Path, text: str) -> None:
    (folder / "sample.json").write_text(text, encoding="utf-8")
    assert list(told(folder)) == ["sample.json "]


def test_sample_of_another_form_is_told(folder: Path) -> None:
    write_sample(folder, {}, form="other")
    assert list(told(folder)) == ["sample.json "]
