"""What is said by number before the first paint is what Qt's names mean."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.driving import TEMPLATES
from ui.widgets import early

_RIGHT, _TOP = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignTop
_ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("kind", "said", "meant"),
    [
        (QSplitter, early.UPRIGHT, Qt.Orientation.Vertical),
        (QPushButton, early.NO_FOCUS, Qt.FocusPolicy.NoFocus),
        (QPushButton, early.CLICK_FOCUS, Qt.FocusPolicy.ClickFocus),
        (QPushButton, early.STRONG_FOCUS, Qt.FocusPolicy.StrongFocus),
        (QPlainTextEdit, early.NEVER_ACROSS, Qt.ScrollBarPolicy.ScrollBarAlwaysOff),
        (QPlainTextEdit, early.NEVER_DOWN, Qt.ScrollBarPolicy.ScrollBarAlwaysOff),
        (QPlainTextEdit, early.DOWN_AS_NEEDED, Qt.ScrollBarPolicy.ScrollBarAsNeeded),
        (QLabel, early.TOP_RIGHT, _RIGHT | _TOP),
    ],
)
def test_a_number_is_what_its_name_means(
    qtbot: QtBot, kind: type[QWidget], said: tuple[str, int], meant: object
) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    assert widget.setProperty(*said)
    assert widget.property(said[0]) == meant


_ASK = """
import os, sys
from PySide6 import QtCore
from PySide6.QtWidgets import QApplication
from ui import app

def tell(window):
    print("Qt" in vars(QtCore), flush=True)
    os._exit(0)

app._SOON = 60_000  # however slow the machine is
app.MainWindow._refresh_actions = tell  # the first thing that is done once the form is seen
window = app.open_window([sys.argv[1]])
QApplication.exec()
"""


@pytest.mark.parametrize("form", ["cast-2020-five-areas", "cast-2020-workers-day-plan", "cast-2020-workers-day-report"])
def test_a_form_is_seen_without_the_enumerations_of_qt(tmp_path: Path, form: str) -> None:
    file = tmp_path / "draft.castform"
    file.write_bytes((TEMPLATES / form / "sample.json").read_bytes())
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.check_output([sys.executable, "-c", _ASK, str(file)], cwd=_ROOT, env=environment, text=True)
    assert said.strip() == "False"
