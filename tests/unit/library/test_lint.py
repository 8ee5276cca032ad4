"""A form is checked beyond what it takes to use it: it quotes the notice, and prints what it asks."""

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
    return folder


def told(folder: Path) -> dict[str, str]:
    return {f"{Path(fault.file).name} {fault.key}": fault.message for fault in lint_folder(folder)}


def test_phrase_is_found_over_line_ends_and_blanks_of_the_notice(folder: Path) -> None:
    assert told(folder) == {}


def test_phrase_that_the_notice_does_not_hold_is_told_with_its_key(folder: Path) -> None:
    (folder / "notice.txt").write_text(NOTICE.replace("500", "300"), encoding="utf-8")
    assert list(told(folder)) == ["template.toml fields[0].source"]


def test_missing_notice_is_told(folder: Path) -> None:
    (folder / "notice.txt").unlink()
    assert list(told(folder)) == ["notice.txt "]


def test_faults_of_the_form_itself_come_first(folder: Path) -> None:
    (folder / "template.toml").write_text("castforms = 1", encoding="utf-8")
    assert "template.toml id" in told(folder)


def rewrite(folder: Path, old: str, new: str) -> None:
    template = folder / "template.toml"
    text = template.read_text("utf-8")
    assert old in text
    template.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "key", "remedy"),
    [
        ("${kind}", "", "fields[1]", "${kind}"),
        ("${works}", "", "fields[2]", "${works}"),
        ("${amount}", "", "fields[3].fields[0]", "${amount}"),
    ],
)
def test_field_that_is_asked_but_never_printed_is_told(folder: Path, old: str, new: str, key: str, remedy: str) -> None:
    rewrite(folder, old, new)
    assert list(told(folder)) == [f"template.toml {key}"]
    assert remedy in told(folder)[f"template.toml {key}"]


@pytest.mark.parametrize("condition", ["${kind} = 'a'", "not(${unit} = '' or ${kind} = 'a')"])
def test_field_that_decides_what_is_printed_need_not_be_printed(folder: Path, condition: str) -> None:
    rewrite(folder, "${kind}", "")
    rewrite(folder, 'block = "paragraph"', f'block = "paragraph"\nrelevant = "{condition}"')
    assert told(folder) == {}


def test_field_that_only_a_constraint_names_is_told(folder: Path) -> None:
    rewrite(folder, "${kind}", "")
    constraint = 'constraints = [{ constraint = "${kind} = \'a\'", message = "应为甲" }]'
    rewrite(folder, 'label = "单位"', f'label = "单位"\n{constraint}')
    assert list(told(folder)) == ["template.toml fields[1]"]


def test_field_whose_condition_names_itself_is_told(folder: Path) -> None:
    rewrite(folder, 'label = "工作"', 'label = "工作"\nrelevant = "${kind} = \'a\' and count(${works}) > 0"')
    assert list(told(folder)) == ["template.toml fields[2].relevant"]
