"""Editors of choices: ticks, and one of several."""

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from castforms.model.entry import FieldPath, Value, text_of, texts_of
from castforms.model.finding import Finding
from castforms.model.template import Choice, Field
from ui.forms.field_editor import FieldEditor, Scopes
from ui.widgets.early import STRONG_FOCUS
from ui.widgets.labels import muted

_FEW, _MANY = 5, 12


class TickEditor(FieldEditor):
    """Several of the choices, in the order of the form."""

    def __init__(self, field: Field, path: FieldPath) -> None:
        super().__init__(field, path)
        self.boxes = {choice.name: QCheckBox(choice.label) for choice in field.choices}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        columns = _columns(max((len(choice.label) for choice in field.choices), default=1))
        for number, box in enumerate(self.boxes.values()):
            box.clicked.connect(lambda _on, box=box: self._on_click(box))
            grid.addWidget(box, number // columns, number % columns)
        grid.setColumnStretch(columns, 1)
        self.call(field.label)

    def call(self, name: str) -> None:
        """Each box by the question and its own words."""
        for box in self.boxes.values():
            box.setAccessibleName(f"{name}：{box.text()}")

    def show_value(self, value: Value) -> None:
        """Ticks what was chosen."""
        chosen = texts_of(value)
        for name, box in self.boxes.items():
            box.setChecked(name in chosen)

    def focus_at(self, rest: FieldPath) -> None:  # noqa: ARG002 - one place for the whole choice
        """The first box."""
        next(iter(self.boxes.values())).setFocus(QtCore.Qt.FocusReason.TabFocusReason)

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Ticks have no frame to colour; the message below says it."""

    def _on_click(self, box: QCheckBox) -> None:
        chosen = tuple(name for name, other in self.boxes.items() if other.isChecked())
        verb = "勾选" if box.isChecked() else "取消勾选"
        self.edited.emit(self.path, chosen, f"{verb}“{box.text()}”", False)


class OneOfFewEditor(FieldEditor):
    """One of a few choices, all in sight."""

    def __init__(self, field: Field, path: FieldPath) -> None:
        super().__init__(field, path)
        self._group = QButtonGroup(self)
        self.buttons = {choice.name: QRadioButton(choice.label) for choice in field.choices}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for name, button in self.buttons.items():
            self._group.addButton(button)
            column.addWidget(button)
            button.clicked.connect(lambda _on, name=name: self._on_click(name))
        self.call(field.label)

    def call(self, name: str) -> None:
        """As above."""
        for button in self.buttons.values():
            button.setAccessibleName(f"{name}：{button.text()}")

    def show_value(self, value: Value) -> None:
        """Marks the chosen one."""
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setChecked(name == text_of(value))
        self._group.setExclusive(True)

    def focus_at(self, rest: FieldPath) -> None:  # noqa: ARG002 - as above
        """The chosen one, or the first."""
        chosen = self._group.checkedButton() or next(iter(self.buttons.values()))
        chosen.setFocus(QtCore.Qt.FocusReason.TabFocusReason)

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """As above."""

    def _on_click(self, name: str) -> None:
        self.edited.emit(self.path, name, f"选择“{self.buttons[name].text()}”", False)


class CalmComboBox(QComboBox):
    """Leaves the wheel to the form: scrolling past must not change an answer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not for us."""
        event.ignore()


class SearchBox(CalmComboBox):
    """A list that drops down, and that shrinks to what holds the words typed into it."""

    sought = Signal(bool)
    """Whether there is a choice that holds the words."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        search = QCompleter(self.model(), self)
        search.setFilterMode(QtCore.Qt.MatchFlag.MatchContains)
        search.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(search)
        self.line.setPlaceholderText("输入几个字查找，或按 ↓ 选择")
        self.line.textChanged.connect(lambda text: self.sought.emit(not text or bool(self._found(text))))
        self.line.editingFinished.connect(self._settle)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is typed next takes the place of the choice."""
        super().focusInEvent(event)
        self.line.selectAll()

    def _settle(self) -> None:
        """Words that only one choice holds choose it; other words are not kept, the one chosen before stands."""
        words, chosen = self.line.text().strip(), self.itemText(self.currentIndex())
        if words == chosen:
            return
        found = self._found(words)
        if words and len(found) == 1:
            self.setCurrentIndex(found[0])
            self.activated.emit(found[0])
        else:
            self.setEditText(chosen)

    def _found(self, words: str) -> list[int]:
        return [row for row in range(self.count()) if words.strip() in self.itemText(row)]


class OneOfManyEditor(FieldEditor):
    """One of many choices, in a list that drops down; a long list can be searched."""

    def __init__(self, field: Field, path: FieldPath) -> None:
        super().__init__(field, path)
        self.box = SearchBox() if field.choices_from or len(field.choices) > _MANY else CalmComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self._choices: tuple[Choice, ...] = ()
        self._offer(field.choices)
        self.box.setProperty(*STRONG_FOCUS)
        self.box.activated.connect(self._on_choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        if isinstance(self.box, SearchBox):
            self.nothing_found = muted("没有符合的选项，请换一个词。")
            self.nothing_found.hide()
            column.addWidget(self.nothing_found)
            self.box.sought.connect(self._on_sought)
        self.call(field.label)

    @property
    def control(self) -> QWidget:
        """The list."""
        return self.box

    def call(self, name: str) -> None:
        """The list, and the line to search it with."""
        super().call(name)
        if isinstance(self.box, SearchBox):
            self.box.line.setAccessibleName(name)

    def settle(self, scopes: Scopes) -> None:
        """The choices may come from a list that another answer names."""
        if self.field.choices_from:
            self._offer(self.field.settled(scopes).choices)

    def show_value(self, value: Value) -> None:
        """Shows the chosen one."""
        self.box.setCurrentIndex(max(0, self.box.findData(text_of(value))))
        self.box.setToolTip(self.box.currentText())

    def focus_at(self, rest: FieldPath) -> None:  # noqa: ARG002 - as above
        """The list."""
        self.box.setFocus()

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """As above."""

    def _offer(self, choices: tuple[Choice, ...]) -> None:
        if choices == self._choices and self.box.count():
            return
        chosen = self.box.currentData()
        self._choices = choices
        self.box.clear()
        self.box.addItem("（未选择）" if choices or not self.field.choices_from else "（请先选择上一级）", "")
        for choice in choices:
            self.box.addItem(choice.label, choice.name)
            self.box.setItemData(self.box.count() - 1, choice.label, QtCore.Qt.ItemDataRole.ToolTipRole)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))

    def _on_sought(self, found: bool) -> None:
        if found == self.nothing_found.isHidden():
            return
        self.nothing_found.setHidden(found)
        self.arranged.emit()

    def _on_choose(self) -> None:
        self.edited.emit(self.path, self.box.currentData(), f"选择“{self.field.label}”", False)


def choice_editor(field: Field, path: FieldPath) -> FieldEditor:
    """The editor of one of the choices that suits their number."""
    few = len(field.choices) <= _FEW and not field.choices_from
    return OneOfFewEditor(field, path) if few else OneOfManyEditor(field, path)


def _columns(longest: int) -> int:
    return 5 if longest <= 4 else 4 if longest <= 6 else 2 if longest <= 14 else 1
