"""What tests ask of a Windows under Wine: its registry, its windows, pictures of them."""

import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from installer.wine import Wine

T = TypeVar("T")
PATIENCE = 300.0
"""Seconds for what takes ten at most on an idle machine."""


def registry_value(wine: Wine, key: str, name: str = "") -> str | None:
    """A text of the registry; None where there is none."""
    which = ("/v", name) if name else ("/ve",)
    answer = wine.run("reg", "query", key, *which).stdout.decode("gbk", "replace")
    found = re.search(r"REG_(?:SZ|DWORD)\s+(.+?)\r?$", answer, re.MULTILINE)
    return found[1] if found else None


def wait_for_window(title: str, process: "subprocess.Popen[bytes]", patience: float = PATIENCE) -> str:
    """The number of the window with that title, as soon as it is shown; patience in seconds."""

    def shown() -> str:
        search = ("xdotool", "search", "--onlyvisible", "--name", f"^{title}$")
        return subprocess.run(search, capture_output=True, check=False).stdout.decode().partition("\n")[0]

    def there() -> str:
        assert process.poll() is None, f"ended with exit code {process.returncode} before its window was there"
        return shown()

    return wait_until(there, patience)


def wait_until(what: Callable[[], T], patience: float = PATIENCE) -> T:
    """What it says as soon as that is true of anything; patience in seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if answer := what():
            return answer
        time.sleep(0.02)
    raise AssertionError(f"not within {patience:.0f} s")


def picture_of(window: str, target: Path) -> Path:
    """A picture of what the window shows, as a PNG file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["import", "-window", window, target], check=True)
    return target
