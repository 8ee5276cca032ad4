"""Windows itself, as far as Wine is Windows: the setup program is built, and what it installs is tried out.

`python3 dev.py test --wine` runs these; plain pytest leaves them out (`-m "not wine"`).
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer.__main__ import build
from installer.places import BUILD, DIST, NAME, version
from installer.wine import Wine

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("wine")


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A screen of its own, that is not set up anew, and deaf for that long, whenever its last window has gone."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
        server.terminate()


@pytest.fixture(scope="session")
def wine(display: str) -> Iterator[Wine]:
    os.environ["DISPLAY"] = display
    windows = Wine(BUILD / "wine")
    windows.prepare()
    windows.keep_on()
    yield windows
    windows.stop()


@pytest.fixture(scope="session")
def setup_program(wine: Wine) -> Path:
    build(wine)
    return DIST / f"castforms-{version()}-setup.exe"


@pytest.fixture(scope="session")
def local_data(wine: Wine) -> Path:
    """%LOCALAPPDATA%."""
    (folder,) = (wine.drive / "users").glob("*/AppData/Local")
    return folder


@pytest.fixture(scope="session")
def installed(wine: Wine, setup_program: Path, local_data: Path) -> Path:
    """The folder the program is silently installed in."""
    wine.run(setup_program, "/S").check_returncode()
    folder = local_data / "Programs" / "castforms"
    assert (folder / f"{NAME}.cmd").is_file()
    return folder
