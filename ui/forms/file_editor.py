"""The question for a document the clerk was sent: opening it fills the rest of the form."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from castforms.model.entry import FieldPath, Value, record, records_of, text_of
from castforms.model.finding import Finding
from castforms.model.kept_file import kept_name
from castforms.model.template import Field
from ui.forms.field_editor import FieldEditor, Scopes, worst
from ui.theme import GAP
from ui.widgets.background import Background
from ui.widgets.file_choice import ask_file
from ui.widgets.labels import button, muted, say, set_severity

if TYPE_CHECKING:
    from castforms.session.received_draft import ReceivedDraft

_KINDS = "征求意见稿 (*.docx *.pdf *.txt);;所有文件 (*)"
_MOST_DOUBTS = 5


class FileEditor(FieldEditor):
    """The name of the file, and the button that opens another one; it is read in another thread."""

    def __init__(self, field: Field, path: FieldPath) -> None:
        super().__init__(field, path)
        self._outer: Scopes = ()
        self._background = Background("draft", self)
        self.name = QLabel()
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open_button = button(f"打开{field.label}(&D)…", tip="打开 Word、PDF 或纯文本文件，识别出各项要点")
        self.open_button.clicked.connect(self._ask)
        self.message = muted("")
        self.message.hide()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.open_button)
        row.addWidget(self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.message)

    @property
    def reading(self) -> bool:
        """Whether a file is being read."""
        return not self._background.idle

    @property
    def control(self) -> QWidget:
        """The button."""
        return self.open_button

    def show_value(self, value: Value) -> None:
        """Shows the file's name."""
        self.name.setText(kept_name(text_of(value)) or "还没有打开")

    def settle(self, scopes: Scopes) -> None:
        """Takes notice of the answers that opening a file will join."""
        self._outer = scopes

    def focus_at(self, rest: FieldPath) -> None:  # noqa: ARG002 - a file has no parts
        """The button."""
        self.open_button.setFocus(Qt.FocusReason.TabFocusReason)

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Colours the name."""
        set_severity(self.name, worst(findings))

    def open(self, path: Path) -> None:
        """Reads the file; what it says takes the place of what was filled in from another one."""

        def read() -> "ReceivedDraft":
            from castforms.session.received_draft import opened_draft  # noqa: PLC0415 - loads the readers

            return opened_draft(self.field.name, path)

        self._say(f"正在读取“{path.name}”…", "")
        self._background.run(read, self._on_read, self._on_unreadable)

    def _ask(self) -> None:
        if not self.reading and (chosen := ask_file(self, f"打开{self.field.label}", _KINDS)):  # see PictureEditor
            self.open(chosen)

    def _on_read(self, draft: "ReceivedDraft") -> None:
        self.edited.emit((), record({**self._outer[0], **draft.values}), f"打开“{self.field.label}”", False)
        found = sum(len(records_of(value)) for value in draft.values.values())
        doubts = [f"请核对：{doubt}" for doubt in draft.doubts[:_MOST_DOUBTS]]
        words = f"已识别出 {found} 段（各部分标题和要点），原来填写的可以用“撤销”找回"
        self._say("\n".join([words, *doubts]), "warning" if doubts else "")

    def _on_unreadable(self, error: BaseException) -> None:
        from castforms.session.workspace import StorageError  # noqa: PLC0415 - the rest of the form needs none of it

        if not isinstance(error, StorageError):
            raise error
        self._say(str(error), "error")

    def _say(self, words: str, severity: str) -> None:
        say(self.message, words, severity)
        self.message.show()
