"""One window for one user: whoever starts the program a second time is shown the first, with the draft he chose.

A lock file tells who is first; what the second wants lies for a moment as a file in a folder that the first watches.
Neither needs a network library, and both work wherever drafts can be kept.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

_LOCK, _REQUESTS, _SUFFIX = "window.lock", "requests", ".request"
_PATIENCE = 3.0
"""Seconds in which a window that is not stuck answers."""
_LONGEST = 32_768
"""Characters of a path on Windows, at most."""


class SingleInstance(QObject):
    """The first, or a later one, of the windows that share a folder."""

    asked = Signal(str)
    """Somebody started the program again: the absolute path of a draft, or nothing."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._requests = folder / _REQUESTS
        self._lock = QLockFile(str(folder / _LOCK))
        self._lock.setStaleLockTime(0)  # valid as long as its program runs, however long that is
        try:
            self._requests.mkdir(parents=True, exist_ok=True)
        except OSError:  # nowhere to keep a draft either; the window says so in time
            self.is_first = True
        else:
            self.is_first = self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def hand_over(self, draft: str, patience: float = _PATIENCE) -> bool:
        """Asks the first window to come forward with that draft; tells whether it does, waiting `patience` seconds."""
        import uuid  # noqa: PLC0415 - as the second only

        request = self._requests / f"{uuid.uuid4().hex}{_SUFFIX}"
        try:
            request.with_suffix(".tmp").write_text(draft, encoding="utf-8", errors="surrogateescape")
            _let_it_come_forward()
            request.with_suffix(".tmp").rename(request)
            end = time.monotonic() + patience
            while request.exists():
                if time.monotonic() > end:
                    request.unlink(missing_ok=True)
                    return False
                time.sleep(0.01)
        except OSError:
            return False
        return True

    def listen(self) -> None:
        """From now on `asked` tells when somebody starts the program again."""
        self._answer()
        self._watcher = QFileSystemWatcher([str(self._requests)], self)
        self._watcher.directoryChanged.connect(self._answer)

    def leave(self) -> None:
        """The next to start will be the first."""
        self._lock.unlock()

    def _answer(self) -> None:
        try:
            requests = sorted(self._requests.glob(f"*{_SUFFIX}"))
        except OSError:
            return
        for request in requests:
            try:
                with request.open(encoding="utf-8", errors="surrogateescape") as file:
                    draft = file.read(_LONGEST)
                request.unlink()
            except OSError:
                continue
            self.asked.emit(draft)


def _let_it_come_forward() -> None:
    """Windows lets only the program that the person just started pass the foreground on."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - not needed elsewhere

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
