"""The whole form: every question of a template, filled from an entry, reporting every edit."""

from collections.abc import Iterator, Mapping

from PySide6 import QtCore
from PySide6.QtCore import QMetaObject, QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from castforms.model.entry import Entry, FieldPath, Record
from castforms.model.finding import Finding
from castforms.model.template import Appearance, Field, FieldType, FormTemplate
from castforms.session.blank import blank_record
from castforms.session.profile import Profile, all_offered, filled_record
from castforms.session.recent import Recent
from ui.forms.field_editor import FieldEditor
from ui.forms.field_row import FieldRow
from ui.forms.question_grid import QuestionGrid
from ui.theme import MARGIN
from ui.widgets.composition import tell_place
from ui.widgets.early import ALWAYS_DOWN, DOWN_AS_NEEDED, NEVER_ACROSS, NO_FOCUS, NO_FRAME
from ui.widgets.text_input import LineBox, TextBox

_BLANKS = " \n\t\u3000"
_WIDEST = 60
"""Width of the questions in heights of a line: longer lines are hard to read."""


class FormView(QScrollArea):
    """Scrolls the form; `edited` reports edits as `FieldEditor` does, `entered` where the keyboard is."""

    edited = Signal(object, object, str, bool)
    entered = Signal(object)
    arranged = Signal()
    moved = Signal(object, int)
    """Path of a text of many lines, and how many characters of it, without blanks, the cursor is behind by now."""

    def __init__(self, template: FormTemplate, profile: Profile, recent: Recent) -> None:
        super().__init__()
        self._profile, self._recent = profile, recent
        self.setWidgetResizable(True)
        self.setProperty(*NO_FRAME)
        self.setProperty(*NEVER_ACROSS)
        self.setProperty(*NO_FOCUS)
        self.grid = QuestionGrid(template.fields, (), self._make_editor)
        self._sheet = sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 2 * MARGIN)
        self.grid.setMaximumWidth(_WIDEST * self.fontMetrics().height())
        column.addWidget(self.grid)
        column.addStretch(1)
        self.setWidget(sheet)
        sheet.hide()
        self._row: FieldRow | None = None
        self._cursor: QMetaObject.Connection | None = None
        self._position = 0
        self._following = QTimer(self, singleShot=True, interval=0)
        self._following.timeout.connect(self._show_cursor)
        self.arranged.connect(self._following.start)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def build(self, entry: Entry) -> Iterator[None]:
        """Makes the form piece by piece, so that the window stays awake."""
        yield from self.grid.build((entry.values,))

    @property
    def fills_view(self) -> bool:
        """Whether there are as many questions by now as the window can show at a time."""
        return self.grid.least_height > self.height()

    def reveal(self) -> None:
        """Shows what is made so far; until then nothing is laid out, so that it is not laid out again and again."""
        if self.fills_view:
            self.setProperty(*ALWAYS_DOWN)  # or all would be laid out for the width without the bar first
        self._sheet.show()

    def settle(self) -> None:
        """From now on the scroll bar comes and goes as it is needed."""
        self.setProperty(*DOWN_AS_NEEDED)

    def show_entry(self, entry: Entry) -> None:
        """Shows every answer."""
        self.grid.show_values((entry.values,))

    def show_edit(self, path: FieldPath, entry: Entry, *, own: bool) -> None:
        """Shows what one edit changed; `own` tells that it was typed into this form."""
        row = self.grid.row(str(path[0])) if path else None
        if row is None:
            self.show_entry(entry)
            return
        value = entry.values.get(str(path[0]), "")
        record = entry.at(path[:2])
        if len(path) > 2 and isinstance(record, Mapping) and row.editor.show_part(path[1:], record, own=own):
            pass
        elif own:
            row.show_count(value)
        else:
            row.show_value(value)
        self.grid.show_relevant((entry.values,))

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Shows what the checks say, field by field."""
        self.grid.mark(findings)

    def visit_all(self) -> None:
        """From now on every missing answer is named at its field."""
        for row in self.findChildren(FieldRow):
            row.visit()

    def go_to(self, path: FieldPath) -> None:
        """Puts the keyboard into the answer at that path and scrolls to it."""
        row = self.grid.row(str(path[0])) if path else next(iter(self.grid.rows))
        if row is None:
            return
        row.editor.focus_at(path[1:])
        focused = self.window().focusWidget()
        if focused and self.isAncestorOf(focused):
            self.bring_into_sight(focused)
            self._following.start()  # what the change added may not have its place yet

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scrolls to a control, together with its label where there is room for both."""
        row = _row_of(widget)
        if row and row.height() < self.viewport().height() - 2 * MARGIN:
            top = row.mapTo(self._sheet, QPoint(0, 0)).y()
            self.ensureVisible(0, top + row.height() // 2, 0, row.height() // 2 + MARGIN)
        else:
            self.ensureWidgetVisible(widget, 0, 2 * MARGIN)

    def path_of(self, widget: QWidget) -> FieldPath | None:
        """The answer that a widget of the form edits."""
        inside: QWidget | None = widget
        while inside and inside is not self:
            if isinstance(inside, FieldEditor):
                return inside.path_of(widget)
            inside = inside.parentWidget()
        return None

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        row = _row_of(new) if new and self.isAncestorOf(new) else None
        if new and row is not self._row and self._row in self.findChildren(FieldRow):
            self._row.visit()
        if new and self.isAncestorOf(new):
            self._row = row
            self._follow(new)
            if old:  # the keyboard does not come back from another window
                self._following.start()
            path = self.path_of(new)
            if path is not None:
                self.entered.emit(path)

    def _follow(self, field: QWidget) -> None:
        """From now on the cursor of that field is followed."""
        if self._cursor:
            QObject.disconnect(self._cursor)
            self._cursor = None
        if isinstance(field, TextBox):
            self._position = field.textCursor().position()
        if isinstance(field, LineBox | TextBox):
            self._cursor = field.cursorPositionChanged.connect(lambda *_places: self._following.start())

    def _show_cursor(self) -> None:
        """Scrolls to the line that is typed into, but not away from below a pressed mouse."""
        field = QApplication.focusWidget()
        if field is None or not self.isAncestorOf(field):
            return
        if isinstance(field, TextBox):
            self._tell_cursor(field)
        if QApplication.mouseButtons():
            return
        QApplication.sendPostedEvents(None, QtCore.QEvent.Type.LayoutRequest)  # what was added takes its place
        inside, place = (field.viewport(), field.cursorRect()) if isinstance(field, TextBox) else (field, field.rect())
        middle = inside.mapTo(self._sheet, place.center())
        self.ensureVisible(0, middle.y(), 0, place.height() // 2 + 2 * MARGIN)  # what is said below, too

    def _tell_cursor(self, field: TextBox) -> None:
        """Tells where the cursor went; of a text that was only entered any line will do."""
        position, path = field.textCursor().position(), self.path_of(field)
        if path is not None and position != self._position:
            self._position, text = position, field.toPlainText()
            self.moved.emit(path, position - sum(text.count(blank, 0, position) for blank in _BLANKS))

    def scrollContentsBy(self, across: int, down: int) -> None:
        """The input method shows its candidates where the field now is."""
        super().scrollContentsBy(across, down)
        focused = QApplication.focusWidget()
        if focused and self.isAncestorOf(focused):
            tell_place(focused)

    def _make_editor(self, field: Field, path: FieldPath) -> FieldEditor:
        editor = self._editor_of(field, path)
        editor.edited.connect(self.edited)
        editor.arranged.connect(self.arranged)
        editor.entered.connect(self.entered)
        return editor

    def _editor_of(self, field: Field, path: FieldPath) -> FieldEditor:
        match field.type:
            case FieldType.LIST:
                from ui.forms.list_editor import ListEditor

                return ListEditor(field, path)
            case FieldType.FILE:
                from ui.forms.file_editor import FileEditor

                return FileEditor(field, path)
            case FieldType.REPEAT if field.appearance is Appearance.REDLINE:
                from ui.forms.redline_editor import RedlineEditor

                return RedlineEditor(field, path)
            case FieldType.REPEAT:
                from ui.forms.repeat_editor import RepeatEditor

                return RepeatEditor(field, path, self._make_editor, self._new_record)
            case FieldType.SELECT_MULTIPLE:
                from ui.forms.choice_editors import TickEditor

                return TickEditor(field, path)
            case FieldType.SELECT_ONE:
                from ui.forms.choice_editors import choice_editor

                return choice_editor(field, path)
            case FieldType.PICTURE:
                from ui.forms.picture_editor import PictureEditor

                return PictureEditor(field, path)
            case FieldType.DATE:
                from ui.forms.date_editor import DateEditor

                return DateEditor(field, path)
            case _:
                from ui.forms.text_editors import TextEditor

                return TextEditor(field, path, all_offered(field, self._profile, self._recent))

    def _new_record(self, fields: tuple[Field, ...]) -> Record:
        return filled_record(fields, blank_record(fields), self._profile)


def _row_of(widget: QWidget) -> FieldRow | None:
    inside: QWidget | None = widget
    while inside and not isinstance(inside, FieldRow):
        inside = inside.parentWidget()
    return inside if isinstance(inside, FieldRow) else None
