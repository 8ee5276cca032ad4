"""The entry a form starts with."""

from castforms.model.entry import record
from castforms.model.finding import Severity
from castforms.model.template import Field, FieldType, FormTemplate, Limit, LimitUnit, Notice
from castforms.session.blank import blank_entry


def form(*fields: Field) -> FormTemplate:
    return FormTemplate("form", "表", Notice("", "", ""), fields, ())


def test_every_field_is_there_and_unanswered() -> None:
    blank = blank_entry(form(Field("unit", FieldType.TEXT, "单位"), Field("works", FieldType.LIST, "工作")))
    assert dict(blank.values) == {"unit": "", "works": ()}


def test_defaults_are_filled_in() -> None:
    fields = (
        Field("kind", FieldType.SELECT_ONE, "类别", default="a"),
        Field("modules", FieldType.SELECT_MULTIPLE, "板块", default="lead"),
    )
    assert dict(blank_entry(form(*fields)).values) == {"kind": "a", "modules": ("lead",)}


def test_a_repeat_shows_one_blank_item() -> None:
    repeat = Field("activities", FieldType.REPEAT, "活动", fields=(Field("host", FieldType.TEXT, "主办"),))
    assert blank_entry(form(repeat)).at(("activities",)) == (record({"host": ""}),)


def test_a_repeat_has_as_many_items_as_the_notice_asks_for() -> None:
    three = Limit(3, 5, LimitUnit.ITEMS, Severity.ERROR)
    repeat = Field("a", FieldType.REPEAT, "活动", limits=(three,), fields=(Field("b", FieldType.TEXT, "乙"),))
    assert len(blank_entry(form(repeat)).at(("a",))) == 3
