"""What the notice demands, in its own words, shown on demand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel

from castforms.model.template import Notice
from ui.theme import GAP, MARGIN


class NoticeText(QFrame):
    """Number, title, what to return, to whom; hidden at first."""

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAccessibleName("通知要求")
        form = QFormLayout(self)
        form.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        date = f"（{notice.date:%Y-%m-%d}）" if notice.date else ""
        deadline = f"{notice.deadline:%Y-%m-%d}" if notice.deadline else ""
        rows = (("通知", f"{notice.title}\n{notice.issuer} {notice.number}{date}"), ("截止", deadline), *notice.demands)
        for label, text in rows:
            if text.strip():
                form.addRow(_name(label), _words(text))
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
