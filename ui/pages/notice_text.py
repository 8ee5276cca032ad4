"""What the notice demands, in its own words, shown on demand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from castforms.model.template import Notice
from ui.theme import GAP, MARGIN


class NoticeText(QFrame):
    """Number, title, what to return, to whom; hidden at first."""

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAccessibleName("通知要求")
        grid = QGridLayout(self)
        grid.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        grid.setHorizontalSpacing(GAP)
        date = f"（{notice.date:%Y-%m-%d}）" if notice.date else ""
        deadline = f"{notice.deadline:%Y-%m-%d}" if notice.deadline else ""
        said = (("通知", f"{notice.title}　{notice.issuer} {notice.number}{date}"), ("截止", deadline), *notice.demands)
        shown = [(label, text) for label, text in said if text.strip()]
        half = (len(shown) + 1) // 2  # two columns leave the form twice the room
        for number, (label, text) in enumerate(shown):
            line, column = number % half, 2 * (number // half)
            grid.addWidget(_name(label), line, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_words(text), line, column + 1, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column + 1, 1)
        self.hide()


def _name(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("muted")
    return label


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
