"""A text field and the input method: what is seen is kept, and the candidates are shown where the words are."""

import time
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QPlainTextEdit, QWidget

_MOMENT = 0.15
"""Seconds from the loss of the words to that of the keyboard, where an input method gives up the one for the other."""

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class ComposedText(_Widget):
    """A text field in which a composition is never lost; stands before Qt's class among the bases.

    Some input methods (libpinyin under IBus) give the words up when another field or window gets the keyboard, others
    (Windows) hand them over before or after that, others need not be there at all.
    """

    composing = False
    """Whether an input method is in the middle of a composition."""
    _words = ""
    _given_up = ("", 0.0)
    _keys: "_KeyWatch | None" = None

    def focusInEvent(self, event: "QtGui.QFocusEvent") -> None:
        """From now on keys are looked at before the field gets them."""
        self._keys = self._keys or _KeyWatch(self)
        self.installEventFilter(self._keys)
        super().focusInEvent(event)
        self._words = ""
        tell_place(self)

    def focusOutEvent(self, event: "QtGui.QFocusEvent") -> None:
        """A composition ends here, whether the input method says so or not."""
        super().focusOutEvent(event)
        self._keep()
        self.composing = False
        self._report()

    def inputMethodEvent(self, event: "QtGui.QInputMethodEvent") -> None:
        """Holds the report back until the composition is over."""
        left = not self.composing  # where there are words all the same
        before, self._words = self._words, event.preeditString()
        self.composing = bool(self._words)
        if self._words or event.commitString():
            self._given_up = "", 0.0
        elif before:
            self._given_up = before, time.monotonic()
        tell_place(self)
        self._take(event)
        if left:
            self._keep()
        self._report()

    def on_key(self, _event: "QtGui.QKeyEvent") -> bool:
        """A key that no input method took is about to be pressed; tells whether it is none of the field's business.

        What was given up before was not given up because of what the key does.
        """
        self._given_up = "", 0.0
        return False

    def settle(self) -> None:
        """Ends a composition as if the clerk had."""
        method = QtGui.QGuiApplication.inputMethod()
        for end in (method.commit, method.reset, self._accept):
            if self.composing:
                end()
        self._keep()

    def _accept(self) -> None:
        event = QtGui.QInputMethodEvent()
        event.setCommitString(self._words)
        self.inputMethodEvent(event)

    def _keep(self) -> None:
        """Puts back what was given up just now."""
        (words, when), self._given_up = self._given_up, ("", 0.0)
        if words and time.monotonic() - when < _MOMENT:
            self._put(words)

    def _put(self, words: str) -> None:
        """Types them where the cursor is."""
        raise NotImplementedError

    def _take(self, event: "QtGui.QInputMethodEvent") -> None:
        """Puts what the input method says into the text."""
        super().inputMethodEvent(event)

    def _report(self) -> None:
        """Reports the text, unless a composition is going on."""


class _KeyWatch(QObject):
    """Shows a field the keys that are about to be pressed.

    An object of its own: a field that looked at events itself would be asked by Qt about those of its scroll bars, too,
    and PySide6 prepares every class of events for the first one that it hands out.
    """

    def __init__(self, field: ComposedText) -> None:
        super().__init__(field)
        self._field = field

    def eventFilter(self, _watched: QObject, event: "QtCore.QEvent") -> bool:
        """Asks while a key may still be meant for the window."""
        if not isinstance(event, QtGui.QKeyEvent) or event.type() != QtCore.QEvent.Type.ShortcutOverride:
            return False
        return self._field.on_key(event)


class ComposedLine(ComposedText, QLineEdit):
    """One line of text outside of forms."""

    def _put(self, words: str) -> None:
        self.insert(words)


class ComposedBox(ComposedText, QPlainTextEdit):
    """Several lines of text outside of forms."""

    def _put(self, words: str) -> None:
        self.insertPlainText(words)


def settle_typing() -> None:
    """Ends a composition before something is done with the form."""
    focused = QApplication.focusWidget()
    if isinstance(focused, ComposedText):
        focused.settle()


def tell_place(field: QWidget) -> None:
    """Tells the input method where a field is, because Qt does so only when the field moves in what is around it.

    Qt says where the field begins, too, and not the text inside it.
    """
    inside = field.viewport() if isinstance(field, QAbstractScrollArea) else field
    corner = inside.mapTo(field.window(), QPoint(0, 0))
    QtGui.QGuiApplication.inputMethod().setInputItemTransform(QtGui.QTransform.fromTranslate(corner.x(), corner.y()))
