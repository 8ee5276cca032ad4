"""Answers side by side: a field a row, two states of it in columns."""

from collections.abc import Iterable
from itertools import takewhile

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem

from ui.widgets.row_list import RoomyDelegate

_LONGEST = 160
_BEFORE = 20
"""Characters of a long text that are shown before the place where it begins to differ."""
_PADDING = 16
"""What the style leaves free beside a text, in pixels."""


class AnswerTable(QTreeWidget):
    """Three columns: the field, and what it says here and there; rows may be ticked."""

    def __init__(self, name: str, columns: tuple[str, str, str]) -> None:
        super().__init__()
        self.setObjectName("list")
        self.setAccessibleName(name)
        self.setHeaderLabels(list(columns))
        self.setRootIsDecorated(False)
        self.setAllColumnsShowFocus(True)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, header.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, header.ResizeMode.Stretch)
        header.setSectionResizeMode(2, header.ResizeMode.Stretch)
        header.sectionResized.connect(self.scheduleDelayedItemsLayout)
        for column in (1, 2):
            self.setItemDelegateForColumn(column, _Wrapping(self))

    def show_rows(self, rows: Iterable[tuple[str, str, str]], ticks: Iterable[bool] = ()) -> None:
        """Shows the rows; with `ticks` each can be ticked."""
        self.clear()
        ticked = list(ticks)
        for number, (label, one, other) in enumerate(rows):
            start = _place_to_look_at(one, other)
            item = QTreeWidgetItem([label, _shortened(one, start), _shortened(other, start)])
            for column, text in ((1, one), (2, other)):
                item.setToolTip(column, text)
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            item.setTextAlignment(0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            if ticked:
                item.setCheckState(0, Qt.CheckState.Checked if ticked[number] else Qt.CheckState.Unchecked)
            self.addTopLevelItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row, whichever column the keyboard is in."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item and item.data(0, Qt.ItemDataRole.CheckStateRole) is not None:
            self.tick(self.indexOfTopLevelItem(item), on=item.checkState(0) == Qt.CheckState.Unchecked)
        else:
            super().keyPressEvent(event)

    def tick(self, row: int, *, on: bool) -> None:
        """Ticks a row or unticks it."""
        if item := self.topLevelItem(row):
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    @property
    def ticked(self) -> list[int]:
        """Numbers of the ticked rows."""
        items = ((number, self.topLevelItem(number)) for number in range(self.topLevelItemCount()))
        return [number for number, item in items if item and item.checkState(0) == Qt.CheckState.Checked]


class _Wrapping(RoomyDelegate):
    """Makes a row as high as its words need at the width of the column, which Qt does not."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """See above."""
        table = self.parent()
        if isinstance(table, QTreeWidget):
            option.rect = QRect(0, 0, max(80, table.columnWidth(index.column()) - _PADDING), _LONGEST)
        return super().sizeHint(option, index)


def _place_to_look_at(one: str, other: str) -> int:
    """Where to begin with two texts of which one is too long to be shown: a little before they differ."""
    if max(len(one), len(other)) <= _LONGEST:
        return 0
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return max(0, sum(1 for _pair in alike) - _BEFORE)


def _shortened(text: str, start: int) -> str:
    """The text from there on, as much as is shown; a dash for none."""
    shown = text[start : start + _LONGEST].strip() or "—"
    return f"{'…' if start else ''}{shown}{'…' if start + _LONGEST < len(text) else ''}"
