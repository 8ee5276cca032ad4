"""Python's cycle collector, run in the window's thread only.

Left alone it runs in whichever thread happens to allocate, and a worker that sweeps away a forgotten widget destroys it
outside the window's thread, which Qt forbids: it crashes or hangs.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_FIRST, _OFTEN = 2000, 200
"""Milliseconds until the first look, when the first form has long been seen, and between two looks."""
_THRESHOLDS = (2000, 10, 20)
"""New objects, young collections, middle collections before the next generation is looked at."""


class GarbageCollector(QObject):
    """Takes the collector over for as long as the program runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_OFTEN)
        self._timer.timeout.connect(self.collect)
        QTimer.singleShot(_FIRST, self, self._begin)

    def _begin(self) -> None:
        gc.freeze()  # what a start makes stays: looking through it would hold up the window for nothing
        self._timer.start()

    def collect(self) -> None:
        """Collects what is due."""
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), _THRESHOLDS, strict=True)):
            if count > threshold:
                gc.collect(generation)
