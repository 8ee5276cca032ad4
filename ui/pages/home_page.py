"""Where the clerk begins: the forms by notice at the left, the drafts at the right."""

import datetime as dt
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from castforms.model.template import FormTemplate
from castforms.session.drafts import Draft
from ui.pages.draft_list import DraftList
from ui.theme import GAP, MARGIN
from ui.widgets.composition import ComposedLine
from ui.widgets.labels import button, heading, muted, set_severity, title
from ui.widgets.tab_order import order_tabs

_WIDEST = 100
"""Width of the page in heights of a line: beyond it a form and its deadline stand too far apart."""
_ON_CARDS = frozenset({"需报送", "数量", "报送至", "电子邮箱"})
"""What a card says of a notice; the rest stands on the form's own page."""


class NoticeCard(QFrame):
    """One notice and the forms it asks for."""

    chosen = Signal(str)

    def __init__(self, templates: Sequence[FormTemplate]) -> None:
        super().__init__()
        self.setObjectName("card")
        notice = templates[0].notice
        self.words = " ".join((notice.number, notice.title, notice.issuer, *(t.title for t in templates))).casefold()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 12)
        column.setSpacing(6)
        column.addWidget(muted(notice.number or "常用文书"))
        name = heading(notice.title or notice.issuer)
        name.setWordWrap(True)
        column.addWidget(name)
        for template in templates:
            column.addSpacing(4)
            self._add_form(column, template)

    def _add_form(self, column: QVBoxLayout, template: FormTemplate) -> None:
        start = button(f"填写  {template.title}")
        start.setAccessibleName(f"填写{template.title}")
        start.clicked.connect(lambda: self.chosen.emit(template.id))
        row = QHBoxLayout()
        row.addWidget(start)
        row.addStretch(1)
        row.addWidget(_deadline(template.notice.deadline))
        column.addLayout(row)
        said = [f"{label}：{words}" for label, words in template.notice.demands if label in _ON_CARDS]
        if said:
            column.addWidget(muted("\n".join(said)))


