"""Keeps the draft on disk: every change within a second, without holding up the typing."""

import os
from pathlib import Path

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from castforms.model.entry import Entry
from castforms.session.drafts import DraftNote, DraftState, SecondPlaceError
from castforms.session.open_draft import OpenDraft
from castforms.session.workspace import StorageError
from ui.widgets.background import Background

_SOON = 600
"""Milliseconds from the first edit that is not saved yet."""
_AGAIN = 5000
"""Milliseconds until a disk that refused is asked again."""


class DraftSaver(QObject):
    """Saves a draft; there is no file before the first edit."""

    said = Signal(str)
    """How far the saving is, for the status bar."""
    noticed = Signal(str)
    """What the clerk must know; empty once it is over."""

    def __init__(self, draft: OpenDraft, note: DraftNote, recovery: str = "") -> None:
        """`recovery` says how the draft's text was recovered, if it was."""
        super().__init__()
        self.note = note
        self.recovered = bool(recovery)
        """Whether the text is not yet what the draft's file holds."""
        self.words = recovery or draft.notice
        """What the clerk should know from the beginning."""
        self.draft = draft
        self._entry: Entry | None = None  # waits to be written
        self._latest: Entry | None = None
        self._written: tuple[Entry, DraftNote] | None = None
        self._told = draft.notice
        self._finished = False
        self._background = Background("save", self)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.save)
        QGuiApplication.instance().applicationStateChanged.connect(self._on_state)  # type: ignore[union-attr]

    def works_on(self, path: Path) -> bool:
        """Whether that is the draft's file, by whatever name it is called."""
        own = self.draft.path
        return own is not None and Path(os.path.realpath(own)) == Path(os.path.realpath(path))

    def note_change(self, entry: Entry) -> None:
        """The entry is another one now; a draft that was given out is open again."""
        self._entry = self._latest = entry
        self.note = self.note._replace(state=DraftState.OPEN)
        if not self._soon.isActive():
            self._soon.start(_SOON)

    def count_errors(self, errors: int) -> None:
        """The checks counted again; goes to disk with the next edit."""
        self.note = self.note._replace(errors=errors)

    def set_state(self, entry: Entry, state: DraftState) -> None:
        """The return has come further."""
        self.note = self.note._replace(state=state)
        self.keep(entry)

    def keep(self, entry: Entry) -> None:
        """Writes the draft now, changed or not: the clerk asked for it."""
        self._entry = self._latest = entry
        self.save()

    def save(self) -> None:
        """Writes what has changed, in another thread."""
        if self._finished or self._entry is None or not self._background.idle:  # what is under way comes back here
            return
        entry, note, self._entry = self._entry, self.note, None
        self._soon.stop()
        self._background.run(
            lambda: self._write(entry, note),
            lambda _none: self._on_saved(),
            lambda error: self._on_refused(entry, error),
        )

    def save_here(self) -> None:
        """Writes what has changed, here and now, after what is under way; raises StorageError."""
        self._soon.stop()
        self._background.wait()
        if self._latest is not None and self._written != (self._latest, self.note):
            self._write(self._latest, self.note)
        self._entry = None

    def finish(self) -> None:
        """Nothing more will be saved, nor said: what was under way is answered when the page has gone."""
        self._finished = True
        self.blockSignals(True)
        self._soon.stop()
        self._background.finish()
        self.draft.close()

    def _write(self, entry: Entry, note: DraftNote) -> None:
        self.draft.save(entry, note)
        self._written = (entry, note)

    def _on_saved(self) -> None:
        self._tell(self.draft.notice)
        if self._entry is None:
            self.said.emit(f"已保存 {_now()}")
        else:
            self._soon.start(_SOON)

    def _on_refused(self, entry: Entry, error: BaseException) -> None:
        if not isinstance(error, StorageError):
            raise error
        self._entry = self._entry or entry
        self._soon.start(_AGAIN)
        self.said.emit("还没有保存")
        self._tell(_calm(error))

    def _tell(self, words: str) -> None:
        """Says it once."""
        if words != self._told:
            self._told = words
            self.noticed.emit(words)

    def _on_state(self, state: "QtCore.Qt.ApplicationState") -> None:
        if state != QtCore.Qt.ApplicationState.ApplicationActive:
            self.save()


def _calm(error: StorageError) -> str:
    safe = (
        "内容还在窗口里，也已存到备用位置" if isinstance(error, SecondPlaceError) else "内容还在窗口里，请不要关闭窗口"
    )
    return f"草稿暂时保存不了：{error}。{safe}；程序会继续尝试，成功后自动恢复正常。"


def _now() -> str:
    return QtCore.QTime.currentTime().toString("HH:mm")
