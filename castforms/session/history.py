"""Undo and redo by keeping the entries themselves; they share what did not change."""

from collections.abc import Sequence
from typing import NamedTuple

from castforms.model.entry import Entry, FieldPath, Value

LONGEST = 500
"""Steps that can be taken back."""


class Step(NamedTuple):
    """One edit: its name for the menu, where it was, and the entry before it."""

    name: str
    path: FieldPath
    before: Entry


class History:
    """The steps back and forth; typing in one field is one step."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open = False  # whether the last step may still grow

    @property
    def undo_name(self) -> str:
        """Name of the step that undo takes back; empty if there is none."""
        return self._done[-1].name if self._done else ""

    @property
    def redo_name(self) -> str:
        """Name of the step that redo makes again; empty if there is none."""
        return self._undone[-1].name if self._undone else ""

    @property
    def undo_path(self) -> FieldPath:
        """Where the step was made that undo takes back; empty if there is none."""
        return self._done[-1].path if self._done else ()

    @property
    def redo_path(self) -> FieldPath:
        """Where the step was made that redo makes again; empty if there is none."""
        return self._undone[-1].path if self._undone else ()

    def record(self, step: Step, *, merge: bool) -> None:
        """Remembers an edit; a merged one joins the last step if that was at the same place."""
        self._undone.clear()
        if not (merge and self._open and self._done[-1].path == step.path):
            self._done = [*self._done, step][-LONGEST:]
        self._open = merge

    def undo(self, now: Entry) -> Entry:
        """The entry before the last step; the same one if there is no step."""
        return self._move(self._done, self._undone, now)

    def redo(self, now: Entry) -> Entry:
        """The entry after the step last taken back; the same one if there is none."""
        return self._move(self._undone, self._done, now)

    def _move(self, source: list[Step], target: list[Step], now: Entry) -> Entry:
        self._open = False
        if not source:
            return now
        step = source.pop()
        target.append(Step(step.name, step.path, now))
        return step.before


def changed_place(path: FieldPath, before: Value, after: Value) -> FieldPath:
    """Where the answer at that path changed: among items the last that is another, else where some have gone."""
    if not isinstance(before, tuple) or not isinstance(after, tuple) or not after:
        return path
    first = _alike(before, after)
    behind = _alike(before[first:][::-1], after[first:][::-1])
    return (*path, min(max(first, len(after) - behind - 1), len(after) - 1))


def _alike(one: Sequence[object], other: Sequence[object]) -> int:
    """How many are the same at the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))
