"""Notes the longest turn of the event loop."""

import time

from PySide6.QtCore import QTimer

from tests.bench.starts import Deafness


class Pulse:
    """Notes the longest time between two turns of the event loop, from when it is made to `stop`."""

    def __init__(self) -> None:
        self.longest = Deafness(0, 0)
        self._last = time.thread_time(), time.perf_counter()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self) -> Deafness:
        """Notes no more."""
        self._timer.stop()
        return self.longest

    def _beat(self) -> None:
        now = time.thread_time(), time.perf_counter()
        own, wall = ((after - before) * 1000 for before, after in zip(self._last, now, strict=True))
        self.longest = Deafness(max(self.longest.own, own), max(self.longest.wall, wall))
        self._last = now
