"""A text with its changes as a marked-up copy shows them: what goes struck out, what comes underlined."""

from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from castforms.model.document import Change
from castforms.session.redlining import Piece
from ui.theme import is_dark

_LIGHT = {Change.INSERTED: "#000099", Change.DELETED: "#990000"}
_DARK = {Change.INSERTED: "#9db8ff", Change.DELETED: "#ff9c94"}
_SIGN = "↵"


class RedlineBox(QTextEdit):
    """Shows pieces; they can be selected and copied, not edited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("修改对照")

    def show_pieces(self, pieces: Iterable[Piece]) -> None:
        """Shows the pieces; the end of a paragraph that came or went gets a sign of its own."""
        self.clear()
        cursor = self.textCursor()
        for text, change in pieces:
            shown = text if change is Change.KEPT else text.replace("\n", f"{_SIGN}\n")
            cursor.insertText(shown, _format(change))
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)


def _format(change: Change) -> QTextCharFormat:
    look = QTextCharFormat()
    if change is not Change.KEPT:
        look.setForeground(QColor((_DARK if is_dark() else _LIGHT)[change]))
        look.setFontStrikeOut(change is Change.DELETED)
        look.setFontUnderline(change is Change.INSERTED)
    return look
