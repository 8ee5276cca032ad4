"""Work in slices: its beginning at once, the rest while the window listens."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.widgets import slices
from ui.widgets.slices import Slices


def test_the_first_step_is_done_at_once_even_if_the_machine_was_elsewhere(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "_SLICE", 0.0)  # no time is ever left
    done: list[object] = []
    parent = QObject()
    Slices(parent).run(map(done.append, range(3)), parent.deleteLater)
    assert done == [0]
    qtbot.waitUntil(lambda: done == [0, 1, 2])


def test_the_end_is_told_once_and_after_the_last_step(qtbot: QtBot) -> None:
    told: list[object] = []

    def steps() -> Iterator[None]:
        for number in range(3):
            told.append(number)
            until = time.perf_counter() + 2 * slices._SLICE
            while time.perf_counter() < until:
                pass
            yield

    parent = QObject()
    work = Slices(parent)
    work.run(steps(), lambda: told.append("end"))
    assert told == [0]
    qtbot.waitUntil(lambda: not work.isActive())
    assert told == [0, 1, 2, "end"]
