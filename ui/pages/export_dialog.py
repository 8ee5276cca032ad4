"""From the filled form to the pair of files: where to, under which names, and what to do with them then."""

import os
from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from castforms.session.exporter import PDF, WORD, CancelledError, Exporter, FileInUseError
from castforms.session.workspace import StorageError
from ui.theme import GAP, MARGIN
from ui.widgets.background import Background
from ui.widgets.desktop import open_or_show
from ui.widgets.folder_choice import FolderChoice
from ui.widgets.labels import button, heading, muted, set_severity

if TYPE_CHECKING:
    from castforms.session.export import Outcome


class ExportDialog(QDialog):
    """Asks for the folder, writes in another thread, then offers the files."""

    exported = Signal(object)
    """The folder the pair was written to."""
    print_wanted = Signal()

    def __init__(self, exporter: Exporter, folder: Path, errors: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出 PDF 和 Word")
        self.setMinimumWidth(560)
        self._exporter = exporter
        self._background = Background("export", self)
        self._cancel = Event()
        self.files: Mapping[str, Path] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(self._question(folder, errors))
        self._stack.addWidget(self._result())
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(self._stack)
        self._show_names()

    def start(self, *, replace: bool | None = None) -> None:
        """Writes the pair; `replace` overrides what is chosen about files of the same names."""
        self._cancel.clear()
        self._set_busy(busy=True)
        self.message.hide()
        self.use_number.hide()
        folder = self.folder.path
        replacing = self.replace.isChecked() and not self.replace.isHidden() if replace is None else replace
        self._background.run(
            lambda: self._exporter.export(folder, replace=replacing, cancelled=self._cancel.is_set),
            self._on_done,
            self._on_failed,
        )

    def reject(self) -> None:
        """Cancels the writing, or closes."""
        if self._background.idle:
            super().reject()
        else:
            self._cancel.set()

    def _question(self, folder: Path, errors: int) -> QWidget:
        page, column = _page()
        if errors:
            warning = QLabel(f"还有 {errors} 处必须改正的问题，这次导出的只是草稿，请勿盖章报送。")
            warning.setWordWrap(True)
            set_severity(warning, "warning")
            column.addWidget(warning)
        self.folder = FolderChoice(folder)
        self.folder.changed.connect(self._show_names)
        self.names = muted("")
        self.keep = QRadioButton("保留旧文件，新文件自动加编号(&K)")
        self.replace = QRadioButton("替换旧文件(&R)")
        self.keep.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.keep)
        group.addButton(self.replace)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.hide()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName("导出进度")
        for widget in (self.folder, self.names, self.keep, self.replace, self.message, self.progress):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self._set_busy(busy=False)
        return page

    def _buttons(self) -> QHBoxLayout:
        self.use_number = button("另存为新编号(&N)")
        self.use_number.clicked.connect(lambda: self.start(replace=False))
        self.use_number.hide()
        self.close_button = button("取消")
        self.close_button.clicked.connect(self.reject)
        self.go = button("导出(&E)", kind="primary")
        self.go.setDefault(True)
        self.go.clicked.connect(lambda _checked: self.start())
        row = QHBoxLayout()
        row.addStretch(1)
        for each in (self.use_number, self.close_button, self.go):
            row.addWidget(each)
        return row

    def _result(self) -> QWidget:
        page, column = _page()
        self.done_title = heading("已导出")
        self.done_names = QLabel()
        self.done_names.setWordWrap(True)
        column.addWidget(self.done_title)
        column.addWidget(self.done_names)
        column.addWidget(
            muted("下一步：打印 PDF，盖章，扫描；再用“文件”菜单的“盖章扫描与发送”收回扫描件，核对后发送。")
        )
        column.addStretch(1)
        row = QHBoxLayout()
        self.open_folder = button("打开文件夹(&F)", kind="primary")
        self.print_button = button("打印(&P)…")
        self.open_pdf = button("打开 PDF(&O)")
        self.open_word = button("打开 Word(&W)")
        close = button("完成")
        self.open_folder.clicked.connect(lambda: self._open(self.files[PDF].parent))
        self.open_pdf.clicked.connect(lambda: self._open(self.files[PDF]))
        self.open_word.clicked.connect(lambda: self._open(self.files[WORD]))
        self.print_button.clicked.connect(self._print)
        close.clicked.connect(self.accept)
        for each in (self.open_folder, self.print_button, self.open_pdf, self.open_word, close):
            row.addWidget(each)
        column.addLayout(row)
        return page

    def _show_names(self) -> None:
        try:
            files = self._exporter.names(self.folder.path)
        except StorageError as error:
            self.names.setText(str(error))
            self.go.setEnabled(False)
            return
        taken = any(map(os.path.lexists, files))  # Path raises where a folder is closed or a drive is gone
        self.names.setText("文件名：" + "\n　　　　".join(file.name for file in files))
        self.keep.setVisible(taken)
        self.replace.setVisible(taken)
        self.go.setEnabled(self.folder.chosen)

    def _set_busy(self, *, busy: bool) -> None:
        self.progress.setVisible(busy)
        if hasattr(self, "go"):
            for widget in (self.go, self.folder, self.keep, self.replace):
                widget.setEnabled(not busy)

    def _on_done(self, outcome: "Outcome") -> None:
        self._set_busy(busy=False)
        if outcome.refused:
            first = next((f for f in outcome.findings if f.severity.value == "error"), None)
            self._complain(first.message if first else "没有可以导出的内容")
            return
        self.files = outcome.files
        self.done_title.setText(f"已导出，共 {outcome.pages} 页")
        names = "\n".join([*(path.name for path in outcome.files.values()), *(note.message for note in outcome.notes)])
        self.done_names.setText(f"{names}\n文件夹：{self.files[PDF].parent}")
        self._stack.setCurrentIndex(1)
        self.open_folder.setFocus()
        self.exported.emit(self.files[PDF].parent)

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        self.go.setFocus()
        if isinstance(error, CancelledError):
            self._complain("已取消，没有写入任何文件。")
        elif isinstance(error, FileInUseError):
            self._complain(str(error))
            self.go.setText("重试(&E)")
            self.use_number.show()
        elif isinstance(error, StorageError):
            self._complain(str(error))
            self.folder.box.setFocus()
        else:
            raise error

    def _complain(self, text: str) -> None:
        self.message.setText(text)
        set_severity(self.message, "error")
        self.message.show()

    def _open(self, path: Path) -> None:
        if not open_or_show(path):
            self.done_names.setText(f"这台电脑没有可以打开它的程序，文件在这里：\n{path}")

    def _print(self) -> None:
        self.accept()
        self.print_wanted.emit()


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    return page, column
