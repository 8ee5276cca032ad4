"""A returned Word or PDF file: what it says against what it carries, and which of it becomes a new draft."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from castforms.session.workspace import StorageError, Workspace
from ui.pages.questions import tell
from ui.theme import GAP, MARGIN
from ui.widgets.background import Background
from ui.widgets.labels import button, heading, muted, set_severity

if TYPE_CHECKING:
    from castforms.model.entry import Entry
    from castforms.session.read import Reading


_HEADS = ("采用", "项目", "文件中的内容", "内嵌数据")
_LONGEST_SHOWN = 400
_EMPTY = "（空）"


class ReadDialog(QDialog):
    """Reads in another thread; shows what there is to decide, or nothing where the file says what it carries."""

    entry_wanted = Signal(object)
    """The entry that is to become a new draft."""

    def __init__(self, path: Path, read: "Callable[[], Reading]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("打开 Word 或 PDF 文件")
        self.resize(900, 560)
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
        state = Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
        for row in range(self.table.rowCount()):
            self._box(row).setCheckState(state)

    def make_draft(self) -> None:
        """Asks for a draft of the ticked rows."""
        if self._reading is not None:
            chosen = {
                difference.path
                for row, difference in enumerate(self._reading.differences)
                if self._box(row).checkState() is Qt.CheckState.Checked
            }
            self._hand_over(self._reading.entry(chosen))

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
        self.table = _Table(0, len(_HEADS))
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
        self.table.setColumnHidden(3, not reading.carried)
        self.table.setVisible(bool(reading.differences))
        self.all.setVisible(bool(reading.differences))
        self.none.setVisible(bool(reading.differences))
        self.table.setRowCount(len(reading.differences))
        for row, difference in enumerate(reading.differences):
            texts = (reading.shown(difference.path, side) for side in (difference.file, difference.embedded))
            self._fill_row(row, (difference.label, *texts))
        self._stack.setCurrentIndex(1)
        self.table.fit_rows()
        (self.table if reading.differences else self.make).setFocus()

    def _fill_row(self, row: int, texts: tuple[str, ...]) -> None:
        box = QTableWidgetItem()
        box.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        box.setCheckState(Qt.CheckState.Checked)
        box.setData(Qt.ItemDataRole.AccessibleTextRole, f"采用：{texts[0]}")
        self.table.setItem(row, 0, box)
        for column, text in enumerate(texts, 1):
            cut = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
            item = QTableWidgetItem(cut or _EMPTY)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setTextAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            self.table.setItem(row, column, item)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, StorageError):
            raise error
        self.reject()
        tell(self.parentWidget() or self, "打不开这份文件", str(error))

    def _hand_over(self, entry: "Entry") -> None:
        self.accept()
        self.entry_wanted.emit(entry)

    def _box(self, row: int) -> QTableWidgetItem:
        item = self.table.item(row, 0)
        if item is None:
            raise IndexError(row)
        return item


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


class _Table(QTableWidget):
    """Rows with a tick each, which the space bar sets from any column."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        self.setAccessibleName("与内嵌数据不同的内容")
        self.setHorizontalHeaderLabels(_HEADS)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setStyleSheet("QTableView::item { padding: 4px; }")
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.sectionResized.connect(lambda *_sizes: self.fit_rows())

    def fit_rows(self) -> None:
        """Makes each row as high as its text."""
        self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row."""
        item = self.item(self.currentRow(), 0)
        if event.key() != Qt.Key.Key_Space or item is None:
            super().keyPressEvent(event)
            return
        ticked = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)


def _explanation(reading: "Reading") -> str:
    from castforms.session.read import EDITED  # noqa: PLC0415 - loaded by now

    if not reading.carried:
        return "这个文件不带本程序的填报数据，已按表中的标签读取。打勾的内容会填入新的草稿，不会改动任何已有的草稿。"
    if not reading.differences:
        return f"{EDITED}，但填写的内容与内嵌数据一致。"
    return (
        f"{EDITED}，有 {len(reading.differences)} 处与内嵌数据不同。打勾的采用文件中的内容，不打勾的保留内嵌数据；"
        "结果建成新的草稿，不会改动任何已有的草稿。"
    )


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    return page, column
