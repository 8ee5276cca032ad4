"""Keeps the draft on disk: every change within two seconds of a pause, without holding up the typing."""

from pathlib import Path

from PySide6.QtCore import QObject, QTime, QTimer, Signal

from castforms.model.entry import Entry
from castforms.session.drafts import DraftBox, DraftNote, DraftState
from castforms.session.workspace import StorageError
from ui.widgets.background import Background

_PAUSE = 800
"""Milliseconds after the last edit."""
_LONGEST = 5000
"""Milliseconds of typing without a pause."""


class DraftSaver(QObject):
    """The draft's file; there is none before the first edit."""

    said = Signal(str)

    def __init__(self, drafts: DraftBox, path: Path | None, note: DraftNote) -> None:
        super().__init__()
        self.path = path
        self.note = note
        self._drafts = drafts
        self._entry: Entry | None = None  # waits to be written
        self._latest: Entry | None = None
        self._written: tuple[Entry, DraftNote] | None = None
        self._background = Background("save", self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._longest = QTimer(self, singleShot=True, interval=_LONGEST)
        self._pause.timeout.connect(self.save)
        self._longest.timeout.connect(self.save)

    def note_change(self, entry: Entry) -> None:
        """The entry is another one now; a draft that was given out is open again."""
        self._entry = self._latest = entry
        self.note = self.note._replace(state=DraftState.OPEN)
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def count_errors(self, errors: int) -> None:
        """The checks counted again; goes to disk with the next edit."""
        self.note = self.note._replace(errors=errors)

    def set_state(self, entry: Entry, state: DraftState) -> None:
        """The return has come further."""
        self._entry = self._latest = entry
        self.note = self.note._replace(state=state)
        self.save()

    def keep(self, entry: Entry) -> None:
        """Writes the draft now, changed or not: the clerk asked for it."""
        self._entry = self._latest = entry
        self.save()

    def save(self) -> None:
        """Writes what has changed, in another thread."""
        if self._entry is None:
            return
        entry, note, self._entry = self._entry, self.note, None
        self._stop()
        self._background.run(
            lambda: self._write(entry, note), lambda _none: self._say_saved(), lambda error: self._retry(entry, error)
        )

    def save_here(self) -> None:
        """Writes what has changed, here and now, after what is under way; raises StorageError."""
        self._stop()
        self._background.wait()
        if self._latest is not None and self._written != (self._latest, self.note):
            self._write(self._latest, self.note)
        self._entry = None

    def finish(self) -> None:
        """Nothing more will be saved."""
        self._stop()
        self._background.finish()

    def _stop(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _write(self, entry: Entry, note: DraftNote) -> None:
        if self.path is None:
            self.path = self._drafts.create(entry)
        self._drafts.save(self.path, entry, note)
        self._written = (entry, note)

    def _say_saved(self) -> None:
        self.said.emit(f"已保存 {_now()}")

    def _retry(self, entry: Entry, error: BaseException) -> None:
        if not isinstance(error, StorageError):
            raise error
        self._entry = self._entry or entry
        self._longest.start()
        self.said.emit(f"还没有保存：{error}")


def _now() -> str:
    return QTime.currentTime().toString("HH:mm")
