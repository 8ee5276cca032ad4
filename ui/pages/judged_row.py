"""One line of what was found: a sign, the words, the notice's own words, and a box to tick where the clerk decides."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import GAP
from ui.widgets.labels import muted, set_severity

_SIGNS = {"done": "✓", "note": "·", "question": "？", "problem": "✕"}
_SPOKEN = {"done": "完成", "note": "说明", "question": "待确认", "problem": "问题"}
_SEVERITIES = {"question": "warning", "problem": "error"}


class JudgedRow(QWidget):
    """A point with its state: `done`, `note`, `question` or `problem`."""

    confirmed = Signal()

    def __init__(self, state: str, message: str, source: str = "", confirm: str = "") -> None:
        """`confirm` are the words of the box; without them there is none."""
        super().__init__()
        self.setAccessibleName(f"{_SPOKEN[state]}：{message}")
        severity = _SEVERITIES.get(state, "")
        sign = QLabel(_SIGNS[state])
        sign.setFixedWidth(sign.fontMetrics().height() + 2)
        sign.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        set_severity(sign, severity)
        words = QLabel(message)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_severity(words, severity)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(words)
        if source and source not in message:
            column.addWidget(muted(f"通知：{source}"))
        self.box = QCheckBox(confirm, self)  # without a parent it would be shown as a window for a moment
        self.box.setAccessibleName(f"{confirm}：{message}")
        self.box.setVisible(bool(confirm))
        self.box.toggled.connect(self.confirmed)
        if confirm:
            column.addWidget(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(GAP)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._asks = bool(confirm)

    @property
    def settled(self) -> bool:
        """Whether nothing is left to be ticked."""
        return not self._asks or self.box.isChecked()
