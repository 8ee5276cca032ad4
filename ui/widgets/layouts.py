"""Small things about layouts."""

from PySide6.QtWidgets import QLayout


def clear(layout: QLayout) -> None:
    """Takes every widget out of the layout and out of sight."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
