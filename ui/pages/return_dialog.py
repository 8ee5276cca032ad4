"""From the stamped paper to the mailbox: take in the scans, check what goes out, send it, note the day."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from castforms.model.scan import ScanResult
from castforms.session.deadline import due_words
from castforms.session.drafts import Draft, DraftBox, DraftState
from castforms.session.workspace import StorageError, Workspace
from ui.pages.careful_dialog import CarefulDialog
from ui.pages.judged_row import JudgedRow
from ui.pages.mail_step import MailStep
from ui.pages.scan_step import ScanStep
from ui.theme import GAP, MARGIN
from ui.widgets.background import Background
from ui.widgets.folder_choice import FolderChoice
from ui.widgets.labels import button, heading, muted
from ui.widgets.layouts import clear, fit_on_screen
from ui.widgets.tab_order import order_tabs

if TYPE_CHECKING:
    from castforms.model.mail import Mail
    from castforms.session.packing import Package
    from castforms.session.scan_intake import ScanIntake


class _Wanted(NamedTuple):
    """What is to go out."""

    scan: ScanResult | None
    shrink: bool
    zipped: bool


class ReturnDialog(CarefulDialog):
    """One draft's way out; nothing in it waits for disk or reading."""

    folder_chosen = Signal(object)

    def __init__(
        self, workspace: Workspace, box: DraftBox, draft: Draft, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("盖章扫描与发送")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        fit_on_screen(self, 1120, 690)
        self._workspace, self._box, self.draft = workspace, box, draft
        self._background = Background("pack", self)
        self._scan: ScanResult | None = None
        self._closing = False
        self._packed_in = folder
        self.folder = FolderChoice(folder)
        self.scans = ScanStep(self._intake, lambda: self.folder.path)
        self.mail = MailStep(lambda: self.folder.path)
        self.scans.taken.connect(self._on_taken)
        self.scans.begun.connect(self._on_begun)
        self.mail.sent.connect(self._note_sent)
        self.folder.changed.connect(self._on_folder)
        self.folder.settled.connect(self._pack_elsewhere)
        self._lay_out()
        if not draft.template.notice.wants_seal:
            self.pack()

    def pack(self) -> None:
        """Checks what would go out, in another thread; what is wanted otherwise meanwhile is checked after it."""
        if not self._background.idle:
            return
        self.progress.show()
        folder, wanted = self.folder.path, self._wanted()
        self._packed_in = folder
        self._background.run(
            lambda: self._packed(wanted, folder), lambda made: self._on_packed(wanted, *made), self._on_failed
        )

    @property
    def typed(self) -> bool:
        """Whether words of the mail would be lost."""
        return self.mail.typed

    def reject(self) -> None:
        """Stops what is going on, and closes as soon as it has stopped."""
        if self.scans.busy:
            self.scans.cancel()
            return
        if not self._background.idle:
            self._closing = True
            return
        super().reject()

    def leave(self) -> None:
        """Waits for the threads and closes."""
        self.scans.finish()
        self.mail.finish()
        self._background.finish()
        self.folder_chosen.emit(self.folder.path)
        super().leave()

    def _wanted(self) -> "_Wanted":
        return _Wanted(self._scan, self.shrink.isChecked(), self.zip.isChecked())

    def _packed(self, wanted: "_Wanted", folder: Path) -> "tuple[Package, Mail]":
        from castforms.session.packing import Packing, Sources  # noqa: PLC0415 - loads both writers
        from castforms.session.sending import mail_of  # noqa: PLC0415 - loads the mail library

        template, entry = self.draft.template, self.draft.entry
        packing = Packing(template, entry, self._workspace.typesetter(template))
        scan = wanted.scan
        sources = Sources(scan.pdf if scan else None, packing.found_in(folder).word)
        package = packing.make(sources, folder, shrink=wanted.shrink, scan=scan)
        if package.ready:
            package.write(folder)
        sendable = package.zipped() if wanted.zipped else package
        if wanted.zipped and package.ready:
            sendable.write(folder)
        return package, mail_of(template, entry, sendable, dt.datetime.now().astimezone().date())

    def _intake(self) -> "ScanIntake":
        from castforms.session.scan_intake import ScanIntake  # noqa: PLC0415 - loads the readers of pictures

        template = self.draft.template
        return ScanIntake(template, self.draft.entry, self._workspace.typesetter(template))

    def _lay_out(self) -> None:
        template = self.draft.template
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(heading(f"{self.draft.unit or '（未填单位）'} · {template.title}"))
        today = dt.datetime.now().astimezone().date()
        said = "；".join(filter(None, (template.notice.returns.strip(), due_words(template.notice.deadline, today))))
        column.addWidget(muted(said))
        column.addWidget(self.folder)
        halves = QHBoxLayout()
        halves.setSpacing(2 * MARGIN)
        halves.addWidget(_scrolled(self.scans), 1)
        right = QWidget()
        rows = QVBoxLayout(right)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        rows.addWidget(heading("2　核对报送材料"))
        self._checks = QVBoxLayout()
        self._checks.setSpacing(0)
        self._checks.addWidget(muted(self._first_words()))
        rows.addLayout(self._checks)
        rows.addLayout(self._choices())
        rows.addSpacing(GAP)
        rows.addWidget(self.mail)
        rows.addStretch(1)
        self._right = _scrolled(right)
        halves.addWidget(self._right, 1)
        column.addLayout(halves, 1)
        close = button("关闭")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        order_tabs(self)

    def _first_words(self) -> str:
        if self.draft.template.notice.wants_seal:
            return "生成盖章 PDF 之后，这里逐条核对它和 Word 文件。"
        return "通知没有要求盖章；需要附盖章件时，可以先在左边收回。"

    def _choices(self) -> QHBoxLayout:
        self.zip = QCheckBox("压成一个 zip 文件(&Z)")
        self.shrink = QCheckBox("压缩盖章 PDF(&Y)")
        self.shrink.setToolTip("每页不超过 300 KB，文字仍然清楚")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName("核对进度")
        self.progress.hide()
        row = QHBoxLayout()
        for box in (self.zip, self.shrink):
            box.setEnabled(False)
            box.toggled.connect(lambda _on: self.pack())
            row.addWidget(box)
        row.addWidget(self.progress, 1)
        row.addStretch(1)
        return row

    def _on_begun(self) -> None:
        self._scan = None
        self.mail.forget()

    def _on_taken(self, result: ScanResult) -> None:
        self._scan = result
        self._guarded(lambda: self._box.mark(self.draft.path, DraftState.SEALED))
        self.pack()

    def _on_folder(self) -> None:
        if self._scan:
            self.scans.clear()

    def _pack_elsewhere(self) -> None:
        """What goes out without a stamp lies in the folder that is named; what has one is made there anew."""
        if self.mail.isEnabled() and self._scan is None and self.folder.path != self._packed_in:
            self.pack()

    def _on_packed(self, wanted: "_Wanted", package: "Package", mail: "Mail") -> None:
        self.progress.hide()
        if self._closing:
            self.reject()
            return
        if wanted != self._wanted():  # a box was ticked, or other scans are being read
            self.pack()
            return
        clear(self._checks)
        for check in package.checks:
            self._checks.addWidget(JudgedRow(check.state.value, check.message, check.source))
        self.zip.setEnabled(True)
        self.shrink.setEnabled(self._scan is not None)
        if package.ready:
            self.mail.show_mail(mail)
        else:
            self.mail.forget()

    def _on_failed(self, error: BaseException) -> None:
        self.progress.hide()
        if self._closing:
            self.reject()
            return
        if not isinstance(error, StorageError):
            raise error
        clear(self._checks)
        self._checks.addWidget(JudgedRow("problem", str(error)))

    def _note_sent(self, day: dt.date) -> None:
        if self._guarded(lambda: self._box.mark(self.draft.path, DraftState.SENT, day)):
            self.mail.show_sent(day.isoformat())
            self._right.ensureWidgetVisible(self.mail.mark)  # the keyboard marks from anywhere

    def _guarded(self, action: Callable[[], None]) -> bool:
        from ui.pages.questions import tell  # noqa: PLC0415 - seldom needed

        try:
            action()
        except StorageError as error:
            tell(self, "不能标记", str(error))
            return False
        return True


def _scrolled(content: QWidget) -> QScrollArea:
    content.setObjectName("sheet")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
