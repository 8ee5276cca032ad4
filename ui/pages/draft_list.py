"""The drafts with their status; the clerk may note that one was sealed or sent."""

import datetime as dt
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeWidget, QTreeWidgetItem

from castforms.session.drafts import Draft, DraftState
from ui import theme
from ui.widgets.row_list import RoomyDelegate

_ROLE = Qt.ItemDataRole.UserRole
_WORDS = _ROLE + 1
"""What a search looks at: the unit, the form and its notice."""
_MARKS = {
    DraftState.SEALED: "标记为已盖章(&S)",
    DraftState.SENT: "标记为已发送(&T)",
    DraftState.OPEN: "取消标记(&C)",
}


class DraftList(QTreeWidget):
    """One line a draft; Enter opens it, Delete throws it away, the menu key offers the rest."""

    chosen = Signal(object)
    marked = Signal(object, object)
    thrown_away = Signal(object)
    return_wanted = Signal(object)
    """Its stamped pages are to be taken in and sent."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabels(["单位与表单", "状态", "修改时间"])
        self.setObjectName("list")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegateForColumn(0, RoomyDelegate(self))
        self.setAllColumnsShowFocus(True)
        self.setAccessibleName("最近的草稿")
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # titles of one notice differ at their end
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._open)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        header.setSectionResizeMode(1, header.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, header.ResizeMode.ResizeToContents)

    def count(self) -> int:
        """How many drafts there are."""
        return self.topLevelItemCount()

    def show_drafts(self, drafts: Iterable[Draft]) -> None:
        """Lists them in the order given."""
        self.clear()
        today = dt.datetime.now().astimezone().date()
        self.addTopLevelItems([_item(draft, today) for draft in drafts])

    def filter(self, words: list[str]) -> bool:
        """Shows only drafts that hold every word; tells whether there are any."""
        found = False
        for row in range(self.count()):
            item = self.topLevelItem(row)
            wanted = item is None or all(word in item.data(0, _WORDS) for word in words)
            found = found or wanted
            if item and item.isHidden() is wanted:
                item.setHidden(not wanted)
        return found

    def choose_first(self) -> None:
        """Opens the draft changed last."""
        item = self.topLevelItem(0)
        if item:
            self._open(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete throws away."""
        item = self.currentItem()
        if item and event.key() == Qt.Key.Key_Delete:
            self.thrown_away.emit(item.data(0, _ROLE))
        elif item and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(item)
        else:
            super().keyPressEvent(event)

    def _open(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(item.data(0, _ROLE))

    def _open_menu(self, point: QPoint) -> None:
        item = self.itemAt(point) or self.currentItem()
        if item is None:
            return
        draft = item.data(0, _ROLE)
        menu = QMenu(self)
        menu.addAction("打开(&O)", partial(self.chosen.emit, draft))
        menu.addAction("盖章扫描与发送(&R)…", partial(self.return_wanted.emit, draft))
        menu.addSeparator()
        for state, words in _MARKS.items():
            menu.addAction(words, partial(self.marked.emit, draft, state))
        menu.addSeparator()
        menu.addAction("删除(&D)…", partial(self.thrown_away.emit, draft))
        menu.exec(self.viewport().mapToGlobal(point))


def _item(draft: Draft, today: dt.date) -> QTreeWidgetItem:
    unit = draft.unit or "（未填单位）"
    due = draft.note.due(draft.template.notice, today)
    status = "\n".join(filter(None, (draft.note.words, due)))
    item = QTreeWidgetItem([f"{unit}\n{draft.template.title}", status, f"{draft.changed:%m-%d %H:%M}"])
    item.setData(0, _ROLE, draft)
    notice = draft.template.notice
    item.setData(0, _WORDS, f"{unit} {draft.template.title} {notice.number} {notice.title}".casefold())
    item.setToolTip(0, f"{draft.template.title}\n{draft.path}")
    colours = theme.colours()
    missing = draft.note.state is DraftState.OPEN and draft.note.errors
    item.setForeground(1, QBrush(QColor(colours.error if missing else colours.accent)))
    item.setForeground(2, QBrush(QColor(colours.muted)))
    return item
