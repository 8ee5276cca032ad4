"""A new year's work points: paste or open the notice, check what was recognised, keep it."""

from collections.abc import Callable, Container

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from castforms.model.work_points import WorkPointList
from castforms.session.points_import import ProposedList, checked_list, proposed_list
from castforms.session.workspace import StorageError
from ui.forms.file_source import FileSource
from ui.pages.careful_dialog import CarefulDialog
from ui.pages.questions import ask
from ui.theme import GAP, MARGIN
from ui.widgets.background import Background
from ui.widgets.composition import ComposedBox, ComposedLine
from ui.widgets.labels import button, heading, muted, say
from ui.widgets.layouts import fit_on_screen
from ui.widgets.tab_order import order_tabs

_COLUMNS = ("序号", "部分", "标题", "牵头部门", "请核对")
_DOUBTS = len(_COLUMNS) - 1
_WIDTHS = (52, 220, 250, 140)


class PointsDialog(CarefulDialog):
    """Keeps nothing before the clerk says so; `keep` writes the list and may raise StorageError."""

    def __init__(
        self, taken: Container[str], keep: Callable[[WorkPointList], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入工作要点")
        fit_on_screen(self, 960, 640)
        self._taken, self._keep = taken, keep
        self._background = Background("points", self)
        self._shown: list[list[str]] = []
        self.text = ComposedBox()
        self.text.setAccessibleName("通知的文字")
        self.text.setPlaceholderText("把通知或工作要点的全文粘贴到这里，或从文件读入")
        self.text.setTabChangesFocus(True)
        self.source = FileSource("通知的文字", self, pdf=True)
        self.source.read.connect(self._take)
        self.recognise = button("识别(&R)", tip="按编号找出各项要点")
        self.recognise.clicked.connect(self._recognise_again)
        self.boxes = {name: ComposedLine() for name in ("文件名称", "年份", "文号")}
        self.table = _table()
        self.said = muted("")
        self.remove = button("删除选中的行(&D)")
        self.remove.clicked.connect(self._remove)
        self.cancel = button("取消(&C)")
        self.cancel.clicked.connect(self.reject)
        self.save = button("核对无误，保存(&S)", kind="primary")
        self.save.setEnabled(False)
        self.save.clicked.connect(self._save)
        for each in (self.recognise, self.remove, self.save):
            each.pressed.connect(self._end_typing)
        self._lay_out()
        self.text.setFocus()
        self.finished.connect(self._background.finish)

    @property
    def typed(self) -> bool:
        """Whether there is a text, or anything in the table."""
        return bool(self.text.toPlainText().strip() or self._rows())

    def show_proposal(self, proposal: ProposedList) -> None:
        """Fills the table with what was recognised, doubts beside each point."""
        for box, words in zip(
            self.boxes.values(), (proposal.title, str(proposal.year or ""), proposal.number), strict=True
        ):
            if words or not box.isModified():  # what the clerk has typed stays, not what another notice said
                box.setText(words)
        self.table.setRowCount(len(proposal.points))
        for row, (point, doubts) in enumerate(proposal.points):
            cells = (str(point.number), point.section, point.title, point.department, "；".join(doubts))
            for column, words in enumerate(cells):
                self.table.setItem(row, column, _item(words, editable=column != _DOUBTS))
        self._shown = self._rows()
        self.table.resizeRowsToContents()
        self.save.setEnabled(bool(proposal.points))
        doubtful = sum(1 for each in proposal.points if each.doubts)
        found = f"找到 {len(proposal.points)} 项要点" if proposal.points else "没有找到按 1. 2. 3. 编号的要点"
        rest = f"，其中 {doubtful} 项请核对" if doubtful else "，请逐项核对" if proposal.points else ""
        say(self.said, "；".join((found + rest, *proposal.doubts)), "warning" if doubtful or proposal.doubts else "")

    def _take(self, text: str) -> None:
        self.text.setPlainText(text)
        self._recognise()

    def _recognise_again(self) -> None:
        """What was put right in the table is not replaced unless the clerk agrees."""
        if not self._background.idle:  # a disabled button would lose the keyboard
            return
        if self._rows() == self._shown:
            self._recognise()
            return
        text = "下面的要点已经改过。\n\n重新识别会换掉改过的内容。"
        ask(self, "重新识别", text, yes="重新识别(&A)", no="保留修改(&K)", then=self._recognise)

    def _recognise(self) -> None:
        text = self.text.toPlainText()
        self._background.run(lambda: proposed_list(text), self.show_proposal)

    def _end_typing(self) -> None:
        """What is being typed into the table counts, too; a mnemonic leaves the keyboard where it is."""
        typing = self.focusWidget()
        if typing and self.table.isAncestorOf(typing):
            self.table.setFocus()

    def _rows(self) -> list[list[str]]:
        cells = ([self.table.item(row, column) for column in range(_DOUBTS)] for row in range(self.table.rowCount()))
        return [[item.text() if item else "" for item in row] for row in cells]

    def _remove(self) -> None:
        for row in sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True):
            self.table.removeRow(row)

    def _save(self) -> None:
        title, year, number = (box.text() for box in self.boxes.values())
        try:
            self._keep(checked_list(title, year, number, self._rows(), self._taken))
        except StorageError as error:
            say(self.said, str(error), "error")
        else:
            self.accept()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(heading("一、放入通知的文字"))
        column.addWidget(self.text, 2)
        row = QHBoxLayout()
        row.addWidget(self.source, 1)
        row.addWidget(self.recognise)
        column.addLayout(row)
        column.addWidget(heading("二、核对识别出的要点（可直接修改）"))
        form = QFormLayout()
        for label, box in self.boxes.items():
            box.setAccessibleName(label)
            form.addRow(label, box)
        column.addLayout(form)
        column.addWidget(self.table, 4)
        column.addWidget(self.said)
        foot = QHBoxLayout()
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        column.addLayout(foot)
        order_tabs(self)


def _table() -> QTableWidget:
    table = QTableWidget(0, len(_COLUMNS))
    table.setAccessibleName("要点")
    table.setHorizontalHeaderLabels(_COLUMNS)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setHighlightSections(False)
    table.verticalHeader().hide()
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setWordWrap(True)
    for column, width in enumerate(_WIDTHS):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setSectionResizeMode(_DOUBTS, QHeaderView.ResizeMode.Stretch)
    return table


def _item(text: str, *, editable: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    if not editable:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
    return item
