"""A process that ends as soon as its window is painted: a bare PySide6 window, our empty window, or ours with a form.

    python -m tests.bench.first_paint bare | shell | form FILE

Nothing is imported before the part that is measured begins, or the bare window would pay for it too.
"""

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

NOT_YET_WANTED = ("reportlab", "docx", "lxml", "PIL")
"""What no window needs to be seen."""


def bare() -> None:
    """What every PySide6 program costs."""
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415 - see above

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 720)
    window.show()
    _end_when_painted(window)
    application.exec()


def shell() -> None:
    """Our window as it is first seen: frame, menus, status bar."""
    _collect_as_the_program_does()
    from ui.app import QApplication, open_window  # noqa: PLC0415 - see above

    if window := open_window(()):
        window.resize(1280, 720)  # as the bare one, whatever the screen
        _end_when_painted(window)
        QApplication.exec()


def form(file: str) -> None:
    """Our window on a draft, as soon as every question in sight shows its answer."""
    _collect_as_the_program_does()
    from ui.app import QApplication, QTimer, open_window  # noqa: PLC0415 - see above

    window = open_window((file,))
    if window is None:
        raise RuntimeError("another window is open")
    window.resize(1280, 720)
    watch = QTimer(window, interval=0)

    def look() -> None:
        if window.fill and window.fill.in_sight:
            _end()

    watch.timeout.connect(look)
    watch.start()
    QApplication.exec()


def _collect_as_the_program_does() -> None:
    from main import COLLECT_AFTER  # noqa: PLC0415 - see above

    gc.set_threshold(COLLECT_AFTER)


def _end_when_painted(window: "QMainWindow") -> None:
    """The window is painted in the same turn of the event loop in which the screen exposes it."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - see above

    watch = QTimer(window, interval=0)
    watch.timeout.connect(lambda: _end() if window.windowHandle().isExposed() else None)
    watch.start()


def _end() -> None:
    """Here and now: what a program does when it is closed is not measured."""
    loaded = [name for name in NOT_YET_WANTED if name in sys.modules]
    sys.stderr.write(f"too early: {loaded}\n" if loaded else "")
    sys.stderr.flush()
    os._exit(1 if loaded else 0)


if __name__ == "__main__":
    {"bare": bare, "shell": shell, "form": form}[sys.argv[1]](*sys.argv[2:])
