"""Nothing may depend on the code page of the machine: Chinese Windows has 936."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources/templates/cast-2020-five-areas/sample.json"


@pytest.mark.parametrize(
    "command",
    [("forms",), ("check", str(SAMPLE)), ("export", str(SAMPLE), "--out"), ("lint", str(SAMPLE.parent))],
    ids=lambda command: command[0],
)
def test_no_text_is_read_or_written_in_the_default_encoding(command: tuple[str, ...], tmp_path: Path) -> None:
    where = [str(tmp_path)] if command[-1] == "--out" else []
    python = [sys.executable, "-X", "warn_default_encoding", "-W", "always::EncodingWarning"]
    done = subprocess.run([*python, "main.py", *command, *where], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, "EncodingWarning" in done.stderr.decode("utf-8")) == (0, False)
