"""When and where Python's garbage collector runs."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.widgets import garbage
from ui.widgets.garbage import GarbageCollector


@pytest.mark.usefixtures("window")
def test_garbage_is_collected_in_the_window_s_thread_only(qtbot: QtBot) -> None:
    assert not gc.isenabled()
    collected: list[threading.Thread] = []
    note = lambda phase, _info: phase == "start" and collected.append(threading.current_thread())  # noqa: E731
    gc.callbacks.append(note)
    try:
        worker = threading.Thread(target=lambda: [[] for _number in range(100_000)])
        worker.start()
        worker.join()
        kept: list[object] = []

        def has_collected() -> bool:
            kept.extend([] for _number in range(5000))
            return bool(collected)

        qtbot.waitUntil(has_collected)
    finally:
        gc.callbacks.remove(note)
    assert set(collected) == {threading.main_thread()}


def test_garbage_is_not_sought_among_what_the_start_made(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "_FIRST", 0)
    owner = QObject()
    GarbageCollector(owner)
    frozen, made = gc.get_freeze_count(), [[] for _number in range(5000)]
    qtbot.waitUntil(lambda: gc.get_freeze_count() >= frozen + len(made))
