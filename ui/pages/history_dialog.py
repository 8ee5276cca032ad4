"""Earlier versions of the draft: when they were saved, how they differ from now, and the way back to one."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from castforms.model.entry import Entry
from castforms.model.template import FormTemplate
from castforms.session.answer_texts import changes
from castforms.session.drafts import Version
from ui.theme import GAP, MARGIN
from ui.widgets.answer_table import AnswerTable
from ui.widgets.labels import button, heading, muted
from ui.widgets.layouts import fit_on_screen
from ui.widgets.row_list import RowList


class HistoryDialog(QDialog):
    """Lists the versions at the left and compares the chosen one with the form as it is."""

    restored = Signal(object)
    """The entry that is wanted back."""

    def __init__(
        self,
        template: FormTemplate,
        now: Entry,
        versions: Sequence[Version],
        read: Callable[[Version], Entry | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("历史版本")
        fit_on_screen(self, 920, 520)
        self._template, self._now, self._versions, self._read = template, now, tuple(versions), read
        self._chosen: Entry | None = None
        self.list = RowList()
        self.list.setAccessibleName("历史版本")
        self.list.setFixedWidth(190)
        self.list.setSpacing(2)
        self.list.addItems([_when(version.saved) for version in self._versions])
        self.list.currentRowChanged.connect(self._show)
        self.table = AnswerTable("与现在的不同", ("栏目", "那时", "现在"))
        self.words = muted("")
        self.restore = button("恢复这一版(&R)", kind="primary")
        self.restore.clicked.connect(self._restore)
        close = button("关闭")
        close.clicked.connect(self.reject)
        self._lay_out(close)
        self.list.setCurrentRow(min(1, len(self._versions) - 1))  # the newest is what the form says now
        self._show(self.list.currentRow())

    def _lay_out(self, close: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(heading("历史版本"))
        column.addWidget(muted("程序自动保存的各个时刻。恢复后仍可撤销，现在的内容也会留在历史版本里。"))
        body = QHBoxLayout()
        body.addWidget(self.list)
        right = QVBoxLayout()
        right.addWidget(self.words)
        right.addWidget(self.table, 1)
        body.addLayout(right, 1)
        column.addLayout(body, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.restore)
        column.addLayout(row)

    def _show(self, row: int) -> None:
        self._chosen = self._read(self._versions[row]) if 0 <= row < len(self._versions) else None
        if self._chosen is None or self._chosen.form_id != self._template.id:
            self._chosen = None
            self.words.setText("这一版无法读取。" if self._versions else "还没有历史版本。")
            self.table.show_rows(())
        else:
            found = changes(self._template, self._chosen, self._now)
            self.words.setText(f"与现在有 {len(found)} 处不同：" if found else "与现在完全相同。")
            self.table.show_rows((change.label, change.before, change.after) for change in found)
        self.restore.setEnabled(self._chosen is not None and self.table.topLevelItemCount() > 0)

    def _restore(self) -> None:
        if self._chosen is not None:
            self.restored.emit(self._chosen)
            self.accept()


def _when(moment: dt.datetime) -> str:
    days = (dt.datetime.now().astimezone().date() - moment.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, f"{moment:%Y-%m-%d}")
    return f"{day} {moment:%H:%M:%S}"
