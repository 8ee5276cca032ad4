"""A line above the form for what the clerk should know but need not answer."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.theme import GAP, MARGIN
from ui.widgets.labels import button


class NoticeBar(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAccessibleName("提醒")
        self._label = QLabel()
        self._label.setWordWrap(True)
        close = button("知道了", kind="link")
        close.clicked.connect(lambda: self.say(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 6, GAP, 6)
        row.addWidget(self._label, 1)
        row.addWidget(close)
        self._label.setText(words)
        if not words:  # to show what has no parent yet would open a window
            self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._label.text()

    def say(self, words: str) -> None:
        """Shows the words; empty hides the line."""
        self._label.setText(words)
        self.setVisible(bool(words))
