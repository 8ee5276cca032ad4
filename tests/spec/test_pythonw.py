"""Started without a console, as from the start menu of Windows, Python has no standard streams at all."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "resources/templates/cast-2020-five-areas/sample.json"


@pytest.mark.parametrize("arguments", [["forms"], ["check", SAMPLE], ["check", "missing.castform"], ["--help"]])
def test_commands_need_no_standard_streams(arguments: list[str]) -> None:
    expected = subprocess.run([sys.executable, "main.py", *arguments], cwd=ROOT, capture_output=True, check=False)
    streamless = "import main, sys; sys.stdin = sys.stdout = sys.stderr = None; sys.exit(main.main(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", streamless, *arguments], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (expected.returncode, b"")
