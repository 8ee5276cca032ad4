"""Where the pieces of a Windows build lie, and what the program is called there."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "windows"
STAGE = BUILD / "stage"
"""What is installed, file for file."""
DIST = ROOT / "dist"

RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
RUNTIME_LOCK = Path(__file__).with_name("runtime.lock")

RUNTIME, LIBRARIES, APP = "runtime", "lib", "app"
"""Folders of the stage: Python, the libraries, the program itself."""

NAME = "公文表单填报"
"""The program's name in the start menu, in the list of programs and over its window."""
PYTHON = "3.13"
"""Version of the Python that is shipped; its `None` cannot be counted away (DECISIONS 2)."""


def version() -> str:
    """The program's version, as pyproject.toml has it."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])
