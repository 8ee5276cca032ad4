"""The terminal, or what stands for it: results to standard output, words for people to standard error."""

import json
import os
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from castforms.model.finding import Severity
from castforms.storage.faults import StorageError, reason

_COLOURS = {Severity.ERROR: 31, Severity.WARNING: 33, Severity.HINT: 36}
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class OutputError(StorageError):
    """The results cannot be written to where standard output leads."""


class Console:
    """Where results and words go."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self.out = out
        self._err = err
        self._progress = 0

    def line(self, text: str, severity: Severity | None = None) -> None:
        """A line of the result, its first word in the severity's colour."""
        text = _one_line(text)
        if severity and self.out.isatty() and "NO_COLOR" not in os.environ:
            word, _, rest = text.partition(" ")
            text = f"\033[{_COLOURS[severity]}m{word}\033[0m {rest}"
        self.progress("")
        self.text(text + "\n")

    def table(self, *rows: tuple[str, ...]) -> None:
        """Rows in columns; a Han character takes two places."""
        widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
            self.line("  ".join(cells).rstrip())

    def json(self, value: object) -> None:
        """The whole result for other programs."""
        self.text(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def text(self, text: str) -> None:
        """A piece of the result as it is; raises OutputError."""
        self._output(lambda: self.out.write(text))

    def flush(self) -> None:
        """Sees the results so far on their way; raises OutputError."""
        self._output(self.out.flush)

    def say(self, text: str) -> None:
        """A line for people, in its order among the results."""
        self.progress("")
        self.flush()
        with suppress(OSError):  # nobody can be told
            print(_one_line(text), file=self._err, flush=True)

    def progress(self, text: str) -> None:
        """Replaces the passing line at the foot of a terminal."""
        if self._err.isatty() and (text or self._progress):
            print(f"\r{' ' * self._progress}\r{text}", end="", file=self._err, flush=True)
            self._progress = _width(text)

    def _output(self, write: Callable[[], object]) -> None:
        try:
            write()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"无法写出结果：{reason(error)}") from error


def _one_line(text: str) -> str:
    """Line ends and control characters of files and names must not reach the terminal."""
    return "".join(c if unicodedata.category(c) not in _UNSAFE else c.encode("unicode_escape").decode() for c in text)


def _width(text: str) -> int:
    """Places on a terminal (Unicode UAX #11)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)