class HomePage(QWidget):
    """Lists forms and drafts; asks for one to be opened."""

    form_chosen = Signal(str)
    draft_chosen = Signal(object)
    draft_marked = Signal(object, object)
    draft_thrown_away = Signal(object)
    return_wanted = Signal(object)
    open_wanted = Signal()
    profile_wanted = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        """Without forms yet, see `show_forms`."""
        super().__init__()
        self.cards: list[NoticeCard] = []
        self.search = ComposedLine()
        self.search.setPlaceholderText("查找表单、文号、单位（Ctrl+F）")
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(360)
        self.search.textChanged.connect(self._filter)
        self.drafts = DraftList()
        self.drafts.chosen.connect(self.draft_chosen)
        self.drafts.marked.connect(self.draft_marked)
        self.drafts.thrown_away.connect(self.draft_thrown_away)
        self.drafts.return_wanted.connect(self.return_wanted)
        sheet = QWidget()
        sheet.setMaximumWidth(_WIDEST * self.fontMetrics().height())
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(sheet)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(2 * MARGIN, MARGIN + GAP, 2 * MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(self._head())
        body = QHBoxLayout()
        body.setSpacing(2 * MARGIN)
        body.addWidget(self._forms(), 5)
        body.addWidget(self._recent(), 3)
        column.addLayout(body, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is where a form or a draft is sought."""
        super().showEvent(event)
        self.search.setFocus()

    def focusNextPrevChild(self, onward: bool) -> bool:
        """The Tab key never leads out of sight."""
        moved = super().focusNextPrevChild(onward)
        focused = QApplication.focusWidget()
        if focused and self._scroll.isAncestorOf(focused):
            self._scroll.ensureWidgetVisible(focused)
        return moved

    def show_forms(self, templates: Iterable[FormTemplate], faults: Iterable[str] = ()) -> None:
        """Lists the forms by notice, and what is wrong with those that cannot be used."""
        while item := self._cards_column.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        by_notice: dict[tuple[str, str], list[FormTemplate]] = {}
        for template in templates:
            by_notice.setdefault((template.notice.number, template.notice.title), []).append(template)
        self.cards = [NoticeCard(members) for members in by_notice.values()]
        for card in self.cards:
            card.chosen.connect(self.form_chosen)
            self._cards_column.addWidget(card)
        for fault in faults:
            label = muted(f"有一份表单不能使用：{fault}")
            set_severity(label, "error")
            self._cards_column.addWidget(label)
        order_tabs(self)
        self._filter(self.search.text())

    def show_drafts(self, drafts: Iterable[Draft]) -> None:
        """Lists the drafts."""
        listed = tuple(drafts)
        self._some_drafts.setVisible(bool(listed))  # before it is filled: Qt then measures every row once less
        self._no_drafts.setVisible(not listed)
        self.drafts.show_drafts(listed)
        self._filter(self.search.text())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(title("公文表单填报"))
        row.addStretch(1)
        row.addWidget(self.search, 2)
        profile = button("单位资料(&U)…", tip="填一次，每份表单自动填入")
        profile.clicked.connect(self.profile_wanted)
        open_file = button("打开文件(&O)…", tip="打开别处的填报文件（Ctrl+O）")
        open_file.clicked.connect(self.open_wanted)
        row.addWidget(profile)
        row.addWidget(open_file)
        return row

    def _forms(self) -> QWidget:
        sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(12)
        self._nothing_found = muted("没有符合的表单，请换一个词。")
        self._nothing_found.hide()
        self._cards_column = QVBoxLayout()
        self._cards_column.setSpacing(12)
        column.addLayout(self._cards_column)
        column.addWidget(self._nothing_found)
        column.addStretch(1)
        self._scroll = _scrolled(sheet)
        return _titled("选择表单", self._scroll)

    def _recent(self) -> QWidget:
        self.continue_button = button("继续上次的填写(&C)", kind="primary")
        self.continue_button.clicked.connect(self.drafts.choose_first)
        self._no_drafts = muted("还没有草稿。\n\n从左边选一份表单开始填写，内容会自动保存，随时可以回到这里继续。")
        self._no_drafts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.export_button = button("批量导出(&E)…", tip="一次导出多份草稿（Ctrl+Shift+E）")
        self.export_button.clicked.connect(self.export_wanted)
        self._no_draft_found = muted("没有符合的草稿。")
        self._some_drafts = QWidget()
        column = QVBoxLayout(self._some_drafts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (self.continue_button, self._no_draft_found, self.drafts, self.export_button):
            column.addWidget(widget)
        for each in (self._no_drafts, self._some_drafts):
            each.hide()  # until the drafts are read
        return _titled("最近的草稿", self._no_drafts, self._some_drafts)

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        for card in self.cards:
            card.setVisible(all(word in card.words for word in wanted))
        self._nothing_found.setVisible(all(card.isHidden() for card in self.cards))
        self._no_draft_found.setVisible(not self.drafts.filter(wanted))


def _titled(name: str, *widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    column.addWidget(heading(name))
    for widget in widgets:
        column.addWidget(widget, 1)
    return box


def _scrolled(sheet: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(sheet)
    return area


def _deadline(day: dt.date | None) -> QLabel:
    if day is None:
        return QLabel()
    left = (day - dt.datetime.now().astimezone().date()).days
    words = "已过" if left < 0 else "今天截止" if left == 0 else f"还有 {left} 天"
    label = QLabel(f"截止 {day:%Y-%m-%d}（{words}）")
    label.setToolTip("请先与收件单位联系" if left < 0 else "")
    label.setObjectName("muted")
    set_severity(label, "warning" if 0 <= left <= 3 else "hint" if left < 0 else "")
    return label
