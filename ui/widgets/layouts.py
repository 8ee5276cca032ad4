"""Small things about layouts."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

_FRAME = QSize(0, 40)
"""What the system puts around a window, in pixels."""


def fit_on_screen(window: QWidget, width: int, height: int) -> None:
    """Gives a dialog that size, or what the screen has room for: Qt would let its buttons lie below the task bar."""
    window.resize(QSize(width, height).boundedTo(window.screen().availableSize() - _FRAME))


def clear(layout: QLayout) -> None:
    """Takes every widget out of the layout and out of sight."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def at_left(widget: QWidget) -> QHBoxLayout:
    """The widget as wide as it needs to be, at the left of its line."""
    line = QHBoxLayout()
    line.addWidget(widget)
    line.addStretch(1)
    return line
