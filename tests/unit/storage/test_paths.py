"""Where the program's own files and the user's files lie."""

import sys
from pathlib import Path

import pytest

from castforms.storage.paths import resource_folder, template_folders


def test_the_shipped_forms_are_found_from_any_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (resource_folder() / "templates").is_dir()


def test_a_packaged_program_finds_what_was_packed_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource_folder() == tmp_path / "resources"


def test_the_shipped_forms_come_before_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    shipped, own = template_folders()
    assert shipped.is_relative_to(resource_folder())
    assert not own.is_relative_to(resource_folder())
