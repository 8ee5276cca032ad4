"""The form being filled: questions at the left, the pages at the right, what the checks say below."""

import datetime
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from castforms.model.entry import Entry, FieldPath, Value
from castforms.model.finding import Finding, Severity
from castforms.session.drafts import DraftState
from castforms.session.form_session import FormSession
from castforms.session.profile import Profile
from castforms.session.recent import Recent
from castforms.session.workspace import LETTER_FORM, StorageError
from ui.forms.form_view import FormView
from ui.pages.draft_saver import DraftSaver
from ui.theme import GAP, MARGIN
from ui.widgets.background import Background
from ui.widgets.early import UPRIGHT
from ui.widgets.labels import button, heading
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.tab_order import order_tabs

if TYPE_CHECKING:
    from ui.forms.findings_panel import FindingsPanel
    from ui.pages.notice_text import NoticeText
    from ui.widgets.page_painter import PageFonts
    from ui.widgets.preview import Preview

_BREATH = 0.01
"""Seconds of making the form at a time."""
_BREATHE = object()
"""A step after which the event loop must turn before the next one."""
_CALM = 60
"""Milliseconds without an edit before pages and findings are made again."""


class FillPage(QWidget):
    """Ties the session to what is seen of it."""

    seen = Signal()
    """The first questions are painted."""
    changed = Signal()
    """Undo, redo or the draft's state may read differently now."""
    status = Signal(str)
    home_wanted = Signal()
    export_wanted = Signal()
    exported = Signal()
    """The pair was given out."""
    letter_wanted = Signal()

    def __init__(
        self,
        session: FormSession,
        saver: DraftSaver,
        profile: Profile,
        recent: Recent,
        fonts: "Callable[[], PageFonts]",
    ) -> None:
        """`fonts` is called when the first questions are seen: the pages come after them."""
        super().__init__()
        self.session = session
        self.saver = saver
        saver.setParent(self)
        self.saver.said.connect(self.status)
        self.reminder = NoticeBar(saver.words)
        self.saver.noticed.connect(self.reminder.say)
        self.form = FormView(session.template, profile, recent)
        self._fonts = fonts
        self._prepared = False
        self.in_sight = False
        """Whether every question is painted that the window can show without scrolling."""
        self._background = Background("prepare", self)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._refresh_in_turns)
        self._lay_out()
        self._steps = self._make()
        self._connect()
        self._builder = QTimer(self, interval=0)
        self._builder.timeout.connect(self._go_on)

    @cached_property
    def preview(self) -> "Preview":
        """The pages."""
        from ui.widgets.preview import Preview

        preview = Preview(self._fonts())
        preview.clicked.connect(self.form.go_to)
        self.form.entered.connect(preview.mark)
        self.form.moved.connect(self._on_moved)
        _fill_place(self._right, preview)
        return preview

    @cached_property
    def findings(self) -> "FindingsPanel":
        """What the checks say."""
        from ui.forms.findings_panel import FindingsPanel

        findings = FindingsPanel(self.session.template)
        findings.jump.connect(self._jump)
        findings.fix.connect(self._apply)
        findings.fix_all.connect(self._apply_all)
        _fill_place(self._below, findings)
        return findings

    @cached_property
    def notice(self) -> "NoticeText":
        """The notice's words."""
        from ui.pages.notice_text import NoticeText

        notice = NoticeText(self.session.template.notice)
        _fill_place(self._above, notice)
        return notice

    @property
    def ready(self) -> bool:
        """Whether fonts and checks are loaded."""
        return self._prepared

    @property
    def errors(self) -> int:
        """Findings that block the export."""
        return sum(1 for finding in self.session.findings() if finding.severity is Severity.ERROR)

    def begin(self) -> None:
        """Makes the form; it is seen as soon as its questions fill the window."""
        self.setUpdatesEnabled(False)  # nothing half made is painted
        self._builder.start()
        if self.saver.recovered:
            self.saver.note_change(self.session.entry)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """The Tab key never leads out of sight."""
        moved = super().focusNextPrevChild(onward)
        focused = QApplication.focusWidget()
        if focused and self.form.isAncestorOf(focused):
            self.form.bring_into_sight(focused)
        return moved

    def undo(self) -> None:
        """Takes back the last step and goes to where it was."""
        self._show_change(self.session.undo())

    def redo(self) -> None:
        """Makes the step again and goes to where it is."""
        self._show_change(self.session.redo())

    def refresh(self) -> None:
        """Makes pages and findings again, unless a composition is going on."""
        if self._may_refresh():
            self._show_pages()
            self._show_findings()

    def _refresh_in_turns(self) -> None:
        """The same in two turns of the event loop, since each may take long."""
        if self._may_refresh():
            self._show_pages()
            QTimer.singleShot(0, self, self._show_findings)

    def _may_refresh(self) -> bool:
        if self._prepared and getattr(QApplication.focusWidget(), "composing", False):
            self._calm.start()
            return False
        return self._prepared

    def _show_pages(self) -> None:
        self.preview.show_pages(self.session.pages(), self.preview.fonts.missing(self.session.faces))
        self.preview.show_substitutions(self.session.substitutions)

    def _show_findings(self) -> None:
        findings = self.session.findings()
        self.findings.show_findings(findings, self.session.fixes())
        self.form.mark(findings)
        self.saver.count_errors(self.errors)

    def fix_current(self) -> None:
        """Corrects what the checks say of the answer that has the keyboard, or what is chosen among the findings."""
        focused = QApplication.focusWidget()
        inside = focused if focused and self.form.isAncestorOf(focused) else None
        self.findings.fix_current(self.form.path_of(inside) if inside else None)

    def show_notice(self) -> None:
        """Shows the notice's words, or hides them again."""
        self.notice.setVisible(self.notice.isHidden())

    def save(self) -> None:
        """Writes the draft now."""
        self.saver.keep(self.session.entry)

    def take_over(self, entry: Entry, name: str) -> None:
        """Shows another entry of the form, as one step that undo takes back; `name` is what it is called."""
        self.session.edit((), entry.values, name, merge=False)
        self.form.show_entry(self.session.entry)
        self._after_change()

    def mark_exported(self) -> None:
        """Notes on the draft that its pair was given out."""
        self.saver.set_state(self.session.entry, DraftState.EXPORTED)
        self.exported.emit()

    def close_down(self) -> None:
        """Waits for the threads; what is not on disk by now is not wanted."""
        self.saver.finish()
        self._background.finish()

    def _on_edit(self, path: FieldPath, value: Value, name: str, merge: bool) -> None:
        before = self.session.entry
        self.session.edit(path, value, name, merge=merge)
        if self.session.entry is not before:
            self.form.show_edit(path, self.session.entry, own=True)
            self._after_change()

    def _on_moved(self, path: FieldPath, before: int) -> None:
        self.preview.follow(path, before, now=not self._calm.isActive())  # else the new pages will show it

    def _show_change(self, path: FieldPath) -> None:
        self.form.show_edit(path, self.session.entry, own=False)
        if path:
            self.form.go_to(path)
        self._after_change()

    def _apply(self, finding: Finding) -> None:
        if fix := self.session.fixes().get(finding):
            self.session.edit(fix.path, fix.value, fix.name, merge=False)
            self._show_change(fix.path)

    def _apply_all(self) -> None:
        """One fix at a time, because a fix may change what the next one sees."""
        for _round in range(len(self.session.fixes())):
            fixes = self.session.fixes()
            if not fixes:
                break
            fix = next(iter(fixes.values()))
            self.session.edit(fix.path, fix.value, fix.name, merge=False)
        self.form.show_entry(self.session.entry)
        self._after_change()

    def _after_change(self) -> None:
        self._calm.start()
        self.saver.note_change(self.session.entry)
        self.changed.emit()

    def _go_on(self) -> None:
        """Goes on making the page for a while, then lets the window breathe."""
        began = time.perf_counter()
        while time.perf_counter() - began < _BREATH:
            if next(self._steps, _BREATHE) is _BREATHE:
                return

    def _make(self) -> Iterator[object]:
        """The questions in sight, their picture, the other questions, and then what stands beside them."""
        questions = self.form.build(self.session.entry)
        for _question in questions:
            yield None
            if self.form.fills_view:
                break
        yield _BREATHE
        self.form.reveal()
        yield _BREATHE  # they are laid out
        self.setUpdatesEnabled(True)
        self.repaint()
        self.in_sight = True
        self.form.settle()
        yield _BREATHE
        self.seen.emit()
        yield _BREATHE
        yield from questions
        yield _BREATHE
        _right = self.preview
        yield _BREATHE
        _below = self.findings
        yield _BREATHE
        self._builder.stop()
        self._come_alive()

    def _come_alive(self) -> None:
        order_tabs(self)
        self.form.arranged.connect(lambda: order_tabs(self))
        QTimer.singleShot(0, self, self._take_keyboard)  # once the last control is visible
        self._background.run(self.session.prepare, lambda _none: self._on_prepared(), self._on_unprepared)

    def _take_keyboard(self) -> None:
        """Puts the keyboard into the first question, unless the clerk has begun somewhere else."""
        focused = QApplication.focusWidget()
        if focused is None or not self.form.isAncestorOf(focused):
            self.form.go_to(())

    def _on_prepared(self) -> None:
        self._prepared = True
        self.export_button.setEnabled(True)
        self.refresh()

    def _on_unprepared(self, error: BaseException) -> None:
        if not isinstance(error, StorageError):
            raise error
        self.preview.show_note(str(error))

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edit)

    def _jump(self, path: FieldPath) -> None:
        if path:
            self.form.go_to(path)

    def _lay_out(self) -> None:
        self._above, self._below, self._right = _place(), _place(), _place()
        left = QSplitter()
        left.setProperty(*UPRIGHT)
        left.addWidget(self.form)
        left.addWidget(self._below)
        left.setSizes([520, 190])
        left.setStretchFactor(0, 1)
        left.setChildrenCollapsible(False)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self._right)
        split.setSizes([600, 680])
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        left.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.reminder)
        column.addWidget(self._above)
        column.addWidget(split, 1)

    def _head(self) -> QFrame:
        template = self.session.template
        bar = QFrame()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(GAP, 6, MARGIN, 6)
        row.setSpacing(GAP)
        back = button("‹ 首页(&H)", kind="link", tip="回到首页，填写的内容已自动保存")
        back.clicked.connect(self.home_wanted)
        self.name = heading(template.title)
        self.name.setMinimumWidth(80)
        self.name.setToolTip(template.title)
        show = button("通知要求(&T)", kind="link", tip="显示或隐藏通知的要求")
        show.clicked.connect(self.show_notice)
        self.export_button = button("导出(&E)…", kind="primary", tip="导出 PDF 和 Word（Ctrl+E）")
        self.export_button.setEnabled(False)
        self.export_button.clicked.connect(self.export_wanted)
        row.addWidget(back)
        row.addWidget(self.name, 1)
        row.addWidget(_deadline(template.notice.deadline))
        row.addWidget(show)
        if template.id != LETTER_FORM:
            letter = button("附公函(&L)…", kind="link", tip="按这份表单填好报送它的公函")
            letter.clicked.connect(self.letter_wanted)
            row.addWidget(letter)
        row.addWidget(self.export_button)
        return bar


def _place() -> QWidget:
    """Room for what will be made later."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    return place


def _fill_place(place: QWidget, widget: QWidget) -> None:
    layout = place.layout()
    if layout:
        layout.addWidget(widget)


def _deadline(day: datetime.date | None) -> QLabel:
    label = QLabel(f"截止 {day:%Y-%m-%d}" if day else "")
    label.setObjectName("muted")
    return label
