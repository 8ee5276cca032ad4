"""Editors of one text: a line, a number with its unit, running text."""

import time

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from castforms.model.entry import FieldPath, Value, text_of
from castforms.model.finding import Finding
from castforms.model.template import Field, FieldType, TextFormat
from ui.forms.field_editor import FieldEditor, worst
from ui.forms.file_source import FileSource
from ui.widgets.labels import set_severity
from ui.widgets.text_input import LineBox, TextBox

_PAUSE = 1.0
"""Seconds without typing after which undo takes what follows as a step of its own."""


class TypingPace:
    """Tells whether an edit still belongs to the typing before it."""

    def __init__(self) -> None:
        self._last = float("-inf")
        self._length = 0

    def joins(self, text: str) -> bool:
        """Whether one undo should take back this edit together with the one before."""
        now = time.monotonic()
        joined = now - self._last < _PAUSE and abs(len(text) - self._length) < 12
        self._last, self._length = now, len(text)
        return joined


class TextEditor(FieldEditor):
    """One text answer."""

    def __init__(self, field: Field, path: FieldPath, offers: tuple[str, ...] = ()) -> None:
        super().__init__(field, path)
        self.box: LineBox | TextBox = _box(field, offers)
        self.box.setAccessibleDescription(field.hint)
        self.box.changed.connect(self._on_change)
        self._pace = TypingPace()
        row = _row(self.box, field.unit)
        self.setLayout(row)
        self.source = FileSource(field.label, self) if field.type is FieldType.LONG_TEXT else None
        if self.source:
            self.source.read.connect(self._take)
            row.addWidget(self.source)
        self.call(field.label)

    @property
    def control(self) -> QWidget:
        """The text field."""
        return self.box

    @property
    def least_height(self) -> int:
        """That of the text field."""
        return self.box.least_height if isinstance(self.box, TextBox) else super().least_height

    def call(self, name: str) -> None:
        """The text field, and the button below it."""
        super().call(name)
        if self.source:
            self.source.call(name)

    def show_value(self, value: Value) -> None:
        """Shows the text."""
        self.box.show_text(text_of(value))

    def focus_at(self, rest: FieldPath) -> None:  # noqa: ARG002 - a text has no parts
        """Puts the cursor into the text."""
        self.box.setFocus()

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Colours the frame."""
        set_severity(self.box, worst(findings))

    def _take(self, text: str) -> None:
        """What a file says comes after what is there already; one undo takes it back."""
        before = self.box.text_now().rstrip("\n")
        whole = f"{before}\n{text}" if before else text
        self.box.show_text(whole)
        self.edited.emit(self.path, whole, f"读入“{self.field.label}”", False)

    def _on_change(self, text: str) -> None:
        self.edited.emit(self.path, text, f"输入“{self.field.label}”", self._pace.joins(text))


def _box(field: Field, offers: tuple[str, ...]) -> LineBox | TextBox:
    if field.type is FieldType.LONG_TEXT:
        body = field.format is TextFormat.NUMBERED_BODY
        return TextBox(lines=12 if body else 6, most=28 if body else 18)
    box = LineBox()
    box.set_offers(offers)
    return box


def _row(box: QWidget, unit: str) -> QHBoxLayout | QVBoxLayout:
    row = QVBoxLayout() if isinstance(box, TextBox) else QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    row.addWidget(box)
    if unit:
        row.addWidget(QLabel(unit))
    return row
