"""Where the program's own files and the user's files lie."""

import os
import sys
from pathlib import Path

import pytest

from castforms.storage.paths import log_folder, resource_folder, template_folders, user_folder, version_folders
from tests.unprivileged import unprivileged


def test_the_shipped_forms_are_found_from_any_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (resource_folder() / "templates").is_dir()


def test_a_packaged_program_finds_what_was_packed_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource_folder() == tmp_path / "resources"


def test_the_shipped_forms_come_before_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASTFORMS_DATA", str(tmp_path))
    shipped, own = template_folders()
    assert shipped.is_relative_to(resource_folder())
    assert own == tmp_path / "templates"


@pytest.mark.skipif(os.name == "nt", reason="rights are no bits there")
def test_a_passing_folder_that_is_closed_to_the_user_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "somebody's"))
    (tmp_path / "somebody's").mkdir(mode=0)
    with unprivileged():
        assert version_folders() == (user_folder() / "versions",)


def test_all_that_is_the_users_lies_in_the_folder_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASTFORMS_DATA", "U盘")
    assert user_folder() == tmp_path / "U盘"
    assert log_folder().is_relative_to(tmp_path / "U盘")


def test_without_it_the_system_says_where_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASTFORMS_DATA", "")
    assert user_folder().name == "castforms"
    assert user_folder().is_absolute()
