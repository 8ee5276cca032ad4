"""A list of rows that are as high as the style sheet wants them."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget


class RowList(QListWidget):
    """Measures its rows once more when it is shown: before, Qt leaves out what the style sheet adds to them."""

    def showEvent(self, event: QShowEvent) -> None:
        """See above."""
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()
