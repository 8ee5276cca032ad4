"""Points of a draft revised one by one: the list of them, the original beside the revised text, the reason below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from castforms.model.entry import FieldPath, Record, Value, record, records_of, text_of
from castforms.model.finding import Finding
from castforms.model.template import Field
from castforms.session.redlining import differences
from ui.forms.field_editor import FieldEditor, worst
from ui.forms.text_editors import TypingPace
from ui.theme import GAP
from ui.widgets.labels import button, muted, set_severity
from ui.widgets.redline_box import RedlineBox
from ui.widgets.row_list import RowList
from ui.widgets.text_input import TextBox

ORIGINAL, REVISED, REASON, NUMBER = "original", "revised", "reason", "number"

_LIST_HEIGHT, _DIFFERENCE_HEIGHT = 150, 120
_LONGEST_LINE = 40


class RedlineEditor(FieldEditor):
    """A repeat of `number`, `original`, `revised` and `reason`; one of its items is open at a time."""

    def __init__(self, field: Field, path: FieldPath) -> None:
        super().__init__(field, path)
        self._records: tuple[Record, ...] = ()
        self._pace = TypingPace()
        self.list = RowList()
        self.list.setAccessibleName(field.label)
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show_current)
        self.list.currentRowChanged.connect(self._tell_path)
        self.revised = TextBox(lines=7, most=7)
        self.revised.setAccessibleName("修改为")
        self.revised.changed.connect(lambda text: self._on_text(REVISED, "修改", text))
        self.original = QPlainTextEdit(readOnly=True)
        self.original.setTabChangesFocus(True)
        self.original.document().setDocumentMargin(self.revised.document().documentMargin())
        self.original.setAccessibleName("原文")
        self.original.setFixedHeight(self.revised.sizeHint().height())
        self.difference = RedlineBox()
        self.difference.setFixedHeight(_DIFFERENCE_HEIGHT)
        self.reason = TextBox(lines=2, most=5)
        self.reason.setAccessibleName("修改理由")
        self.reason.changed.connect(lambda text: self._on_text(REASON, "写理由", text))
        self.restore = button("恢复原文", kind="link", tip="这一条不改")
        self.strike = button("整条删去", kind="link", tip="建议删去这一条")
        self.add = button("＋ 在后面新增一条", kind="link", tip="建议增加一条")
        self.next = button("下一条 ›", kind="link", tip="转到下一条（Alt+↓）")
        self.next.setShortcut("Alt+Down")
        for control, act in ((self.restore, self._restore), (self.strike, self._strike), (self.add, self._add)):
            control.clicked.connect(act)
        self.next.clicked.connect(lambda: self._go(self.list.currentRow() + 1))
        self._lay_out()

    @property
    def control(self) -> QWidget:
        """The list."""
        return self.list

    def show_value(self, value: Value) -> None:
        """Shows the items; the one that was open stays open."""
        self._records = records_of(value)
        row = max(0, min(self.list.currentRow(), len(self._records) - 1))
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([_line(item) for item in self._records])
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._show_current()

    def focus_at(self, rest: FieldPath) -> None:
        """The text of that item, or the list."""
        if not rest or not isinstance(rest[0], int) or rest[0] >= len(self._records):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._go(rest[0])
        box = self.reason if rest[1:] == (REASON,) else self.revised
        box.setFocus(Qt.FocusReason.TabFocusReason)

    def path_of(self, widget: QWidget) -> FieldPath:
        """The part of the open item that the widget edits."""
        if not self._records:
            return self.path
        here = (*self.path, self.list.currentRow())
        if widget is self.revised:
            return (*here, REVISED)
        return (*here, REASON) if widget is self.reason else here

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Colours the frames of the open item's texts."""
        here = (*self.path, self.list.currentRow())
        for box, name in ((self.revised, REVISED), (self.reason, REASON)):
            set_severity(box, worst(tuple(finding for finding in findings if finding.path == (*here, name))))

    def _show_current(self, _row: int = 0) -> None:
        item = self._current()
        self.setEnabled(True)
        self.original.setPlainText(_text(item, ORIGINAL))
        self.revised.show_text(_text(item, REVISED))
        self.reason.show_text(_text(item, REASON))
        for control in (self.revised, self.reason, self.restore, self.strike):
            control.setEnabled(bool(self._records))
        self._show_difference(item)

    def _tell_path(self) -> None:
        focused = QApplication.focusWidget()
        if focused and self.isAncestorOf(focused):
            self.entered.emit(self.path_of(focused))

    def _show_difference(self, item: Record) -> None:
        self.difference.show_pieces(differences(_text(item, ORIGINAL), _text(item, REVISED)))
        added = bool(self._records) and not _text(item, ORIGINAL)
        self.restore.setText("去掉这一条" if added else "恢复原文")
        self.restore.setEnabled(added or _text(item, ORIGINAL) != _text(item, REVISED))
        self.strike.setEnabled(bool(_text(item, REVISED)) and not added)
        self.next.setEnabled(self.list.currentRow() + 1 < len(self._records))

    def _current(self) -> Record:
        row = self.list.currentRow()
        return self._records[row] if 0 <= row < len(self._records) else record()

    def _on_text(self, name: str, verb: str, text: str) -> None:
        self._set(name, text, f"{verb}“{_title(self._current())}”", merge=self._pace.joins(text))

    def _set(self, name: str, text: str, words: str, *, merge: bool) -> None:
        row = self.list.currentRow()
        changed = record({**self._records[row], name: text})
        self._records = (*self._records[:row], changed, *self._records[row + 1 :])
        self.list.item(row).setText(_line(changed))
        self._show_difference(changed)
        self.edited.emit((*self.path, row, name), text, words, merge)

    def _restore(self) -> None:
        item = self._current()
        if _text(item, ORIGINAL):
            self.revised.show_text(_text(item, ORIGINAL))
            self._set(REVISED, _text(item, ORIGINAL), "恢复原文", merge=False)
        else:
            row = self.list.currentRow()
            self._change((*self._records[:row], *self._records[row + 1 :]), "去掉新增的一条")

    def _strike(self) -> None:
        self.revised.show_text("")
        self._set(REVISED, "", "整条删去", merge=False)
        self.reason.setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self) -> None:
        row = self.list.currentRow() + 1
        added = record({NUMBER: "", ORIGINAL: "", REVISED: "", REASON: ""})
        self._change((*self._records[:row], added, *self._records[row:]), "新增一条")
        self.focus_at((row, REVISED))

    def _change(self, records: tuple[Record, ...], words: str) -> None:
        self.show_value(records)
        self.edited.emit(self.path, records, words, False)

    def _go(self, row: int) -> None:
        self.list.setCurrentRow(row)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(3)
        for place, (name, box) in enumerate((("原文", self.original), ("修改为", self.revised))):
            label = QLabel(name)
            label.setBuddy(box)
            grid.addWidget(label, 0, place)
            grid.addWidget(box, 1, place)
            grid.setColumnStretch(place, 1)
        tools = QHBoxLayout()
        for control in (self.restore, self.strike, self.add):
            tools.addWidget(control)
        tools.addStretch(1)
        tools.addWidget(self.next)
        reason = QLabel("修改理由")
        reason.setBuddy(self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.list)
        column.addLayout(tools)
        column.addLayout(grid)
        column.addWidget(muted("修改对照：删去的划线，新增的加下划线"))
        column.addWidget(self.difference)
        column.addWidget(reason)
        column.addWidget(self.reason)


def _text(item: Record, name: str) -> str:
    return text_of(item.get(name, ""))


def _title(item: Record) -> str:
    text = _text(item, ORIGINAL) or _text(item, REVISED) or "新增的一条"
    return " ".join(text[:12].split())


def _line(item: Record) -> str:
    """An item in the list: what becomes of it, and how it begins."""
    original, revised = _text(item, ORIGINAL), _text(item, REVISED)
    sign = "　" if original == revised else "增" if not original else "删" if not revised else "改"
    return f"{sign}　{' '.join((original or revised or '（新增）')[:_LONGEST_LINE].split())}"
