"""What people see beside the results: colours and progress."""

from io import StringIO

import pytest

from castforms.console import Console
from castforms.model.finding import Severity


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_severity_has_a_colour_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal, pipe = Terminal(), StringIO()
    for out in (terminal, pipe):
        Console(out, StringIO()).line("error required unit: 请补填", Severity.ERROR)
    assert terminal.getvalue() == "\x1b[31merror\x1b[0m required unit: 请补填\n"
    assert pipe.getvalue() == "error required unit: 请补填\n"


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    Console(terminal, StringIO()).line("error required unit: 请补填", Severity.ERROR)
    assert "\x1b" not in terminal.getvalue()


def test_progress_shows_on_a_terminal_and_leaves_no_trace() -> None:
    terminal, pipe = Terminal(), StringIO()
    for err in (terminal, pipe):
        console = Console(StringIO(), err)
        console.progress("[##--] 2/4")
        console.progress("")
    assert "2/4" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r" + " " * len("[##--] 2/4") + "\r")
    assert pipe.getvalue() == ""


def test_a_result_wipes_the_progress_away_first() -> None:
    terminal = Terminal()
    console = Console(terminal, terminal)
    console.progress("[##--] 2/4")
    console.line("out/表.pdf")
    assert terminal.getvalue().endswith("\rout/表.pdf\n")
