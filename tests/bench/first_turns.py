"""`python -m tests.bench.first_turns [FILE]`: a process that tells the longest turn of its event loop.

From when the window is there until nothing that a start puts off is left to do.
"""

import gc
import json
import sys

from main import COLLECT_AFTER
from ui.app import QApplication, QTimer, open_window

_UNTIL = 4000
"""Milliseconds: what a start puts off, imports and the first rounds of the garbage collector, is done by then."""


def main(arguments: list[str]) -> None:
    """Opens the window as the program does, on a draft if one is named."""
    gc.set_threshold(COLLECT_AFTER)
    window = open_window(arguments)
    if window is None:
        raise RuntimeError("another window is open")
    from tests.bench.pulse import Pulse  # noqa: PLC0415 - Qt is imported by then as a start imports it

    pulse = Pulse()
    QTimer.singleShot(_UNTIL, window, window.close)
    QApplication.exec()
    sys.stdout.write(json.dumps(pulse.stop()))


if __name__ == "__main__":
    main(sys.argv[1:])
