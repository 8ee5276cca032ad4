"""What a person does with the window: keys, the input method, the clipboard."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from castforms.model.entry import texts_of
from castforms.session.drafts import DraftBox
from castforms.session.profile import ProfileStore
from castforms.session.settings import Settings
from castforms.session.workspace import Workspace
from ui.forms.list_editor import ListEditor
from ui.main_window import MainWindow
from ui.pages.fill_page import FillPage

W = TypeVar("W", bound=QWidget)
TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "templates"
_PATIENCE = 60.0
"""Seconds."""
FIVE, PLAN = "cast-2020-five-areas", "cast-2020-workers-day-plan"


def new_window(workspace: Workspace, folder: Path) -> MainWindow:
    window = MainWindow(Settings(folder))
    window.furnish(workspace, DraftBox(workspace, folder / "drafts"), ProfileStore(folder))
    window.resize(1280, 720)  # whatever the screen
    window.go_home()
    return window


def ready(window: MainWindow, qtbot: QtBot) -> FillPage:
    qtbot.waitUntil(lambda: window.fill is not None and bool(window.fill.preview.view.pages))
    page = window.fill
    assert page is not None
    return page


def settled(page: FillPage, qtbot: QtBot) -> None:
    """Waits until pages and findings show the entry as it is."""
    qtbot.waitUntil(lambda: page.preview.view.pages == page.session.pages())
    qtbot.waitUntil(lambda: page.findings._findings == page.session.findings())


def wait(done: Callable[[], bool]) -> None:
    """Lets the event loop run until it is done; raises TimeoutError.  For what runs without pytest."""
    latest = time.monotonic() + _PATIENCE
    while not done():
        QApplication.processEvents()
        if time.monotonic() > latest:
            raise TimeoutError


def settle() -> None:
    """Some turns of the event loop."""
    for _turn in range(20):
        QApplication.processEvents()


def named(root: QWidget, kind: type[W], name: str) -> W:
    found = [widget for widget in root.findChildren(kind) if name in (widget.accessibleName(), _text(widget))]
    assert len(found) == 1, f"{len(found)} × {name}"
    return found[0]


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QApplication.processEvents()  # new controls show themselves when the program is idle
    QTest.keyClick(focused(), key, modifiers)


def tab_to(wanted: QWidget) -> None:
    """Reaches a control by the Tab key alone."""
    for _attempt in range(200):
        here = QApplication.focusWidget()
        if here is wanted or (here and wanted.focusProxy() is here):
            return
        press(Qt.Key.Key_Tab)
    pytest.fail(f"Tab never reaches {wanted.accessibleName() or wanted}")


def compose(text: str) -> None:
    """An input method shows a composition in the middle of which nothing is final."""
    QApplication.sendEvent(focused(), QInputMethodEvent(text, []))


def commit(text: str) -> None:
    """An input method hands over finished text."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def paste(text: str) -> None:
    QApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()  # a list takes lines over after the key press


def items(page: FillPage, name: str = "xiaokang") -> tuple[str, ...]:
    return texts_of(page.session.entry.values[name])


def list_editor(page: FillPage, name: str = "xiaokang") -> ListEditor:
    row = page.form.grid.row(name)
    assert row is not None
    assert isinstance(row.editor, ListEditor)
    return row.editor


def undo() -> None:
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
