"""A list of rows that are as high as the style sheet wants them, and rows of several lines."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

_ROOM = 4
"""Pixels by which the font that lends a rare character may be higher than the others."""


class RowList(QListWidget):
    """Measures its rows once more when it is shown: before, Qt leaves out what the style sheet adds to them."""

    def showEvent(self, event: QShowEvent) -> None:
        """See above."""
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()


class RoomyDelegate(QStyledItemDelegate):
    """Gives rows of several lines some room: where one of them is a little too high, Qt leaves out those below it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """See above."""
        return super().sizeHint(option, index) + QSize(0, _ROOM)
