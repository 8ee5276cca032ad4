"""Third step of a return: the mail as a draft for the mail program, or to be copied; then the day it was sent."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import (
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from castforms.session.workspace import StorageError
from ui.theme import GAP
from ui.widgets.background import Background
from ui.widgets.composition import ComposedBox, ComposedLine
from ui.widgets.desktop import open_path
from ui.widgets.labels import button, heading, muted, say

if TYPE_CHECKING:
    from castforms.model.mail import Mail


class _CalmDate(QDateEdit):
    """Leaves the wheel to what scrolls: scrolling past must not change the day."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not for us."""
        event.ignore()


class MailStep(QWidget):
    """Address, subject and text, each to be changed and copied."""

    sent = Signal(object)
    """The day it was sent."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        super().__init__()
        self._folder = folder
        self._mail: Mail | None = None
        self._written = ("", "", "")
        """What stood in the fields when the draft was written last."""
        self._background = Background("mail", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(heading("3　发送"))
        column.addLayout(self._letter())
        column.addLayout(self._ways())
        self.message = muted("打开草稿后请在邮件程序里核对附件再发送；打不开时，复制上面三项，从文件夹里添加附件。")
        column.addWidget(self.message)
        column.addLayout(self._sent_row())
        self.setEnabled(False)

    def show_mail(self, mail: "Mail") -> None:
        """The mail as it would go out; what the clerk has changed in it stays."""
        before, self._mail = self._mail or mail._replace(to=(), subject="", text=""), mail
        if self.to.text() == _joined(before):
            self.to.setText(_joined(mail))
        if self.subject.text() == before.subject:
            self.subject.setText(mail.subject)
        if self.text.toPlainText() == before.text:
            self.text.setPlainText(mail.text)
        self.setEnabled(True)

    @property
    def typed(self) -> bool:
        """Whether the clerk has changed the mail since it was made or its draft was written."""
        mail = self._mail
        return mail is not None and self._fields() not in {(_joined(mail), mail.subject, mail.text), self._written}

    def forget(self) -> None:
        """There is nothing to send at the moment."""
        self.setEnabled(False)

    def open_draft(self) -> None:
        """Writes the draft beside the files and opens it with the system's mail program."""
        from castforms.session.sending import addresses, write_draft  # noqa: PLC0415 - loads the mail library

        if self._mail is None or not self._background.idle:
            return
        fields, folder = self._fields(), self._folder()
        to, subject, text = fields
        mail = self._mail._replace(to=addresses(to), subject=subject, text=text)
        self.open.setEnabled(False)
        self._background.run(
            lambda: write_draft(mail, folder), lambda path: self._on_written(path, fields), self._on_failed
        )

    def show_sent(self, day: str) -> None:
        """The return is noted as sent."""
        self.sent_note.setText(f"已标记为 {day} 发送。")

    def finish(self) -> None:
        """Waits for the thread."""
        self._background.finish()

    def _fields(self) -> tuple[str, str, str]:
        return self.to.text(), self.subject.text(), self.text.toPlainText()

    def _letter(self) -> QGridLayout:
        self.to, self.subject, self.text = ComposedLine(), ComposedLine(), ComposedBox()
        self.to.setPlaceholderText("电子邮箱，多个用分号隔开")
        self.text.setFixedHeight(7 * self.text.fontMetrics().lineSpacing())
        self.text.setTabChangesFocus(True)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        rows: tuple[tuple[str, QWidget, Callable[[], str]], ...] = (
            ("收件人(&A)", self.to, self.to.text),
            ("主题(&J)", self.subject, self.subject.text),
            ("正文(&T)", self.text, self.text.toPlainText),
        )
        for number, (words, editor, said) in enumerate(rows):
            label = QLabel(words)
            label.setBuddy(editor)
            name = words.partition("(")[0]
            editor.setAccessibleName(name)
            copy = button("复制")
            copy.setAccessibleName(f"复制{name}")
            copy.clicked.connect(lambda _checked, name=name, said=said: self._copy(name, said()))
            label.setMinimumHeight(copy.sizeHint().height())  # so that it stands level with one line
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, number, 1)
            grid.addWidget(copy, number, 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        return grid

    def _ways(self) -> QHBoxLayout:
        self.open = button("用邮件程序打开草稿(&M)", kind="primary")
        self.open.clicked.connect(self.open_draft)
        folder = button("打开文件夹(&F)")
        folder.clicked.connect(self._open_folder)
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addWidget(folder)
        row.addStretch(1)
        return row

    def _sent_row(self) -> QHBoxLayout:
        self.day = _CalmDate(QDate.currentDate())
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("发送日期")
        self.mark = button("标记为已发送(&E)")
        self.mark.clicked.connect(lambda: self.sent.emit(self.day.date().toPython()))
        self.sent_note = muted("")
        row = QHBoxLayout()
        row.addWidget(QLabel("邮件发出后："))
        row.addWidget(self.day)
        row.addWidget(self.mark)
        row.addWidget(self.sent_note, 1)
        return row

    def _copy(self, name: str, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        say(self.message, f"已复制{name}。")

    def _open_folder(self) -> None:
        if not open_path(self._folder()):
            say(self.message, f"打不开文件夹，材料在这里：{self._folder()}", "error")

    def _on_written(self, path: Path, fields: tuple[str, str, str]) -> None:
        self._written = fields
        self.open.setEnabled(True)
        if open_path(path):
            say(self.message, f"已生成 {path.name}，请在邮件程序里核对后发送。")
        else:
            say(self.message, "这台电脑没有能打开邮件草稿的程序，请复制上面三项，并从文件夹里添加附件。", "warning")

    def _on_failed(self, error: BaseException) -> None:
        self.open.setEnabled(True)
        if not isinstance(error, StorageError):
            raise error
        say(self.message, str(error), "error")


def _joined(mail: "Mail") -> str:
    return "；".join(mail.to)
