"""Ways to call the program."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from castforms.cli import main

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "resources" / "templates"
FORM = "cast-2020-five-areas"
SAMPLE = SHIPPED / FORM / "sample.json"


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> list[dict[str, object]]:
        value = json.loads(self.out)
        assert isinstance(value, list)
        return value


class CommandLine:
    """Calls the program as `main.py` does, in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Answer:
        code = main([str(argument) for argument in arguments])
        return Answer(code, *self._capsys.readouterr())


def program(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment}, timeout=600)
