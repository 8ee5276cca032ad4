"""`new` begins an entry."""

import json
from pathlib import Path

import pytest

from tests.spec.command_line.calling import FORM, SHIPPED, CommandLine


def test_new_prints_an_entry_that_check_can_read(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "new.castform").write_text(run("new", FORM).out, "utf-8")
    assert run("check", tmp_path / "new.castform").code == 1


@pytest.mark.parametrize("form_id", sorted(folder.name for folder in SHIPPED.iterdir()))
def test_new_writes_the_same_entry_to_a_file(run: CommandLine, tmp_path: Path, form_id: str) -> None:
    answer = run("new", form_id, "--out", tmp_path / "new.castform")
    assert (answer.code, answer.out) == (0, "")
    assert (tmp_path / "new.castform").read_text("utf-8") == run("new", form_id).out


def test_new_letter_for_an_entry_is_filled_from_it(run: CommandLine, good: Path) -> None:
    letter = json.loads(run("new", "transmittal-letter", "--for", good).out)
    assert letter["form"] == "transmittal-letter"
    assert letter["values"]["signature"] == json.loads(good.read_text("utf-8"))["values"]["unit"]
    assert letter["values"]["attachments"]


def test_only_the_letter_is_made_for_an_entry(run: CommandLine, good: Path) -> None:
    answer = run("new", FORM, "--for", good)
    assert (answer.code, answer.out) == (2, "")
    assert "transmittal-letter" in answer.err


def test_new_overwrites_nothing(run: CommandLine, good: Path) -> None:
    before = good.read_bytes()
    assert run("new", FORM, "--out", good).code == 2
    assert good.read_bytes() == before


def test_the_file_that_is_told_is_the_one_that_was_made(run: CommandLine, tmp_path: Path) -> None:
    """Windows leaves out what stands at the end of this name."""
    answer = run("new", FORM, "--out", tmp_path / "草稿. ")
    (made,) = [path for path in tmp_path.iterdir() if path.is_file()]
    assert answer.err == f"已生成 {made}\n"


def test_new_refuses_an_unknown_form(run: CommandLine) -> None:
    answer = run("new", "none")
    assert (answer.code, answer.out) == (2, "")
    assert "none" in answer.err
    assert "castforms forms" in answer.err
