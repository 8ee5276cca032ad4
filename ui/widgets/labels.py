"""Text of the window in its few sizes; sizes follow the platform's font."""

from PySide6 import QtCore, QtGui
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from ui.widgets.composition import settle_typing
from ui.widgets.early import STRONG_FOCUS


class _Push(QPushButton):
    """Does what it is there for at Enter, too; Qt would do what the dialog's chief button is there for, or nothing."""

    def keyPressEvent(self, event: "QtGui.QKeyEvent") -> None:
        """See above."""
        if event.key() in {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class _Link(_Push):
    """Shows a hand to the mouse that comes to it."""

    def enterEvent(self, event: "QtGui.QEnterEvent") -> None:
        """See above."""
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


def title(text: str) -> QLabel:
    """The largest text of a page."""
    return _label(text, "title", 1.5, bold=True)


def heading(text: str) -> QLabel:
    """The name of a group."""
    return _label(text, "heading", 1.12, bold=True)


def muted(text: str) -> QLabel:
    """Something said beside; wraps."""
    label = _label(text, "muted", 0.95)
    label.setWordWrap(True)
    return label


def rule() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setObjectName("rule")
    return line


def button(text: str, *, kind: str = "", tip: str = "") -> QPushButton:
    """A push button; kinds: `primary` for the one that leads on, `link` for one that looks like text."""
    made = _Link(text) if kind == "link" else _Push(text)
    made.setObjectName(kind)
    made.setAutoDefault(False)
    made.pressed.connect(settle_typing)  # its mnemonic leaves the keyboard where it is
    if tip:
        made.setToolTip(tip)
    return made


def tool(text: str, name: str) -> QToolButton:
    """A small button with a sign on it; `name` is what it is called aloud and in its tip."""
    made = QToolButton()
    made.setText(text)
    made.setToolTip(name)
    made.setAccessibleName(name)
    if len(text) == 1:
        made.setObjectName("sign")
        made.setFixedWidth(made.fontMetrics().height() + 14)
    made.setProperty(*STRONG_FOCUS)
    return made


def set_severity(widget: QWidget, severity: str) -> None:
    """Colours a widget by a finding's severity; empty takes the colour away."""
    if (widget.property("severity") or "") != severity:
        widget.setProperty("severity", severity)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def say(label: QLabel, text: str, severity: str = "") -> None:
    """Shows the text in the colour of its severity."""
    label.setText(text)
    set_severity(label, severity)


def _label(text: str, name: str, factor: float, *, bold: bool = False) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setBold(bold)
    label.setFont(font)
    return label
