"""The window over the shipped forms and an empty home folder, driven by real events."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from castforms.fonts.finder import bundled_fonts
from castforms.session.profile import ProfileStore
from castforms.session.workspace import Workspace
from tests.ui.driving import FIVE, PLAN, TEMPLATES, new_window, ready
from ui.app import STYLE, prepare_application, speak_chinese
from ui.main_window import MainWindow
from ui.pages.fill_page import FillPage

PATIENCE = 30_000
"""Milliseconds until something that never comes is missed; on a busy machine five seconds are few."""

for wait in (QtBot.waitUntil, QtBot.waitSignal):
    wait.__kwdefaults__["timeout"] = PATIENCE

if sys.platform == "win32":  # the window that nobody sees has no fonts there but those of one folder
    os.environ.setdefault("QT_QPA_FONTDIR", str(bundled_fonts()[0].path.parent))


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    return Workspace([TEMPLATES])


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["castforms", *STYLE]


@pytest.fixture(scope="session", autouse=True)
def application(qapp: QApplication) -> QApplication:
    assert qapp is prepare_application()
    speak_chinese(qapp)
    return qapp


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, workspace: Workspace) -> Iterator[MainWindow]:
    profiles = ProfileStore(tmp_path)
    profiles.save({})
    window = new_window(workspace, tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.go_home()


@pytest.fixture
def open_form(window: MainWindow, qtbot: QtBot) -> Callable[[str], FillPage]:
    def open_it(form_id: str) -> FillPage:
        window.open_form(form_id)
        return ready(window, qtbot)

    return open_it


@pytest.fixture
def open_sample(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Callable[[str], FillPage]:
    def open_it(form_id: str) -> FillPage:
        path = tmp_path / "sample.castform"
        path.write_bytes((TEMPLATES / form_id / "sample.json").read_bytes())
        window.open_draft(path)
        return ready(window, qtbot)

    return open_it


@pytest.fixture
def five(open_form: Callable[[str], FillPage]) -> FillPage:
    return open_form(FIVE)


@pytest.fixture
def plan(open_form: Callable[[str], FillPage]) -> FillPage:
    return open_form(PLAN)
