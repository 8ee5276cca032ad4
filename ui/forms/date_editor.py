"""A date: typed in any usual way, or picked from a calendar."""

from PySide6 import QtCore
from PySide6.QtCore import QDate, QPoint
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QVBoxLayout, QWidget

from castforms.model.entry import FieldPath, Value, text_of
from castforms.model.expression import as_date
from castforms.model.finding import Finding
from castforms.model.template import Field
from ui.forms.field_editor import FieldEditor, worst
from ui.widgets.labels import set_severity, tool
from ui.widgets.text_input import LineBox


class DateEditor(FieldEditor):
    """Keeps the ISO date where a day is recognised, else the words as typed, which the checks then name."""

    def __init__(self, field: Field, path: FieldPath) -> None:
        super().__init__(field, path)
        self.box = LineBox()
        self.box.setPlaceholderText("例如 2020年4月20日 或 2020-4-20")
        self.box.changed.connect(self._on_type)
        self.box.editingFinished.connect(self._tidy)
        self.button = tool("▾", f"从日历选择“{field.label}”")
        self.button.clicked.connect(self._open_calendar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.box)
        row.addWidget(self.button)
        self.call(field.label)

    def call(self, name: str) -> None:
        """The text field, and the button beside it."""
        self.box.setAccessibleName(name)
        self.button.setAccessibleName(f"从日历选择“{name}”")

    @property
    def control(self) -> QWidget:
        """The text field."""
        return self.box

    def show_value(self, value: Value) -> None:
        """The day as documents write it, unless it is being typed and says the same day already."""
        text = text_of(value)
        if self.box.hasFocus() and text and _iso(self.box.text()) == text:
            return
        self.box.show_text(_shown(text))

    def focus_at(self, rest: FieldPath) -> None:  # noqa: ARG002 - a date has no parts
        """Puts the cursor into the date."""
        self.box.setFocus()

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Colours the frame, but not while the date is still half typed."""
        set_severity(self.box, "" if self.box.hasFocus() else worst(findings))

    def _on_type(self, text: str) -> None:
        self.edited.emit(self.path, _iso(text), f"输入“{self.field.label}”", True)

    def _tidy(self) -> None:
        self.box.show_text(_shown(_iso(self.box.text())))

    def _open_calendar(self) -> None:
        popup = _Calendar(self)
        day = QDate.fromString(_iso(self.box.text()), QtCore.Qt.DateFormat.ISODate)
        popup.calendar.setSelectedDate(day if day.isValid() else QDate.currentDate())
        popup.calendar.activated.connect(lambda chosen: self._choose(popup, chosen))
        popup.calendar.clicked.connect(lambda chosen: self._choose(popup, chosen))
        place = self.box.mapToGlobal(QPoint(0, self.box.height() + 2))
        popup.move(place)
        popup.show()  # its height is known only now
        lowest = self.screen().availableGeometry().bottom() - popup.height()
        popup.move(place.x(), min(place.y(), lowest))
        popup.calendar.setFocus()

    def _choose(self, popup: "_Calendar", day: QDate) -> None:
        popup.close()
        iso = day.toString(QtCore.Qt.DateFormat.ISODate)
        self.box.show_text(_shown(iso))
        self.edited.emit(self.path, iso, f"选择“{self.field.label}”", False)
        self.box.setFocus()


class _Calendar(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QtCore.Qt.WindowType.Popup)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName("日历")
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.calendar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the field."""
        if event.key() == QtCore.Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _iso(text: str) -> str:
    day = as_date(text)
    return day.isoformat() if day else text.strip()


def _shown(text: str) -> str:
    day = as_date(text)
    return f"{day.year}年{day.month}月{day.day}日" if day else text
