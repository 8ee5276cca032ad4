"""A returned Word or PDF file: what it says against what it carries, and which of it becomes a new draft."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from castforms.session.workspace import StorageError, Workspace
from ui.pages.questions import tell
from ui.theme import GAP, MARGIN
from ui.widgets.answer_table import AnswerTable
from ui.widgets.background import Background
from ui.widgets.labels import button, heading, muted, set_severity
from ui.widgets.layouts import fit_on_screen

if TYPE_CHECKING:
    from castforms.model.entry import Entry
    from castforms.session.read import Reading


class ReadDialog(QDialog):
    """Reads in another thread; shows what there is to decide, or nothing where the file says what it carries."""

    entry_wanted = Signal(object)
    """The entry that is to become a new draft."""

    def __init__(self, path: Path, read: "Callable[[], Reading]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("打开 Word 或 PDF 文件")
        fit_on_screen(self, 900, 560)
        self._path = path
        self._reading: Reading | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting())
        self._stack.addWidget(self._decision())
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(self._stack)
        self._background = Background("read", self)
        self._background.run(read, self._show, self._fail)

    def take_all(self, *, taken: bool) -> None:
        """Ticks every row, or none."""
        for row in range(self.table.topLevelItemCount()):
            self.table.tick(row, on=taken)

    def make_draft(self) -> None:
        """Asks for a draft of the ticked rows."""
        if self._reading is not None:
            differences = self._reading.differences
            self._hand_over(self._reading.entry({differences[row].path for row in self.table.ticked}))

    def _waiting(self) -> QWidget:
        page, column = _page()
        column.addStretch(1)
        column.addWidget(QLabel(f"正在读取 {self._path.name} …"))
        progress = QProgressBar()
        progress.setRange(0, 0)
        progress.setAccessibleName("读取进度")
        column.addWidget(progress)
        column.addStretch(1)
        cancel = button("取消")
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        column.addLayout(row)
        return page

    def _decision(self) -> QWidget:
        page, column = _page()
        self.title = heading("")
        self.title.setWordWrap(True)
        self.explanation = muted("")
        self.notes = QLabel()
        self.notes.setWordWrap(True)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_severity(self.notes, "warning")
        self.table = AnswerTable("与导出时不同的内容", ("采用", "文件里现在的内容", "导出时的内容"))
        for widget in (self.title, self.explanation, self.notes):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        self.all = button("全部采用(&A)")
        self.all.clicked.connect(lambda: self.take_all(taken=True))
        self.none = button("全部不采用(&N)")
        self.none.clicked.connect(lambda: self.take_all(taken=False))
        cancel = button("取消")
        cancel.clicked.connect(self.reject)
        self.make = button("建成新草稿(&C)", kind="primary")
        self.make.setDefault(True)
        self.make.clicked.connect(self.make_draft)
        row = QHBoxLayout()
        for each in (self.all, self.none):
            row.addWidget(each)
        row.addStretch(1)
        for each in (cancel, self.make):
            row.addWidget(each)
        column.addLayout(row)
        return page

    def _show(self, reading: "Reading") -> None:
        self._reading = reading
        if not reading.differences and not reading.notes and not reading.edited:
            self._hand_over(reading.entry())
            return
        self.title.setText(reading.template.title)
        self.explanation.setText(_explanation(reading))
        self.notes.setText("\n".join(reading.notes))
        self.notes.setVisible(bool(reading.notes))
        self.table.setColumnHidden(2, not reading.carried)
        self.table.setVisible(bool(reading.differences))
        self.all.setVisible(bool(reading.differences))
        self.none.setVisible(bool(reading.differences))
        rows = (
            (each.label, reading.shown(each.path, each.file), reading.shown(each.path, each.embedded))
            for each in reading.differences
        )
        self.table.show_rows(rows, [True] * len(reading.differences))
        self._stack.setCurrentIndex(1)
        (self.table if reading.differences else self.make).setFocus()

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, StorageError):
            raise error
        self.reject()
        tell(self.parentWidget() or self, "打不开这份文件", str(error))

    def _hand_over(self, entry: "Entry") -> None:
        self.accept()
        self.entry_wanted.emit(entry)


def read_back(path: Path, workspace: Workspace, parent: QWidget, then: "Callable[[Entry], object]") -> ReadDialog:
    """Reads a returned file; `then` gets the entry as the clerk decides, if the clerk wants one."""

    def read() -> "Reading":
        from castforms.session.read import read_file  # noqa: PLC0415 - loads the readers

        return read_file(path, workspace)

    dialog = ReadDialog(path, read, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.entry_wanted.connect(then)
    dialog.open()
    return dialog


def _explanation(reading: "Reading") -> str:
    from castforms.session.read import EDITED  # noqa: PLC0415 - loaded by now

    if not reading.carried:
        return "这个文件不带本程序的填报数据，已按表中的标签读取。打勾的内容会填入新的草稿，不会改动任何已有的草稿。"
    if not reading.differences:
        return f"{EDITED}，但填写的内容与导出时一致。"
    return (
        f"{EDITED}，有 {len(reading.differences)} 处与导出时不同。"
        "打勾的采用文件里现在的内容，不打勾的保留导出时的内容；结果建成新的草稿，不会改动任何已有的草稿。"
    )


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    return page, column
