"""Starts castforms: the window, or the command line for everything that is not the window."""

import gc
import sys
from io import TextIOWrapper

COLLECT_AFTER = 100_000  # objects between two rounds of the collector: more than an export makes (DECISIONS.md, 53)


def main(arguments: list[str]) -> int:
    """Opens the window for no argument or a single draft, else runs the command line; returns the exit code."""
    gc.set_threshold(COLLECT_AFTER)
    for stream in (sys.stdin, sys.stdout, sys.stderr):  # None under pythonw, the code page's encoding on Windows
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not arguments or (len(arguments) == 1 and arguments[0].lower().endswith(".castform")):
        from ui.app import run  # Qt is loaded for the window only
    else:
        from castforms.cli import main as run
    code = run(arguments)
    gc.freeze()  # the system takes memory back at once; looking through it first was a tenth of the time
    return code


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # before the command line is there to say so, and after
        sys.exit(130)
