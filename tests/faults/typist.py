"""A process with the window's modules loaded that sends out windows in which somebody types until they are killed.

Reads `[folder, log, seconds]` as JSON a line; the window keeps its data in the folder, notes every key and when it was
pressed in the log, and kills itself after so many seconds of typing, wherever its threads are then.
"""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

import ui.pages.fill_page
import ui.pages.home_page  # noqa: F401 - loaded once for all windows
from castforms.session.drafts import DraftBox
from castforms.session.profile import ProfileStore
from castforms.session.settings import Settings
from tests.faults.tasks import FORM, shipped
from ui.app import prepare_application
from ui.main_window import MainWindow


class Typist:
    """Types into the field that has the keyboard, and writes down what was typed and when."""

    def __init__(self, window: MainWindow, log: str, seconds: float) -> None:
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._window, self._seconds, self._count = window, seconds, 0
        self._timer = QTimer(window, interval=int(sys.argv[1]))
        self._timer.timeout.connect(self._press)
        self._timer.start()

    def _press(self) -> None:
        page = self._window.fill
        box = QApplication.focusWidget()
        if page is None or not page.ready or box is None or not page.form.isAncestorOf(box):
            return
        if not self._count:
            threading.Timer(self._seconds, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
        event = QInputMethodEvent("", [])
        event.setCommitString(str(self._count % 10))
        QApplication.sendEvent(box, event)
        self._count += 1
        os.write(self._log, f"{time.monotonic()}\n".encode())


def window_of(folder: Path, log: str, seconds: float) -> None:
    application = prepare_application()
    profiles = ProfileStore(folder)
    profiles.save({})
    window = MainWindow(Settings(folder))
    window.furnish(shipped(), DraftBox(shipped(), folder / "drafts"), profiles)
    window.show()
    window.activateWindow()
    window.open_form(FORM)
    typist = Typist(window, log, seconds)
    application.exec()
    del typist


def serve() -> None:
    for line in sys.stdin:
        folder, log, seconds = json.loads(line)
        pid = os.fork()
        if not pid:
            window_of(Path(folder), log, seconds)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)} {time.monotonic()}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
