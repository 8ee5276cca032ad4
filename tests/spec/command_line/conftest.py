"""The command line as other programs and people rely on it (contracts.md, "Command line")."""

import json
import shutil
from pathlib import Path

import pytest

from tests.spec.command_line.calling import SAMPLE, CommandLine


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(capsys)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "good.castform"))


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """An entry with an error."""
    members = json.loads(SAMPLE.read_text("utf-8"))
    members["values"]["unit"] = ""
    (tmp_path / "faulty.castform").write_text(json.dumps(members), "utf-8")
    return tmp_path / "faulty.castform"


@pytest.fixture
def unreadable(tmp_path: Path) -> Path:
    (tmp_path / "unreadable.castform").write_text("{", "utf-8")
    return tmp_path / "unreadable.castform"
