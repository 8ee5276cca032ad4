"""Many drafts exported at once: which ones, where to, how far it is, and what was left out."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from castforms.session.batch import Given, export_drafts
from castforms.session.drafts import Draft, DraftBox
from castforms.session.workspace import Workspace
from ui.theme import GAP, MARGIN
from ui.widgets.background import Background
from ui.widgets.desktop import open_path
from ui.widgets.folder_choice import FolderChoice
from ui.widgets.labels import button, heading, muted
from ui.widgets.row_list import RoomyDelegate, RowList

_ROLE = Qt.ItemDataRole.UserRole


class BatchDialog(QDialog):
    """Ticks the drafts that can be given out; writes them in another thread."""

    exported = Signal(object)
    """The folder the pairs were written to."""
    _progressed = Signal(object)

    def __init__(
        self, workspace: Workspace, box: DraftBox, drafts: Sequence[Draft], folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("批量导出")
        self.setMinimumSize(620, 480)
        self._workspace, self._box = workspace, box
        self._background = Background("batch", self)
        self._cancel = Event()
        self.given: list[Given] = []
        self._progressed.connect(self._note)
        self.list = RowList()
        self.list.setAccessibleName("要导出的草稿")
        self.list.setItemDelegate(RoomyDelegate(self.list))
        self.list.itemChanged.connect(self._count)
        for draft in drafts:
            self.list.addItem(_item(draft))
        self.folder = FolderChoice(folder)
        self.folder.changed.connect(self._count)
        self.progress = QProgressBar()
        self.progress.setFormat("%v / %m 份")
        self.progress.setAccessibleName("导出进度")
        self.progress.hide()
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.hide()
        self._lay_out()
        self._count()

    @property
    def running(self) -> bool:
        """Whether pairs are being written."""
        return not self._background.idle

    def start(self) -> None:
        """Writes the pairs of the ticked drafts."""
        drafts = [item.data(_ROLE) for item in self._items() if item.checkState() is Qt.CheckState.Checked]
        folder = self.folder.path
        self.given = []
        self._cancel.clear()
        self.progress.setRange(0, len(drafts))
        self.progress.setValue(0)
        self._set_busy(busy=True)

        def write() -> None:
            for given in export_drafts(self._workspace, self._box, drafts, folder, self._cancel.is_set):
                self._progressed.emit(given)

        self._background.run(write, lambda _none: self._finish(folder, len(drafts)), self._fail)

    def reject(self) -> None:
        """Cancels the writing, or closes."""
        if self.running:
            self._cancel.set()
            self.close_button.setEnabled(False)
        else:
            super().reject()

    def _lay_out(self) -> None:
        self.all = button("全选(&A)", kind="link")
        self.none = button("全不选(&N)", kind="link")
        self.all.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        self.none.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        self.open_folder = button("打开文件夹(&F)")
        self.open_folder.clicked.connect(lambda: open_path(self.folder.path))
        self.open_folder.hide()
        self.close_button = button("取消")
        self.close_button.clicked.connect(self.reject)
        self.go = button("导出(&E)", kind="primary")
        self.go.setDefault(True)
        self.go.clicked.connect(lambda _checked: self.start())
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(heading("选择要导出的草稿"), 1)
        for each in (self.all, self.none):
            head.addWidget(each)
        foot.addStretch(1)
        for each in (self.open_folder, self.close_button, self.go):
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(muted("每份导出一个 PDF 和一个 Word 文件；同名的旧文件保留，新文件自动加编号。"))
        column.addWidget(self.list, 1)
        column.addWidget(self.folder)
        column.addWidget(self.progress)
        column.addWidget(self.message)
        column.addLayout(foot)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _tick(self, state: Qt.CheckState) -> None:
        for item in self._items():
            item.setCheckState(state)

    def _count(self) -> None:
        ticked = sum(1 for item in self._items() if item.checkState() is Qt.CheckState.Checked)
        self.go.setText(f"导出 {ticked} 份(&E)")
        self.go.setEnabled(ticked > 0 and self.folder.chosen)

    def _set_busy(self, *, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.message.setVisible(not busy)
        for widget in (self.go, self.list, self.folder, self.all, self.none):
            widget.setEnabled(not busy)
        self.close_button.setEnabled(True)

    def _note(self, given: Given) -> None:
        self.given.append(given)
        self.progress.setValue(len(self.given))

    def _finish(self, folder: Path, wanted: int) -> None:
        self._set_busy(busy=False)
        left_out = [given for given in self.given if given.complaint]
        written = len(self.given) - len(left_out)
        words = [f"已导出 {written} 份到 {folder}"]
        if len(self.given) < wanted:
            words.append(f"已取消，还有 {wanted - len(self.given)} 份没有导出")
        if left_out:
            words.append(f"{len(left_out)} 份没有导出，原因见上面的列表")
        self.message.setText("；".join(words) + "。")
        self._show_complaints(left_out)
        self.open_folder.setVisible(written > 0)
        self.close_button.setText("完成")
        (self.open_folder if written else self.list).setFocus()
        self.exported.emit(folder)

    def _show_complaints(self, left_out: list[Given]) -> None:
        complaints = {given.draft.path: given.complaint for given in left_out}
        for item in self._items():
            draft: Draft = item.data(_ROLE)
            if draft.path in complaints:
                item.setText(f"{_name(draft)}\n✕ {complaints[draft.path]}")
            if draft.path not in complaints and any(given.draft is draft for given in self.given):
                item.setCheckState(Qt.CheckState.Unchecked)

    def _fail(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        raise error


def _item(draft: Draft) -> QListWidgetItem:
    item = QListWidgetItem(f"{_name(draft)}\n{draft.note.words}")
    item.setData(_ROLE, draft)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if draft.note.ready else Qt.CheckState.Unchecked)
    return item


def _name(draft: Draft) -> str:
    return f"{draft.unit or '（未填单位）'} · {draft.template.title}"
