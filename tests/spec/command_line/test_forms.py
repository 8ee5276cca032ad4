"""`forms` lists what may be filled, `add` adds to it."""

import os
import shutil
from pathlib import Path

import pytest

from castforms.cli import main
from tests.spec.command_line.calling import FORM, SHIPPED, CommandLine
from tests.unprivileged import unprivileged


def test_forms_lists_id_title_notice_number_and_deadline(run: CommandLine) -> None:
    listed = {form["id"]: form for form in run("forms", "--json").json}
    assert listed[FORM] == {
        "id": FORM,
        "title": "五个方面重点工作举措",
        "notice_number": "科协办函厅字〔2020〕12号",
        "deadline": "2020-02-11",
    }


def test_forms_shows_a_table_whose_columns_stand_below_one_another(run: CommandLine) -> None:
    head, *rows = run("forms").out.splitlines()
    column = len(head.encode("gbk")[: head.encode("gbk").index("名称".encode("gbk"))])
    assert all(row.encode("gbk", "replace")[column - 1 : column] == b" " for row in rows)
    assert all(row.encode("gbk", "replace")[column : column + 1] != b" " for row in rows)


def test_a_broken_form_of_the_user_is_told_and_stops_no_other(run: CommandLine, user_folder: Path) -> None:
    broken = user_folder / "templates" / "broken"
    broken.mkdir(parents=True)
    (broken / "template.toml").write_text("castforms = ", "utf-8")
    answer = run("forms", "--json")
    assert answer.code == 0
    assert FORM in {form["id"] for form in answer.json}
    assert str(broken / "template.toml") in answer.err


@pytest.mark.skipif(os.name == "nt", reason="rights are no bits there")
def test_a_folder_of_the_user_that_cannot_be_opened_stops_no_form(run: CommandLine, user_folder: Path) -> None:
    (user_folder / "templates").mkdir(parents=True)
    (user_folder / "templates").chmod(0)
    with unprivileged():
        answer = run("forms", "--json")
    assert answer.code == 0
    assert FORM in {form["id"] for form in answer.json}
    assert f"{user_folder / 'templates'}：打不开文件夹" in answer.err


def test_a_form_from_a_folder_is_added_for_the_user(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "new-form"
    shutil.copytree(SHIPPED / "cast-2020-five-areas", source)
    for file in source.iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace("cast-2020-five-areas", source.name), encoding="utf-8")
    assert main(["add", str(source)]) == 0
    assert "new-form" in capsys.readouterr().err
    assert main(["new", "new-form"]) == 0
    assert main(["add", str(source)]) == 2
    assert "已经有了" in capsys.readouterr().err
