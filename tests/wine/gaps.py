"""Loaded into test runs under Wine: Python does not call what Wine 8 lacks, and nothing fails for being slow."""

import _winapi

from hypothesis import settings
from pytestqt.qtbot import QtBot

PATIENCE = 60_000
"""Milliseconds; Wine beside other work takes ten times as long as Windows."""

if hasattr(_winapi, "CopyFile2"):  # shutil.copy asks for it first, from Python 3.12 on
    del _winapi.CopyFile2

settings.register_profile("wine", deadline=None)  # how long an example takes is no fact about Windows
settings.load_profile("wine")

for wait in (QtBot.waitUntil, QtBot.waitSignal):
    wait.__kwdefaults__["timeout"] = PATIENCE
