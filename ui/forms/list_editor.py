"""A list of texts: add, remove and reorder by mouse and keyboard; pasted lines and rows become items."""

from collections.abc import Iterator
from functools import partial

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from castforms.model.entry import FieldPath, Value, texts_of
from castforms.model.finding import Finding
from castforms.model.template import Field
from ui.forms.field_editor import FieldEditor, Scopes, worst
from ui.forms.text_editors import TypingPace
from ui.widgets.early import CLICK_FOCUS, TOP_RIGHT
from ui.widgets.labels import button, set_severity, tool
from ui.widgets.layouts import at_left
from ui.widgets.slices import Slices
from ui.widgets.text_input import TextBox


class Grip(QLabel):
    """The number of an item, which the mouse takes hold of."""

    dragged = Signal(int)
    """Where the mouse is now, in global pixels from the top."""
    dropped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTip("按住拖动可调整顺序（键盘：Alt+↑、Alt+↓）")
        self.setProperty(*TOP_RIGHT)
        self.setContentsMargins(0, 7, 4, 0)
        self.setObjectName("muted")

    def enterEvent(self, event: "QtGui.QEnterEvent") -> None:
        """Shows that it can be moved."""
        self.setCursor(QtCore.Qt.CursorShape.SizeVerCursor)
        super().enterEvent(event)

    def mouseMoveEvent(self, event: "QtGui.QMouseEvent") -> None:
        """Follows the mouse while its button is held."""
        self.dragged.emit(round(event.globalPosition().y()))

    def mousePressEvent(self, event: "QtGui.QMouseEvent") -> None:
        """Takes hold."""
        event.accept()

    def mouseReleaseEvent(self, event: "QtGui.QMouseEvent") -> None:
        """Lets go."""
        event.accept()
        self.dropped.emit()


class ItemRow(QWidget):
    """One item with its number and its buttons."""

    moved = Signal(int)
    """Up (-1) or down (1) by the keyboard or a button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.grip = Grip(self)
        self.box = TextBox(self, paragraphs=False)
        self.up = tool("↑", "上移")
        self.down = tool("↓", "下移")
        self.remove = tool("✕", "删除")
        for small in (self.up, self.down, self.remove):
            small.setProperty(*CLICK_FOCUS)  # the keyboard has Alt+↑, Alt+↓ and Alt+Delete
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.grip)
        row.addWidget(self.box, 1)
        tools = QHBoxLayout()
        for small in (self.up, self.down, self.remove):
            tools.addWidget(small)
        at_top = QVBoxLayout()
        at_top.addLayout(tools)
        at_top.addStretch(1)
        row.addLayout(at_top)

    def keyPressEvent(self, event: "QtGui.QKeyEvent") -> None:
        """Alt+↑ and Alt+↓ move the item, Alt+Delete removes it."""
        keys = {QtCore.Qt.Key.Key_Up: self.up, QtCore.Qt.Key.Key_Down: self.down, QtCore.Qt.Key.Key_Delete: self.remove}
        wanted = keys.get(QtCore.Qt.Key(event.key()))
        if wanted and event.modifiers() & QtCore.Qt.KeyboardModifier.AltModifier:
            wanted.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as the text."""
        return QSize(super().sizeHint().width(), self.box.height())


