"""The questions of one level, group by group, short ones side by side."""

from collections.abc import Callable, Iterator
from itertools import groupby

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from castforms.model.entry import FieldPath, Record
from castforms.model.expression import evaluate
from castforms.model.finding import Finding
from castforms.model.template import Field, FieldType, TextFormat
from ui.forms.field_editor import FieldEditor
from ui.forms.field_row import FieldRow
from ui.theme import GAP, MARGIN
from ui.widgets.labels import heading, rule

MakeEditor = Callable[[Field, FieldPath], FieldEditor]

_SHORT_FORMATS = frozenset(
    {TextFormat.PHONE, TextFormat.MOBILE, TextFormat.FAX, TextFormat.EMAIL, TextFormat.POSTCODE, TextFormat.CONTACT}
)
_SHORT_TYPES = frozenset({FieldType.DATE, FieldType.INTEGER, FieldType.DECIMAL})
_PEOPLE = frozenset({"姓名", "经办人", "联系人", "负责人", "填表人"})


class QuestionGrid(QWidget):
    """Rows for fields of one level; `path` is the way to their record.  It is empty until `build` was run through."""

    def __init__(self, fields: tuple[Field, ...], path: FieldPath, make_editor: MakeEditor) -> None:
        super().__init__()
        self._fields = fields
        self._path = path
        self._make_editor = make_editor
        self._groups: list[tuple[QuestionGroup, list[FieldRow]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(MARGIN)

    def build(self, scopes: tuple[Record, ...]) -> Iterator[None]:
        """Makes one question after the other and shows its answer; between two of them the window may breathe."""
        for name, members in groupby(self._fields, key=lambda field: field.group):
            group, rows = QuestionGroup(name), list[FieldRow]()
            self._groups.append((group, rows))
            self._column.addWidget(group)
            for field in members:
                row = FieldRow(self._make_editor(field, (*self._path, field.name)))
                rows.append(row)
                group.add(row, shown=_is_wanted(field, scopes))
                yield from row.editor.build(scopes)
                row.show_count(scopes[0].get(field.name, ""))
                yield
        self.show_relevant(scopes)

    @property
    def least_height(self) -> int:
        """Pixels that the questions take at least, known before they are shown."""
        return sum(group.least_height for group, _rows in self._groups)

    @property
    def rows(self) -> Iterator[FieldRow]:
        """Every question, in order."""
        return (row for _group, rows in self._groups for row in rows)

    def row(self, name: str) -> FieldRow | None:
        """The question of that field."""
        return next((row for row in self.rows if row.editor.field.name == name), None)

    def show_values(self, scopes: tuple[Record, ...]) -> None:
        """Shows the answers (innermost record first) and hides what is not relevant."""
        self.show_relevant(scopes)
        for row in self.rows:
            row.show_value(scopes[0].get(row.editor.field.name, ""))

    def show_relevant(self, scopes: tuple[Record, ...]) -> None:
        """Hides what the answers make irrelevant, and offers what they make possible."""
        for row in self.rows:
            row.editor.settle(scopes)
        for group, rows in self._groups:
            wanted = [_is_wanted(row.editor.field, scopes) for row in rows]
            for row, visible in zip(rows, wanted, strict=True):
                _set_shown(row, visible)
            _set_shown(group, any(wanted))

    def rebase(self, path: FieldPath) -> None:
        """The record lies elsewhere now."""
        self._path = path
        for row in self.rows:
            row.editor.rebase((*path, row.editor.field.name))

    def call(self, place: str) -> None:
        """The item that these questions belong to, as a screen reader says it before each."""
        for row in self.rows:
            row.editor.call(f"{place}：{row.editor.field.label}")

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Shows what the checks say of these answers."""
        for row in self.rows:
            row.mark(findings)


class QuestionGroup(QWidget):
    """Questions under one heading, two short ones in a line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MARGIN)
        self._grid.setVerticalSpacing(GAP + 4)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._line = self._column = 0
        self._lines: dict[FieldRow, int] = {}
        if name:
            self._grid.addWidget(heading(name), 0, 0, 1, 2)
            self._grid.addWidget(rule(), 1, 0, 1, 2)
            self._line = 2

    @property
    def least_height(self) -> int:
        """That of the highest question in each line."""
        highest: dict[int, int] = {}
        for row, line in self._lines.items():
            highest[line] = max(highest.get(line, 0), row.least_height)
        return sum(highest.values()) + self._line * self._grid.verticalSpacing()

    def add(self, row: FieldRow, *, shown: bool) -> None:
        """Adds a question at the end."""
        if shown:
            self._lines[row] = self._line if _is_short(row.editor.field) else self._line + self._column
        else:
            row.hide()
        if _is_short(row.editor.field):
            self._grid.addWidget(row, self._line, self._column)
            self._line, self._column = self._line + self._column, 1 - self._column
        else:
            self._line += self._column
            self._grid.addWidget(row, self._line, 0, 1, 2)
            self._line, self._column = self._line + 1, 0


def _is_wanted(field: Field, scopes: tuple[Record, ...]) -> bool:
    return field.relevant is None or evaluate(field.relevant, scopes)


def _is_short(field: Field) -> bool:
    return field.format in _SHORT_FORMATS or field.type in _SHORT_TYPES or field.label in _PEOPLE


def _set_shown(widget: QWidget, shown: bool) -> None:
    if widget.isHidden() == shown:
        widget.setVisible(shown)
