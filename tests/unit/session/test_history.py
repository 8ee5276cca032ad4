"""Undo and redo: typing in one field is one step, and every step has a name."""

import pytest

from castforms.model.entry import Entry, FieldPath, Value
from castforms.session.history import LONGEST, History, Step, changed_place


class Desk:
    """An entry and its history, edited by hand."""

    def __init__(self) -> None:
        self.entry = Entry("form")
        self.history = History()

    def type(self, field: str, text: str, *, merge: bool = True) -> None:
        path: FieldPath = (field,)
        self.history.record(Step(f"填写{field}", path, self.entry), merge=merge)
        self.entry = self.entry.with_value(path, text)

    def undo(self) -> str:
        self.entry = self.history.undo(self.entry)
        return self.shown()

    def redo(self) -> str:
        self.entry = self.history.redo(self.entry)
        return self.shown()

    def shown(self) -> str:
        return " ".join(f"{name}={text}" for name, text in self.entry.values.items())


def test_typing_in_one_field_is_taken_back_as_one_step() -> None:
    desk = Desk()
    for text in ("中", "中国", "中国化学会"):
        desk.type("unit", text)
    assert desk.undo() == ""


def test_another_field_is_another_step() -> None:
    desk = Desk()
    desk.type("unit", "甲")
    desk.type("handler", "乙")
    assert desk.undo() == "unit=甲"


def test_an_edit_that_does_not_merge_stands_alone() -> None:
    desk = Desk()
    desk.type("unit", "甲")
    desk.type("unit", "乙", merge=False)
    desk.type("unit", "丙")
    assert [desk.undo(), desk.undo(), desk.undo()] == ["unit=乙", "unit=甲", ""]


def test_typing_after_an_undo_is_a_step_of_its_own() -> None:
    desk = Desk()
    desk.type("unit", "甲")
    desk.type("handler", "乙")
    desk.undo()
    desk.type("unit", "丙")
    assert desk.undo() == "unit=甲"


def test_what_was_taken_back_can_be_made_again() -> None:
    desk = Desk()
    desk.type("unit", "甲")
    desk.type("handler", "乙")
    desk.undo()
    desk.undo()
    assert [desk.redo(), desk.redo()] == ["unit=甲", "unit=甲 handler=乙"]


def test_a_new_edit_ends_what_could_be_made_again() -> None:
    desk = Desk()
    desk.type("unit", "甲")
    desk.undo()
    desk.type("handler", "乙")
    assert desk.redo() == "handler=乙"
    assert desk.history.redo_name == ""


def test_the_menu_shows_what_would_be_taken_back_and_made_again() -> None:
    desk = Desk()
    desk.type("unit", "甲")
    desk.type("handler", "乙")
    desk.undo()
    assert (desk.history.undo_name, desk.history.redo_name) == ("填写unit", "填写handler")


def test_nothing_to_take_back_changes_nothing() -> None:
    desk = Desk()
    assert (desk.undo(), desk.redo(), desk.history.undo_name) == ("", "", "")


def test_the_oldest_steps_are_forgotten() -> None:
    desk = Desk()
    for number in range(LONGEST + 5):
        desk.type("unit", str(number), merge=False)
    for _ in range(LONGEST + 5):
        desk.undo()
    assert desk.shown() == "unit=4"


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("甲", "乙", ()),
        (("甲", "乙"), ("甲", "丙"), (1,)),
        (("甲", "丙"), ("甲", "乙", "丙"), (1,)),
        (("甲", "甲"), ("甲", "甲", "甲"), (2,)),
        (("甲",), ("甲", "乙", "丙"), (2,)),
        (("甲", "丁"), ("甲", "乙", "丙", "丁"), (2,)),
        (("甲", "乙", "丙"), ("甲", "丙"), (1,)),
        (("甲", "乙"), ("甲",), (0,)),
        (("甲", "乙", "丙"), ("乙", "甲", "丙"), (1,)),
        (("甲",), (), ()),
        ((), ("甲", "乙"), (1,)),
        (("甲",), ("甲",), (0,)),
    ],
)
def test_what_changed_last_among_items_is_where_to_go(before: Value, after: Value, place: FieldPath) -> None:
    assert changed_place(("list",), before, after) == ("list", *place)
