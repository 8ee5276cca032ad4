"""`lint` says what is wrong with forms."""

import re
import shutil
from pathlib import Path

from tests.spec.command_line.calling import FORM, SHIPPED, CommandLine


def test_lint_of_a_good_form_leaves_with_0(run: CommandLine) -> None:
    assert run("lint", SHIPPED / FORM).code == 0


def test_lint_names_file_and_key_of_a_fault_in_a_folder_anywhere(run: CommandLine, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / FORM, tmp_path / FORM)
    template = tmp_path / FORM / "template.toml"
    template.write_text(re.sub(r"(?m)^title = .*$", "title = 5", template.read_text("utf-8"), count=1), "utf-8")
    answer = run("lint", tmp_path / FORM)
    assert answer.code == 1
    assert str(template) in answer.out
    assert "title" in answer.out


def test_lint_of_no_form_folder_leaves_with_2_and_goes_on(run: CommandLine, tmp_path: Path) -> None:
    answer = run("lint", tmp_path, tmp_path / "none", SHIPPED / FORM)
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 3
