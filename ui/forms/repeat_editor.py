"""A block of questions that repeats (活动1, 活动2): one card for each item."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6 import QtCore
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from castforms.model.entry import FieldPath, Record, Value, records_of
from castforms.model.finding import Finding
from castforms.model.template import Field, LimitUnit
from ui.forms.field_editor import FieldEditor, Scopes
from ui.forms.question_grid import MakeEditor, QuestionGrid
from ui.theme import GAP, MARGIN
from ui.widgets.labels import button, heading, tool
from ui.widgets.layouts import at_left

NewRecord = Callable[[tuple[Field, ...]], Record]
"""The answers a new item starts with."""


class Card(QFrame):
    """One item."""

    def __init__(self, field: Field, path: FieldPath, make_editor: MakeEditor) -> None:
        super().__init__()
        self.setObjectName("card")
        self.name: QLabel = heading("")
        self.up = tool("↑", "上移")
        self.down = tool("↓", "下移")
        self.remove = tool("✕", "删除")
        self.grid = QuestionGrid(field.fields, path, make_editor)
        head = QHBoxLayout()
        head.addWidget(self.name)
        head.addStretch(1)
        for small in (self.up, self.down, self.remove):
            head.addWidget(small)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        column.addLayout(head)
        column.addWidget(self.grid)


class RepeatEditor(FieldEditor):
    """A repeat answer."""

    def __init__(self, field: Field, path: FieldPath, make_editor: MakeEditor, new_record: NewRecord) -> None:
        super().__init__(field, path)
        self._make_editor = make_editor
        self._new_record = new_record
        self._records: tuple[Record, ...] = ()
        self._outer: Scopes = ()
        self._most = min((int(x.maximum) for x in field.limits if x.unit is LimitUnit.ITEMS and x.maximum), default=999)
        self.cards: list[Card] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP + 4)
        self.add = button(f"＋ 添加{self._item_name}", kind="link")
        self.add.clicked.connect(self._on_add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._column)
        column.addLayout(at_left(self.add))

    def build(self, scopes: Scopes) -> Iterator[None]:
        """Makes one card after the other."""
        self._outer = scopes
        self._records = records_of(scopes[0].get(self.field.name, ""))
        while (number := len(self.cards)) < len(self._records):  # the clerk may add and remove items meanwhile
            card = self._new_card(number)
            self.cards.append(card)
            if self.isVisible():  # then the form is laid out again once for a card, not once for each of its questions
                card.hide()
            self._name_cards()
            yield from card.grid.build((self._records[number], *scopes))
            self._name_cards()
            card.show()
            yield
        self.arranged.emit()

    @property
    def least_height(self) -> int:
        """That of the cards."""
        return sum(card.grid.least_height for card in self.cards)

    def show_value(self, value: Value) -> None:
        """Shows the items."""
        self._arrange(records_of(value))
        for card, values in zip(self.cards, self._records, strict=True):
            card.grid.show_values((values, *self._outer))

    def show_part(self, rest: FieldPath, values: Record, *, own: bool) -> bool:
        """Shows one item again; where the change was typed here, only what depends on it."""
        position = rest[0]
        if not isinstance(position, int) or position >= len(self.cards):
            return False
        grid = self.cards[position].grid
        self._records = (*self._records[:position], values, *self._records[position + 1 :])
        if not own:
            grid.show_values((values, *self._outer))
            return True
        grid.show_relevant((values, *self._outer))
        row = grid.row(str(rest[1])) if len(rest) > 1 else None
        if row:
            row.show_count(values.get(row.editor.field.name, ""))
        return True

    def settle(self, scopes: Scopes) -> None:
        """Passes on the answers around the items."""
        self._outer = scopes
        for card, values in zip(self.cards, self._records, strict=False):  # not all of them may be made yet
            card.grid.show_relevant((values, *scopes))

    def rebase(self, path: FieldPath) -> None:
        """Moves every card along."""
        super().rebase(path)
        for number, card in enumerate(self.cards):
            card.grid.rebase((*path, number))

    def focus_at(self, rest: FieldPath) -> None:
        """The question inside the item, or the first question."""
        position = rest[0] if rest and isinstance(rest[0], int) else 0
        if position >= len(self.cards):
            self.add.setFocus(QtCore.Qt.FocusReason.TabFocusReason)
            return
        grid = self.cards[position].grid
        row = grid.row(str(rest[1])) if len(rest) > 1 else next(grid.rows, None)
        if row:
            row.editor.focus_at(rest[2:])

    def path_of(self, widget: QWidget) -> FieldPath:
        """The item that the widget belongs to."""
        number = next((number for number, card in enumerate(self.cards) if card.isAncestorOf(widget)), None)
        return self.path if number is None else (*self.path, number)

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Shows what the checks say inside the cards."""
        for card in self.cards:
            card.grid.mark(findings)

    @property
    def _item_name(self) -> str:
        return self.field.item_label or self.field.label

    def _arrange(self, records: tuple[Record, ...]) -> None:
        """Gives every record the card it had, wherever it goes: what is being read for a card stays with it.

        Cards whose records are gone go to new ones, in order.
        """
        before, had = self.cards, dict(zip(self.cards, self._records, strict=False))
        found = [_take(had, record) for record in records]
        spare = iter(had)
        self.cards = []
        for number, (card, values) in enumerate(zip(found, records, strict=True)):
            self.cards.append(card or next(spare, None) or self._built_card(number, values))
        self._records = records
        for card in spare:
            self._drop(card)
        if self.cards != before:
            for number, card in enumerate(self.cards):
                self._column.insertWidget(number, card)
            self.rebase(self.path)
            self._name_cards()
            self.arranged.emit()

    def _drop(self, card: Card) -> None:
        """Takes a card away; what is still being read for it comes to nothing."""
        self._column.removeWidget(card)
        for row in card.grid.rows:
            row.editor.blockSignals(True)
        card.hide()
        card.deleteLater()

    def _name_cards(self) -> None:
        for number, card in enumerate(self.cards, start=1):
            name = f"{self._item_name}{number}"
            card.name.setText(name)
            card.grid.call(name)
            card.up.setEnabled(number > 1)
            card.down.setEnabled(number < len(self.cards))
            card.remove.setEnabled(len(self.cards) > 1)
            for small, verb in ((card.up, "上移"), (card.down, "下移"), (card.remove, "删除")):
                small.setAccessibleName(f"{verb}{name}")
        self.add.setEnabled(len(self.cards) < self._most)
        self.add.setToolTip("" if self.add.isEnabled() else f"通知要求最多 {self._most} 项")

    def _new_card(self, number: int) -> Card:
        card = Card(self.field, (*self.path, number), self._make_editor)
        card.up.clicked.connect(partial(self._move, card, -1))
        card.down.clicked.connect(partial(self._move, card, 1))
        card.remove.clicked.connect(partial(self._remove, card))
        self._column.addWidget(card)
        return card

    def _built_card(self, number: int, values: Record) -> Card:
        card = self._new_card(number)
        for _step in card.grid.build((values, *self._outer)):
            pass
        return card

    def _change(self, records: tuple[Record, ...], name: str) -> None:
        self.show_value(records)
        self.edited.emit(self.path, records, name, False)

    def _on_add(self) -> None:
        number = len(self._records)
        self._change((*self._records, self._new_record(self.field.fields)), f"添加{self._item_name}{number + 1}")
        self.focus_at((number,))

    def _remove(self, card: Card) -> None:
        number = self.cards.index(card)
        kept = self._records[:number] + self._records[number + 1 :]
        self._change(kept, f"删除{self._item_name}{number + 1}")
        self.focus_at((min(number, len(kept) - 1),))

    def _move(self, card: Card, step: int) -> None:
        number = self.cards.index(card)
        records = list(self._records)
        records[number], records[number + step] = records[number + step], records[number]
        self._change(tuple(records), f"移动{self._item_name}{number + 1}")
        (card.up if card.up.isEnabled() else card.down).setFocus(QtCore.Qt.FocusReason.TabFocusReason)


def _take(had: dict[Card, Record], record: Record) -> Card | None:
    """The card that had this very record, which it then has no more."""
    found = next((card for card, own in had.items() if own is record), None)
    if found:
        del had[found]
    return found
