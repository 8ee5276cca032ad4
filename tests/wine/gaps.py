"""Loaded into test runs under Wine: gaps of Wine 8 are bridged, and nothing fails for being slow."""

import _winapi
import time
from collections.abc import Callable
from typing import Any

from hypothesis import settings
from pytestqt.qtbot import QtBot

PATIENCE = 60_000
"""Milliseconds; Wine beside other work takes ten times as long as Windows."""
PAUSES = (0.1, 0.5, 2.0, 5.0)
"""Seconds before a program is started once more."""
INTERNAL_ERROR = 1359

create_process = _winapi.CreateProcess


def started(*arguments: Any) -> tuple[int, int, int, int]:
    """A new process.

    Wine alone answers ERROR_INTERNAL_ERROR: once in thousands of starts the new process is gone before it has told
    wineserver that it runs.  It has done nothing yet, so it can be started again.
    """
    for pause in PAUSES:
        try:
            return create_process(*arguments)
        except OSError as error:
            if error.winerror != INTERNAL_ERROR:
                raise
        time.sleep(pause)
    return create_process(*arguments)


def patient(wait: Callable[..., Any]) -> Callable[..., Any]:
    """The same wait, with time enough whatever the test grants."""
    return lambda *arguments, timeout=0, **others: wait(*arguments, timeout=max(timeout, PATIENCE), **others)


_winapi.CreateProcess = started
if hasattr(_winapi, "CopyFile2"):  # shutil.copy asks for it first, from Python 3.12 on
    del _winapi.CopyFile2

settings.register_profile("wine", deadline=None)  # how long an example takes is no fact about Windows
settings.load_profile("wine")

QtBot.waitUntil = patient(QtBot.waitUntil)
QtBot.waitSignal = patient(QtBot.waitSignal)
