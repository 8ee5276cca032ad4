"""Answers taken over from another draft or last year's form, after a look at what would be taken."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from castforms.model.entry import Entry, text_of
from castforms.model.template import FormTemplate
from castforms.session.drafts import Draft
from castforms.session.reuse import Offer, offers, taken_over
from castforms.session.workspace import StorageError
from ui.theme import GAP, MARGIN
from ui.widgets.answer_table import AnswerTable
from ui.widgets.file_choice import ask_file
from ui.widgets.labels import button, heading, muted
from ui.widgets.layouts import fit_on_screen

_FILES = "填报文件 (*.castform)"


class CopyDialog(QDialog):
    """Asks for the source, shows field by field what it offers, and gives out the entry with what was ticked."""

    taken = Signal(object)

    def __init__(
        self,
        template: FormTemplate,
        entry: Entry,
        drafts: Sequence[Draft],
        open_file: Callable[[Path], Draft],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("从其他填报带入")
        fit_on_screen(self, 920, 520)
        self._template, self._entry, self._open_file = template, entry, open_file
        self._drafts = list(drafts)
        self._offers: tuple[Offer, ...] = ()
        self.sources = QComboBox()
        self.sources.setAccessibleName("从哪一份带入")
        self.sources.addItems([_name(draft) for draft in self._drafts])
        self.sources.currentIndexChanged.connect(self._show)
        self.other = button("其他文件(&F)…")
        self.other.clicked.connect(self._choose)
        self.words = muted("")
        self.table = AnswerTable("可带入的栏目", ("栏目", "现在", "带入后"))
        self.table.itemChanged.connect(lambda _item, _column: self._count())
        self.go = button("带入(&T)", kind="primary")
        self.go.clicked.connect(self._take)
        self._lay_out()
        self._show(self.sources.currentIndex())

    def offer_draft(self, draft: Draft) -> None:
        """Adds a source and chooses it."""
        self._drafts.append(draft)
        self.sources.addItem(_name(draft))
        self.sources.setCurrentIndex(len(self._drafts) - 1)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(heading("从其他填报带入"))
        column.addWidget(muted("带入同名的栏目。先看“带入后”一列，不要的取消勾选；带入后仍可一次撤销。"))
        top = QHBoxLayout()
        label = QLabel("从哪一份带入(&S)：")
        label.setBuddy(self.sources)
        top.addWidget(label)
        top.addWidget(self.sources, 1)
        top.addWidget(self.other)
        column.addLayout(top)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = button("取消")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        row.addWidget(self.go)
        column.addLayout(row)

    def _show(self, number: int) -> None:
        draft = self._drafts[number] if 0 <= number < len(self._drafts) else None
        self._offers = offers(self._template, self._entry, draft.template, draft.entry) if draft else ()
        rows = ((offer.field.label, offer.now, offer.then) for offer in self._offers)
        self.table.show_rows(rows, [offer.suggested for offer in self._offers])
        self._count()

    def _count(self) -> None:
        chosen = len(self.table.ticked)
        if not self._drafts:
            self.words.setText("没有其他草稿，请点“其他文件”选择一份填报文件。")
        elif not self._offers:
            self.words.setText("这一份没有可带入的栏目：没有同名的栏目，或内容相同。")
        else:
            self.words.setText(f"可带入 {len(self._offers)} 项，已选 {chosen} 项。已有内容的栏目默认不选。")
        self.go.setEnabled(chosen > 0)

    def _choose(self) -> None:
        if chosen := ask_file(self, "选择填报文件", _FILES):
            self.open_path(chosen)

    def open_path(self, path: Path) -> None:
        """Takes a file as the source, or says why it cannot be."""
        try:
            self.offer_draft(self._open_file(path))
        except (StorageError, OSError) as error:
            self.words.setText(str(error))

    def _take(self) -> None:
        chosen = [self._offers[number] for number in self.table.ticked]
        self.taken.emit(taken_over(self._entry, chosen))
        self.accept()


def _name(draft: Draft) -> str:
    unit = text_of(draft.entry.at((draft.template.unit_field,))) or "（未填单位）"
    return f"{draft.template.title}　{unit}　{draft.changed:%Y-%m-%d %H:%M}"
