"""Answers side by side: a field a row, two states of it in columns."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

_LONGEST = 160


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

    def show_rows(self, rows: Iterable[tuple[str, str, str]], ticks: Iterable[bool] = ()) -> None:
        """Shows the rows; with `ticks` each can be ticked."""
        self.clear()
        ticked = list(ticks)
        for number, (label, one, other) in enumerate(rows):
            item = QTreeWidgetItem([label, shortened(one), shortened(other)])
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


def shortened(text: str) -> str:
    """The beginning of a long text; a dash for none."""
    text = text.strip() or "—"
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
