"""The Tab key goes through controls in the order in which they are seen, however late they came."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6 import QtCore
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def order_tabs(root: QWidget) -> None:
    """Sets the tab order of everything in `root` to the order of its layouts."""
    for before, after in pairwise(_controls(root)):
        QWidget.setTabOrder(before, after)


def _controls(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    for child in _children(widget):
        yield from _controls(child)


def _children(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter | QStackedWidget):
        inside = (widget.widget(number) for number in range(widget.count()))
        yield from (child for child in inside if child)
    elif isinstance(widget, QScrollArea):
        yield from filter(None, (widget.widget(),))
    elif layout := widget.layout():
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if widget := item.widget() if item else None:
            yield widget
        elif inner := item.layout() if item else None:
            yield from _laid_out(inner)
