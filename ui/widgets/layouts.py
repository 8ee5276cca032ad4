"""Small things about layouts."""

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget


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
