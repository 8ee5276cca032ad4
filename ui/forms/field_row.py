"""One question as the form shows it: label, required mark, hint, count, editor, and what the checks say."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from castforms.model.entry import Value, text_of
from castforms.model.finding import Finding, Severity
from castforms.session.counting import usage_of
from ui.forms.field_editor import FieldEditor
from ui.widgets.labels import muted, set_severity

REQUIRED = "required"
"""Code of the finding that an answer is missing; said below the field only once the clerk has been there."""


class FieldRow(QWidget):
    """The editor with everything around it."""

    def __init__(self, editor: FieldEditor) -> None:
        super().__init__()
        self.editor = editor
        self.visited = False
        self._findings: tuple[Finding, ...] = ()
        self._limits = editor.field.limits
        self.count = QLabel()
        self.count.setObjectName("muted")
        self.message = muted("")
        self.message.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(self._head())
        column.addWidget(editor)
        column.addWidget(self.message)
        column.addStretch(1)

    @property
    def least_height(self) -> int:
        """Pixels that the question takes at least, known before it is shown: the label's line and the editor."""
        return self.fontMetrics().height() + self.editor.least_height

    def show_value(self, value: Value) -> None:
        """Shows the answer and its count."""
        self.editor.show_value(value)
        self.show_count(value)

    def show_count(self, value: Value) -> None:
        """Shows how much of the limit is used; the gravest of several limits counts."""
        usages = [usage for limit in self._limits if (usage := usage_of(text_of(value), limit))]
        if usages:
            usage = next((usage for usage in usages if usage.over), usages[0])
            self._say_count(usage.words)
            self.count.setToolTip(f"通知要求：{usage.source}" if usage.source else "")
            set_severity(self.count, usage.over.value if usage.over else "")

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Shows what the checks say of this answer; `findings` may name other answers too."""
        size = len(self.editor.path)
        self._findings = tuple(finding for finding in findings if finding.path[:size] == self.editor.path)
        self._show_message()

    def visit(self) -> None:
        """The clerk has been here: an answer still missing is now worth saying."""
        self.visited = True
        self._show_message()

    def _say_count(self, words: str) -> None:
        """A label of fixed size does not have the whole form laid out anew with every letter."""
        self.count.setText(words)
        needed = self.count.sizeHint()
        if needed != self.count.minimumSize():
            self.count.setFixedSize(needed)

    def _show_message(self) -> None:
        said = tuple(f for f in self._findings if self.visited or f.code != REQUIRED)
        self.editor.mark(said)
        grave = sorted(said, key=lambda finding: list(Severity).index(finding.severity))
        first = grave[0] if grave else None
        if first:
            more = f"（另有 {len(grave) - 1} 处）" if len(grave) > 1 else ""
            self.message.setText(first.message + more)
            self.message.setToolTip(first.source)
            set_severity(self.message, first.severity.value)
        if self.message.isHidden() == bool(first):
            self.message.setVisible(bool(first))

    def _head(self) -> QHBoxLayout:
        field = self.editor.field
        head = QHBoxLayout()
        head.setSpacing(4)
        label = QLabel(field.label)
        label.setBuddy(self.editor.control)
        head.addWidget(label)
        if field.required:
            head.addWidget(_required(field.required_source))
        hint = "；".join(filter(None, (field.hint, f"通知：{field.source}" if field.source else "")))
        head.addWidget(_hint(hint), 1)
        head.addWidget(self.count)
        return head


def _required(source: str) -> QLabel:
    mark = QLabel("*")
    mark.setObjectName("required")
    mark.setToolTip(f"必填。通知：{source}" if source else "必填")
    mark.setAccessibleName("必填")
    return mark


def _hint(text: str) -> QLabel:
    hint = muted(text)
    hint.setToolTip(text)
    return hint
