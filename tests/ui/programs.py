"""Programs of a few lines in a Python of their own: what a start does cannot be asked where pytest has started."""

import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def said(program: str, *arguments: str) -> str:
    """What the program prints, without a screen and with the same hashes every time."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "1"}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.check_output(command, cwd=_ROOT, env=environment, text=True).strip()
