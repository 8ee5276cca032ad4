"""Work done in the window's thread, but never so long at a stretch that the window is felt to stand still."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

_SLICE = 0.005
"""Seconds of work at a time."""


class Slices(QTimer):
    """Goes through steps, the first of them at once; where there are many, a slice at each turn of the event loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, interval=0)
        self._steps: Iterator[object] = iter(())
        self._done: Callable[[], None] = self.stop
        self.timeout.connect(self._go_on)

    def run(self, steps: Iterator[object], done: Callable[[], None]) -> None:
        """Does these steps, and no longer those asked for before; `done` is called after the last one."""
        self._steps, self._done = steps, done
        self.start()
        self._go_on()

    def finish(self) -> None:
        """Does at once what is left."""
        if self.isActive():
            self.stop()
            for _step in self._steps:
                pass
            self._done()

    def _go_on(self) -> None:
        began = time.perf_counter()
        while next(self._steps, self) is not self:  # one step at least, however long the machine was elsewhere
            if time.perf_counter() - began > _SLICE:
                return
        if time.perf_counter() - began < _SLICE / 3:  # else the end comes in a turn of its own
            self.stop()
            self._done()