class ListEditor(FieldEditor):
    """A list answer; there is always a row to type into."""

    def __init__(self, field: Field, path: FieldPath) -> None:
        super().__init__(field, path)
        self.rows: list[ItemRow] = []
        self._name = field.label
        self._items: tuple[str, ...] = ()
        self._pace = TypingPace()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.add = button(
            f"＋ 添加一条{field.item_label}", kind="link", tip="也可在一条末尾按回车键，或直接粘贴多行文字"
        )
        self.add.clicked.connect(lambda: self._insert(len(self._items), ("",)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._rows)
        column.addLayout(at_left(self.add))
        self._growing, self._shrinking = Slices(self), Slices(self)
        self._gone: list[ItemRow] = []
        self._wanted = -1  # the item that gets the keyboard once it has a row
        self._found: tuple[Finding, ...] = ()
        self._told = 0  # rows when it was last said that some came or went
        self._show_rows()
        self.call(field.label)

    def build(self, scopes: Scopes) -> Iterator[None]:
        """Makes one row after the other."""
        self._items = texts_of(scopes[0].get(self.field.name, ""))
        if self._items:
            self._show_row(0)
            yield
        yield from self._grow()

    @property
    def control(self) -> QWidget:
        """The first item."""
        return self.rows[0].box

    @property
    def least_height(self) -> int:
        """That of as many single lines."""
        return len(self.rows) * (super().least_height + self._rows.spacing()) + self.add.sizeHint().height()

    def call(self, name: str) -> None:
        """Each item by its number."""
        self._name = name
        self.add.setAccessibleName(f"{name}：{self.add.text().lstrip('＋ ')}")
        for number, row in enumerate(self.rows, start=1):
            row.box.setAccessibleName(f"{name}第{number}条")

    def show_value(self, value: Value) -> None:
        """Shows the items."""
        self._items = texts_of(value)
        self._show_rows()

    def focus_at(self, rest: FieldPath) -> None:
        """The item, as soon as it has a row, or the first one."""
        position = rest[0] if rest and isinstance(rest[0], int) else 0
        self._wanted = position if len(self.rows) <= position < len(self._items) else -1
        self.rows[min(position, len(self.rows) - 1)].box.setFocus()

    def path_of(self, widget: QWidget) -> FieldPath:
        """The item that the widget belongs to; the list itself where it has none yet."""
        inside = (number for number, row in enumerate(self.rows[: len(self._items)]) if row.isAncestorOf(widget))
        position = next(inside, None)
        return self.path if position is None else (*self.path, position)

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Colours the frames of the items."""
        self._found = findings
        for number, row in enumerate(self.rows):
            here = (*self.path, number)
            set_severity(row.box, worst(tuple(finding for finding in findings if finding.path == here)))

    def _show_rows(self) -> None:
        """Shows the items; many rows come and go a few at a time, so that the window stays awake."""
        count = max(1, len(self._items))
        focused = QApplication.focusWidget()
        if focused and any(row.isAncestorOf(focused) for row in self.rows[count:]):
            self.rows[count - 1].box.setFocus()  # not through all that go
        while len(self.rows) > count:
            row = self.rows.pop()
            self._rows.removeWidget(row)
            row.hide()
            self._gone.append(row)
        if self._gone:  # later, because one of them may be what asks for it
            QTimer.singleShot(0, self, lambda: self._shrinking.run(self._let_go(), self._shrinking.stop))
        for number in range(len(self.rows)):
            self._show_row(number)
        self._growing.run(self._grow(), self._on_grown)

    def _let_go(self) -> Iterator[None]:
        """Deletes the rows that went, one after the other; Qt would delete all in one turn."""
        while self._gone:
            row = self._gone.pop()
            row.deleteLater()
            QApplication.sendPostedEvents(row, QtCore.QEvent.Type.DeferredDelete)
            yield

    def _on_grown(self) -> None:
        """Also where rows of a longer list stay that was taken back before all were made."""
        if self._told != len(self.rows):
            self._told = len(self.rows)
            self.mark(self._found)
            self.arranged.emit()

    def _grow(self) -> Iterator[None]:
        """Makes the rows that are missing, one after the other; the clerk may add and remove items meanwhile."""
        while len(self.rows) < max(1, len(self._items)):
            self._add_row()
            number = len(self.rows) - 1
            self._show_row(number)
            focused = QApplication.focusWidget()
            if number == self._wanted and focused and self.isAncestorOf(focused):
                self._go_to(number)
            yield

    def _show_row(self, number: int) -> None:
        row, texts = self.rows[number], self._items or ("",)
        row.box.show_text(texts[number])
        row.box.setAccessibleName(f"{self._name}第{number + 1}条")
        row.grip.setText(f"{number + 1}.")
        row.grip.setFixedWidth(max(self.fontMetrics().horizontalAdvance(f"{len(texts)}.") + 8, 24))
        row.up.setEnabled(number > 0)
        row.down.setEnabled(number < len(texts) - 1)
        row.remove.setEnabled(len(texts) > 1 or bool(texts[number]))

    def _add_row(self) -> None:
        row = ItemRow(self)
        row.box.typing.connect(self._catch_up)
        row.box.changed.connect(partial(self._on_type, row))
        row.box.entered.connect(lambda: self._insert(self.rows.index(row) + 1, ("",)))
        row.box.emptied_back.connect(lambda: self._remove(row, back=True))
        row.box.lines_pasted.connect(partial(self._paste, row))
        row.remove.clicked.connect(lambda: self._remove(row))
        row.moved.connect(partial(self._move, row))
        row.grip.dragged.connect(partial(self._drag, row))
        row.grip.dropped.connect(self._drop)
        self.rows.append(row)
        self._rows.addWidget(row)

    def _texts(self) -> tuple[str, ...]:
        """What stands in the rows, and the items that have none yet."""
        return (*(row.box.toPlainText() for row in self.rows), *self._items[len(self.rows) :])

    def _catch_up(self) -> None:
        """What is typed goes to the row that is to have the keyboard, be it made or not."""
        if self._wanted >= 0:
            self._growing.finish()

    def _on_type(self, row: ItemRow, text: str) -> None:
        number, self._wanted = self.rows.index(row), -1
        if number < len(self._items):
            self._items = (*self._items[:number], text, *self._items[number + 1 :])
            name = f"输入“{self.field.label}”第{number + 1}条"
            self.edited.emit((*self.path, number), text, name, self._pace.joins(text))
        else:
            self._change(self._texts(), f"输入“{self.field.label}”第{number + 1}条")
        row.remove.setEnabled(True)

    def _change(self, items: tuple[str, ...], name: str) -> None:
        self._items = items
        self._show_rows()
        self.edited.emit(self.path, items, name, False)

    def _go_to(self, number: int) -> None:
        """Puts the keyboard behind the text of an item, as soon as it has a row."""
        self._wanted = number
        if number < len(self.rows):
            self._wanted = -1
            self.rows[number].box.setFocus()
            self.rows[number].box.move_to_end()

    def _insert(self, position: int, items: tuple[str, ...]) -> None:
        before = self._items or ("",)
        position = min(max(position, 0), len(before))
        self._change((*before[:position], *items, *before[position:]), f"添加第{position + 1}条")
        self._go_to(position + len(items) - 1)

    def _remove(self, row: ItemRow, *, back: bool = False) -> None:
        number = self.rows.index(row)
        if back and number == 0:
            return
        self._change(self._items[:number] + self._items[number + 1 :], f"删除第{number + 1}条")
        self._go_to(max(0, number - 1) if back else min(number, len(self.rows) - 1))

    def _move(self, row: ItemRow, step: int) -> None:
        number = self.rows.index(row)
        other = number + step
        if not 0 <= other < len(self._items):
            return
        items = list(self._items)
        items[number], items[other] = items[other], items[number]
        self._change(tuple(items), f"移动第{number + 1}条")
        self._go_to(other)

    def _paste(self, row: ItemRow, text: str) -> None:
        from castforms.session.pasting import pasted_items  # noqa: PLC0415 - the list is shown first

        new = pasted_items(text)
        number = self.rows.index(row)
        items, rest = self._items or ("",), row.box.text_now()
        kept = (rest,) if rest.strip() else ()
        joined = (*items[:number], *kept, *new, *items[number + 1 :])
        self._change(joined, f"粘贴{len(new)}条")
        self._go_to(number + len(kept) + len(new) - 1)

    def _drag(self, row: ItemRow, y: int) -> None:
        """Shows the item where the mouse holds it; nothing changes before it is let go."""
        number = self.rows.index(row)
        middles = [other.mapToGlobal(other.rect().center()).y() for other in self.rows]
        target = sum(1 for other, middle in enumerate(middles) if other != number and middle < y)
        if target != number:
            self.rows.insert(target, self.rows.pop(number))
            self._rows.removeWidget(row)
            self._rows.insertWidget(target, row)
            self._rows.activate()
        inside: QWidget | None = self
        while inside and not isinstance(inside, QScrollArea):
            inside = inside.parentWidget()
        if isinstance(inside, QScrollArea):  # the neighbours come into sight, so that a long list can be gone through
            at = inside.viewport().mapFromGlobal(row.mapToGlobal(row.rect().center())).y()
            inside.ensureVisible(0, inside.verticalScrollBar().value() + at, 0, 2 * row.height())

    def _drop(self) -> None:
        if self._texts() != (self._items or ("",)):
            self._change(self._texts(), "调整顺序")
            self.arranged.emit()
