"""What is said by number before the first paint is what Qt's names mean."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.driving import TEMPLATES
from tests.ui.programs import said
from ui.widgets import early

_RIGHT, _TOP = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignTop


@pytest.mark.parametrize(
    ("kind", "said", "meant"),
    [
        (QSplitter, early.UPRIGHT, Qt.Orientation.Vertical),
        (QPushButton, early.NO_FOCUS, Qt.FocusPolicy.NoFocus),
        (QPushButton, early.CLICK_FOCUS, Qt.FocusPolicy.ClickFocus),
        (QPushButton, early.STRONG_FOCUS, Qt.FocusPolicy.StrongFocus),
        (QPlainTextEdit, early.NO_FRAME, QPlainTextEdit.Shape.NoFrame),
        (QPlainTextEdit, early.NEVER_ACROSS, Qt.ScrollBarPolicy.ScrollBarAlwaysOff),
        (QPlainTextEdit, early.NEVER_DOWN, Qt.ScrollBarPolicy.ScrollBarAlwaysOff),
        (QPlainTextEdit, early.DOWN_AS_NEEDED, Qt.ScrollBarPolicy.ScrollBarAsNeeded),
        (QPlainTextEdit, early.ALWAYS_DOWN, Qt.ScrollBarPolicy.ScrollBarAlwaysOn),
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


_SAY = """
import os, sys
from ui import app
from PySide6 import QtCore, QtGui
from PySide6.QtWidgets import QApplication

def tell(window):
    names = {*vars(QtCore), *vars(QtGui), *sys.modules}
    print(*sorted(names & {"Qt", "QTouchEvent", "argparse", "decimal", "inspect", "logging"}), flush=True)
    os._exit(0)

app._SOON = 60_000  # however slow the machine is
app.MainWindow._refresh_actions = tell  # the first thing that is done once the form is seen
window = app.open_window([sys.argv[1]])
QApplication.exec()
"""


@pytest.mark.parametrize("form", ["cast-2020-five-areas", "cast-2020-workers-day-plan", "cast-2020-workers-day-report"])
def test_a_form_is_seen_without_what_takes_qt_long(tmp_path: Path, form: str) -> None:
    """The enumerations of `Qt`, every class of events, and what only those need who write about PySide6."""
    file = tmp_path / "draft.castform"
    file.write_bytes((TEMPLATES / form / "sample.json").read_bytes())
    assert said(_SAY, str(file)) == ""


_ASK = """
from PySide6.QtCore import QObject, QSize, QTimer
try:
    print({call})
except Exception as error:
    print(type(error), error)
"""


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ('QSize(1, "a")', "Supported signatures"),
        ("QObject(nosuch=3)", "not a Qt property or a signal"),
        ("QTimer.singleShot.__doc__", "singleShot(msec"),
    ],
)
def test_pyside_says_the_same_as_one_that_starts_in_full(call: str, told: str) -> None:
    heard = said("from ui import app\n" + _ASK.format(call=call))
    assert told in heard
    assert heard == said(_ASK.format(call=call))


_UNPACK = """
import bz2, ipaddress, lzma, textwrap, traceback, urllib.parse
print(ipaddress.ip_address("::1").is_loopback, urllib.parse.urlsplit("http://[::1]/a").hostname)
print(textwrap.shorten("a word too many", 12))
print(bz2.decompress(bz2.compress(b"words")), lzma.decompress(lzma.compress(b"words")))
try:
    1 / 0
except ZeroDivisionError:
    print(traceback.format_exc().splitlines()[-1])
"""


def test_what_is_put_off_of_pythons_library_works_when_it_is_wanted() -> None:
    heard = said("from ui import app\n" + _UNPACK)
    assert heard == said(_UNPACK)
    assert heard.splitlines()[2:] == ["b'words' b'words'", "ZeroDivisionError: division by zero"]


def test_modules_are_found_as_before_once_pyside_has_started() -> None:
    before = "import sys; before = list(sys.meta_path); from ui import app"
    same = f"{before}; print(sys.meta_path == before, type(sys.meta_path))"
    assert said(same) == "True <class 'list'>"
