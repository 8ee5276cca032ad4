"""Finds labels and buttons with less room than their text needs, and controls that cover one another."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

_TEXTS = (QLabel, QPushButton, QToolButton, QCheckBox, QRadioButton)
_CONTROLS = (*_TEXTS, QLineEdit, QPlainTextEdit, QComboBox)


def clipped(root: QWidget) -> list[str]:
    """The words that are cut off."""
    return [f"{type(widget).__name__} {widget.text()}" for widget in _texts(root) if _lacks_room(widget)]  # type: ignore[attr-defined]


def overlapping(root: QWidget) -> list[str]:
    """Neighbours of which one lies on the other."""
    return [
        f"{_name(one)} / {_name(other)}"
        for parent in (root, *root.findChildren(QWidget))
        for one, other in combinations(_controls(parent), 2)
        if _inner(one).intersects(_inner(other))
    ]


def _controls(parent: QWidget) -> list[QWidget]:
    return [child for child in parent.children() if isinstance(child, _CONTROLS) and child.isVisible()]


def _texts(root: QWidget) -> Iterator[QWidget]:
    for kind in _TEXTS:
        yield from (widget for widget in root.findChildren(kind) if widget.isVisible() and widget.text())


def _lacks_room(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width())
    return widget.width() < widget.minimumSizeHint().width() or widget.height() < widget.minimumSizeHint().height()


def _inner(widget: QWidget) -> QRect:
    return widget.geometry().adjusted(1, 1, -1, -1)


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return f"{type(widget).__name__} {text() if callable(text) else widget.accessibleName()}"
