"""Text fields that report what was typed, but never in the middle of an input method's composition.

Undo belongs to the whole form, so these fields keep none of their own.
"""

from functools import lru_cache
from math import ceil

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.composition import ComposedText
from ui.widgets.early import DOWN_AS_NEEDED, NEVER_ACROSS, NEVER_DOWN

_FRAME = 14
"""Border, padding and margin above and below the text, in pixels."""
_LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))
"""As other programs have them: Word ends a line inside of a paragraph by a vertical tab."""


class TypedText(ComposedText):
    """What one line and many have in common; stands before Qt's class among the bases."""

    def on_key(self, event: "QtGui.QKeyEvent") -> bool:
        """Leaves undo, redo and the export to the form; Qt would go to the line's end at Ctrl+E under X11."""
        super().on_key(event)
        keys, pressed = QtGui.QKeySequence.StandardKey, QtGui.QKeySequence(event.keyCombination()).toString()
        if not (event.matches(keys.Undo) or event.matches(keys.Redo) or pressed == "Ctrl+E"):
            return False
        event.ignore()
        return True

    def _report(self) -> None:
        """Reports the text, unless a composition is going on."""
        raise NotImplementedError


class LineBox(TypedText, QLineEdit):
    """One line of text; ↓ takes the first offered answer while the field is empty, then the next one."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self._offers: tuple[str, ...] = ()
        self.textEdited.connect(self._report)

    def set_offers(self, texts: tuple[str, ...]) -> None:
        """The answers the clerk probably wants; the first is shown in grey."""
        self._offers = texts
        more = "，再按换一个" if len(texts) > 1 else ""
        self.setPlaceholderText(f"{texts[0]}（按 ↓ 填入{more}）" if texts else "")

    def text_now(self) -> str:
        """What stands in the field."""
        return self.text()

    def show_text(self, text: str) -> None:
        """Shows an answer that did not come from this field; the cursor stays where it can."""
        self._known = text
        if text != self.text():
            position = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(position, len(text)))

    def keyPressEvent(self, event: "QtGui.QKeyEvent") -> None:
        """↓ takes an offer where nothing else was typed."""
        if event.key() == QtCore.Qt.Key.Key_Down and (next_offer := self._next_offer()):
            self.setText(next_offer)
            self._report()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: "QtGui.QContextMenuEvent") -> None:
        """See `_pop_up`."""
        _pop_up(self.createStandardContextMenu(), event)

    def _put(self, words: str) -> None:
        self.insert(words)

    def _next_offer(self) -> str:
        text = self.text()
        if text and text not in self._offers:
            return ""
        after = self._offers.index(text) + 1 if text else 0
        return self._offers[after % len(self._offers)] if self._offers else ""

    def _report(self) -> None:
        if self.composing or self.text() == self._known:
            return
        if "\n" in (lines := _with_line_feeds(self.text())):  # they were pasted, and would look like one line
            self.setText(" ".join(filter(None, map(str.strip, lines.split("\n")))))
        self._known = self.text()
        self.changed.emit(self._known)


class TextBox(TypedText, QPlainTextEdit):
    """Text that wraps and grows with what is in it, from `lines` to `most` lines."""

    changed = Signal(str)
    typing = Signal()
    """Something is about to be typed; it goes to where the keyboard is after that."""
    entered = Signal()
    """Enter in a box whose text is one paragraph."""
    emptied_back = Signal()
    """Backspace in an empty box of one paragraph."""
    lines_pasted = Signal(str)
    """Several lines, or cells, put into a box of one paragraph."""

    def __init__(
        self, parent: QWidget | None = None, *, lines: int = 1, most: int = 8, paragraphs: bool = True
    ) -> None:
        super().__init__(parent)
        self._known = ""
        self._scrolls = self._measuring = self._has_width = False
        self._lines, self._most, self._paragraphs = lines, most, paragraphs
        self._pasted: list[str] = []
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QtGui.QTextOption.WrapMode.WrapAnywhere)
        self.setProperty(*NEVER_DOWN)
        self.setProperty(*NEVER_ACROSS)
        self.document().setDocumentMargin(1)
        self._line_height = _line_height(self.font().toString())
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._report)
        self.setFixedHeight(self._framed(self._lines * self._line_height))

    @property
    def least_height(self) -> int:
        """Height with one line for each paragraph: it is known before the width is."""
        return self._framed(min(self._most, max(self._lines, self.blockCount())) * self._line_height)

    def text_now(self) -> str:
        """What stands in the field."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Shows an answer that did not come from this field; the cursor stays where it can."""
        self._known = text
        before = self.toPlainText()
        if text == before:
            return
        position = self.textCursor().position() if before else 0
        self.setPlainText(text)
        if position:
            cursor = self.textCursor()
            cursor.setPosition(min(position, len(self.toPlainText())))
            self.setTextCursor(cursor)

    def move_to_end(self) -> None:
        """Puts the cursor behind the text."""
        self.moveCursor(QtGui.QTextCursor.MoveOperation.End)

    def on_key(self, event: "QtGui.QKeyEvent") -> bool:
        """Says that something will be typed."""
        mods = QtCore.Qt.KeyboardModifier
        if event.text() and not event.modifiers() & (mods.ControlModifier | mods.AltModifier | mods.MetaModifier):
            self.typing.emit()
        return super().on_key(event)

    def inputMethodEvent(self, event: "QtGui.QInputMethodEvent") -> None:
        """As above, once for the words of a composition."""
        had_keyboard = self.hasFocus()
        if not self.composing:
            self.typing.emit()
        heir = QtWidgets.QApplication.focusWidget()
        if had_keyboard and heir and not self.hasFocus():
            QtWidgets.QApplication.sendEvent(heir, event)
        else:
            super().inputMethodEvent(event)

    def keyPressEvent(self, event: "QtGui.QKeyEvent") -> None:
        """In a box of one paragraph, Enter and Backspace may mean the list around it."""
        if not self._paragraphs and event.key() in {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter}:
            self.entered.emit()
        elif not self._paragraphs and event.key() == QtCore.Qt.Key.Key_Backspace and not self.toPlainText():
            self.emptied_back.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: "QtGui.QContextMenuEvent") -> None:
        """See `_pop_up`."""
        _pop_up(self.createStandardContextMenu(), event)

    def _take(self, event: "QtGui.QInputMethodEvent") -> None:
        """Words that end a composition come after its end: with both in one step Qt draws the whole box anew."""
        words = event.commitString()
        if not words or event.preeditString() or event.replacementLength():
            super()._take(event)
            return
        super()._take(QtGui.QInputMethodEvent())
        self.textCursor().insertText(words)
        self.ensureCursorVisible()

    def _put(self, words: str) -> None:
        self.insertPlainText(words)

    def canInsertFromMimeData(self, source: "QtCore.QMimeData") -> bool:
        """Text, but no file: where it lies is no answer."""
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def insertFromMimeData(self, source: "QtCore.QMimeData") -> None:
        """Plain text only; several lines in a box of one paragraph are the list's business."""
        if not self.canInsertFromMimeData(source):
            return
        text = _with_line_feeds(source.text())
        if not self._paragraphs and "\n" in text.strip():
            self._pasted.append(text)
            QTimer.singleShot(0, self, self._hand_on)  # once Qt is done with the key press
        else:
            self.insertPlainText(text.strip("\n") if not self._paragraphs else text)
            self.ensureCursorVisible()

    def settle(self) -> None:
        """Lines that were pasted just now belong to what is there, too."""
        super().settle()
        self._hand_on()

    def focusInEvent(self, event: "QtGui.QFocusEvent") -> None:
        """From the first time on, Qt need not paint with every letter what lies below the text."""
        inside = self.viewport()
        inside.setBackgroundRole(QtGui.QPalette.ColorRole.Base)
        inside.setAutoFillBackground(True)
        super().focusInEvent(event)

    def resizeEvent(self, event: "QtGui.QResizeEvent") -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        self._has_width = True
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(super().sizeHint().width(), self._framed(self._lines * self._line_height))

    def minimumSizeHint(self) -> QSize:
        """The least of lines is the least."""
        return QSize(60, self._framed(self._lines * self._line_height))

    def _fit(self) -> None:
        """Takes the height that the text needs, as soon as there is a width to wrap it for."""
        if self._measuring or not self._has_width:
            return
        self._measuring = True  # which wraps the text, and Qt tells of every line
        needed, most = self._text_height(), self._most * self._line_height
        self._measuring = False
        if self._scrolls != (needed > most):
            self._scrolls = needed > most
            QTimer.singleShot(0, self, self._show_bar)  # Qt may be wrapping the lines for the width without it
        height = self._framed(max(self._lines * self._line_height, min(needed, most)))
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def _hand_on(self) -> None:
        while self._pasted:
            self.blockSignals(True)  # what was selected goes in the same step of undo
            self.textCursor().removeSelectedText()
            self.blockSignals(False)
            self.lines_pasted.emit(self._pasted.pop(0))

    def _show_bar(self) -> None:
        self.setProperty(*(DOWN_AS_NEEDED if self._scrolls else NEVER_DOWN))

    def _text_height(self) -> float:
        """Height of the text, or of its beginning if that is more than will be shown."""
        height, block = -self.document().documentMargin(), self.document().firstBlock()  # which is in the frame
        while block.isValid() and height <= self._most * self._line_height:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return height

    def _framed(self, height: float) -> int:
        return ceil(height) + _FRAME

    def _report(self) -> None:
        text = self.toPlainText()
        if not self.composing and text != self._known:
            self._known = text
            self.changed.emit(text)


@lru_cache(maxsize=8)
def _line_height(name: str) -> float:
    """Height of a Chinese line in the font of that name, which one that lends its Han characters may raise."""
    box = QPlainTextEdit("国")
    font = box.font()
    font.fromString(name)
    box.setFont(font)
    box.document().setDocumentMargin(0)
    return box.blockBoundingRect(box.document().firstBlock()).height()


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_LINE_ENDS)


def _pop_up(menu: "QtWidgets.QMenu", event: "QtGui.QContextMenuEvent") -> None:
    """Shows what Qt offers at a right click, without the undo and redo of a single field."""
    for action in menu.actions():
        if action.objectName() in {"edit-undo", "edit-redo"}:
            menu.removeAction(action)
    menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
