"""A button that takes text out of a file, without holding up the window."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from castforms.session.workspace import StorageError
from ui.widgets.background import Background
from ui.widgets.file_choice import ask_file
from ui.widgets.labels import button, muted, say

_FILES = "Word 文件和文本文件 (*.docx *.txt)"
_ALL_FILES = "Word、PDF 和文本文件 (*.docx *.pdf *.txt)"


class FileSource(QWidget):
    """Asks for a file and gives what it says; what is wrong with it stands beside the button."""

    read = Signal(str)

    def __init__(self, label: str, parent: QWidget, *, pdf: bool = False) -> None:
        """With `pdf` also of files whose lines are broken anywhere."""
        super().__init__(parent)
        self._files = _ALL_FILES if pdf else _FILES
        self._background: Background | None = None
        self.button = button("从文件读入…", kind="link", tip="读入文件里的文字，不带格式")
        self.call(label)
        self.button.clicked.connect(self._ask)
        self.message: QLabel = muted("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.message, 1)

    def call(self, name: str) -> None:
        """The button, by the question as a screen reader says it."""
        self.button.setAccessibleName(f"从文件读入{name}")

    def take(self, path: Path) -> None:
        """Reads that file; `read` follows, or the message tells why not."""
        from castforms.session.reading import text_of_file  # noqa: PLC0415 - seldom asked for

        if self._background is None:
            self._background = Background("read", self)
            self.destroyed.connect(self._background.finish)
        say(self.message, "正在读入……")
        self._background.run(lambda: text_of_file(path), self._on_read, self._on_failed)

    def _ask(self) -> None:
        reading = self._background is not None and not self._background.idle
        if not reading and (chosen := ask_file(self, "读入文字", self._files)):  # see PictureEditor
            self.take(chosen)

    def _on_read(self, text: str) -> None:
        say(self.message, "")
        self.read.emit(text)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, StorageError):
            raise error
        say(self.message, str(error), "error")
