"""What every editor of an answer can do."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from castforms.model.entry import FieldPath, Record, Value
from castforms.model.finding import Finding
from castforms.model.template import Field

Scopes = tuple[Record, ...]


class FieldEditor(QWidget):
    """Shows and changes the answer to one field; `path` is where the answer lies in the entry."""

    edited = Signal(object, object, str, bool)
    """Path, new value, name of the edit, and whether it may join the edit before."""

    arranged = Signal()
    """Controls came, went or changed places."""

    entered = Signal(object)
    """Path of the part of the answer that a control shows now, though the keyboard was in it before."""

    def __init__(self, field: Field, path: FieldPath) -> None:
        super().__init__()
        self.field = field
        self.path = path

    def build(self, scopes: Scopes) -> Iterator[None]:
        """Makes what takes long, piece by piece, shows the answer, and takes notice of those around.

        What is shown already is not shown again: the clerk may be typing there.
        """
        self.settle(scopes)
        self.show_value(scopes[0].get(self.field.name, ""))
        yield from ()

    @property
    def control(self) -> QWidget:
        """What the label belongs to: the first control the keyboard reaches."""
        return self

    @property
    def least_height(self) -> int:
        """Pixels that the editor takes at least, known before it is shown."""
        return self.control.sizeHint().height()

    def call(self, name: str) -> None:
        """The question's name as a screen reader says it: with the item's before it where the question repeats."""
        self.control.setAccessibleName(name)

    def show_value(self, value: Value) -> None:
        """Shows an answer that may have come from elsewhere (undo, a correction); emits nothing."""
        raise NotImplementedError

    def show_part(self, rest: FieldPath, values: Record, *, own: bool) -> bool:  # noqa: ARG002 - as below
        """Shows one item again where the answer has items; tells whether that was enough.

        `rest` leads to what was changed in it; `own` tells that it was typed here.
        """
        return False

    def settle(self, scopes: Scopes) -> None:
        """Takes notice of the answers around this one, innermost record first: they may change what it offers."""

    def rebase(self, path: FieldPath) -> None:
        """The answer lies elsewhere now: an item before it came or went."""
        self.path = path

    def focus_at(self, rest: FieldPath) -> None:
        """Puts the keyboard into the part of the answer that `rest` leads to."""
        raise NotImplementedError

    def path_of(self, widget: QWidget) -> FieldPath:  # noqa: ARG002 - editors of several parts look at it
        """The part of the answer that a widget inside this editor edits."""
        return self.path

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Shows on the controls what the checks say of this answer and its parts."""
        raise NotImplementedError


def worst(findings: tuple[Finding, ...]) -> str:
    """The gravest severity of findings; empty if there are none."""
    order = ("error", "warning", "hint")
    return min((finding.severity.value for finding in findings), key=order.index, default="")
