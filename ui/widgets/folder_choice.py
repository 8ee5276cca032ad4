"""A folder, typed or chosen."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from ui.theme import GAP
from ui.widgets.composition import ComposedLine
from ui.widgets.file_choice import documents
from ui.widgets.labels import button


class FolderChoice(QWidget):
    """The folder that files are saved to."""

    changed = Signal()
    settled = Signal()
    """The clerk is done with typing, or has chosen."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.box = ComposedLine(str(folder))
        self.box.setAccessibleName("保存到文件夹")
        self.box.textChanged.connect(self.changed)
        self.box.editingFinished.connect(self.settled)
        label = QLabel("保存到文件夹(&D)：")
        label.setBuddy(self.box)
        self.choose = button("选择(&B)…")
        self.choose.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(label)
        row.addWidget(self.box, 1)
        row.addWidget(self.choose)

    @property
    def path(self) -> Path:
        """The folder as typed, ~ being the clerk's own; a mere name is one among the documents.

        Windows copies a path between quotation marks, and other programs with the end of its line.
        """
        folder = Path(self.box.text().strip().strip('"'))
        with suppress(RuntimeError):  # ~ and the name of nobody
            folder = folder.expanduser()
        return Path(documents()) / folder

    @property
    def chosen(self) -> bool:
        """Whether any folder is named."""
        return bool(self.box.text().strip())

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择保存到的文件夹", self.box.text())
        if chosen:
            self.box.setText(chosen)
            self.settled.emit()
