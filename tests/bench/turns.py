"""Whether the window ever stops listening: the longest turn of its event loop in everything a clerk does."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from castforms.session.drafts import DraftNote
from castforms.session.profile import ProfileStore
from tests.bench.interleaving import say, table
from tests.bench.processes import ROOT
from tests.bench.pulse import Pulse
from tests.bench.scratch import scratch_folder
from tests.bench.starts import Deafness
from tests.bench.window import (
    FORMS,
    REPORT,
    close_window,
    empty_window,
    long_report,
    new_window,
    open_entry,
    platform,
)
from tests.ui.driving import FIVE, TEMPLATES, commit, items, paste, settle, undo, wait
from ui.app import come_home
from ui.main_window import MainWindow
from ui.pages.batch_dialog import BatchDialog
from ui.pages.fill_page import FillPage

_LINES = 50
_IDLE = 0.5
"""Seconds in which whatever an action started comes to its end."""


def measure_turns(drafts: int) -> dict[str, Deafness]:
    """The longest turn by what was done; that many drafts are exported at once."""
    with scratch_folder() as folder:
        turns = {"start": _start(folder), "start with a form": _start(folder, REPORT)}
        turns["first home"] = _first_home(folder)
        window = new_window(folder)
        turns[f"paste of {_LINES} lines"] = _pasting(window, folder)
        turns |= {form: _opening(window, folder, form) for form in FORMS}
        page = open_entry(window, folder, long_report(window.workspace))
        turns |= {"typing": _typing(page), "history": _dialog(window.show_history, window)}
        turns |= {"print": _dialog(window.print_pages, window), "export": _dialog(window.export, window)}
        window.go_home()
        for number in range(drafts):
            entry = window.workspace.read_entry(TEMPLATES / FORMS[number % len(FORMS)] / "sample.json")
            window.drafts.save(window.drafts.create(entry), entry, DraftNote())
        turns["home"] = _home(window)
        turns[f"export of {drafts}"] = _exports(window, folder / "out")
        close_window(window)
    rows = [(name, f"{turn.own:.0f}", f"{turn.wall:.0f}") for name, turn in turns.items()]
    table("Longest turn of the event loop, ms", ("", "own", "wall"), rows)
    return turns


def _start(folder: Path, form: str = "") -> Deafness:
    """Of a program that is started anew, by a clerk who has been asked for the unit's particulars before."""
    home = folder / f"home {form}"
    ProfileStore(home / "castforms").save({})
    command = [sys.executable, "-m", "tests.bench.first_turns"]
    if form:
        command.append(str(shutil.copy(TEMPLATES / form / "sample.json", folder / "draft.castform")))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home), "QT_QPA_PLATFORM": platform()}
    for _time in range(2):  # the first one writes the bytecode
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return Deafness(*json.loads(done.stdout))


def _first_home(folder: Path) -> Deafness:
    window = empty_window(folder / "first")
    window.show()
    settle()
    pulse = Pulse()
    come_home(window, ask=False)
    _idle()
    turn = pulse.stop()
    close_window(window)
    return turn


def _opening(window: MainWindow, folder: Path, form: str) -> Deafness:
    entry = window.workspace.read_entry(TEMPLATES / form / "sample.json")
    own = folder / form
    own.mkdir()
    pulse = Pulse()
    open_entry(window, own, entry)
    _idle()
    return pulse.stop()


def _pasting(window: MainWindow, folder: Path) -> Deafness:
    """Many lines put into a list, and taken back."""
    (own := folder / "paste").mkdir()
    page = open_entry(window, own, window.workspace.blank(FIVE))
    _idle()
    pulse = Pulse()
    paste("\n".join(f"组织专家到基层开展第{number}场科普报告" for number in range(_LINES)))
    _idle()
    undo()
    _idle()
    turn = pulse.stop()
    if items(page):
        raise RuntimeError("the paste was not taken back")
    return turn


def _typing(page: FillPage) -> Deafness:
    page.form.go_to(("body",))
    _idle()
    pulse = Pulse()
    for _press in range(20):
        commit("字")
        settle()
        _idle(0.08)  # the pause after which pages and findings are made
    return pulse.stop()


def _dialog(show: Callable[[], None], window: MainWindow) -> Deafness:
    pulse = Pulse()
    show()
    _idle()
    turn = pulse.stop()
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()
    settle()
    return turn


def _home(window: MainWindow) -> Deafness:
    pulse = Pulse()
    window.go_home()
    _idle()
    return pulse.stop()


def _exports(window: MainWindow, folder: Path) -> Deafness:
    drafts = window.drafts.drafts()
    dialog = BatchDialog(window.workspace, window.drafts, drafts, folder, window)
    dialog.open()
    settle()
    pulse = Pulse()
    began = time.perf_counter()
    dialog.start()
    wait(lambda: not dialog.running)
    seconds = time.perf_counter() - began
    turn = pulse.stop()
    dialog.accept()
    say(f"\n{len(list(folder.glob('*.pdf')))} of {len(drafts)} drafts exported in {seconds:.1f} s")
    return turn


def _idle(seconds: float = _IDLE) -> None:
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        QApplication.processEvents()
