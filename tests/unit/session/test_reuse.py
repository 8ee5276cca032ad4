"""Answers taken over by field name, after a look at them."""

from castforms.model.entry import Entry, Value, record
from castforms.model.template import Choice, Field, FieldType, FormTemplate, Notice
from castforms.session.answer_texts import changes
from castforms.session.reuse import offers, taken_over

T = FieldType
CHOICES = (Choice("a", "甲类"), Choice("b", "乙类"))


def form(*fields: Field) -> FormTemplate:
    return FormTemplate("form", "表", Notice("", "", ""), fields, ())


def taken(field: Field, source: Field, value: Value) -> Value:
    """What the field makes of the source's value."""
    here, there = form(field), form(source)
    found = offers(here, Entry("form"), there, Entry("form", record({source.name: value})))
    return taken_over(Entry("form"), found).values.get(field.name, "")


def test_only_fields_of_one_name_are_offered_with_what_is_there_and_what_would_be() -> None:
    here = form(Field("unit", T.TEXT, "单位"), Field("phone", T.TEXT, "电话"), Field("body", T.LONG_TEXT, "正文"))
    there = form(Field("unit", T.TEXT, "填报单位"), Field("body", T.LONG_TEXT, "正文"), Field("fax", T.TEXT, "传真"))
    entry = Entry("form", record({"unit": "新单位", "phone": "1"}))
    other = Entry("form", record({"unit": "旧单位", "body": "去年", "fax": "2"}))
    found = offers(here, entry, there, other)
    assert [(offer.field.label, offer.now, offer.then) for offer in found] == [
        ("单位", "新单位", "旧单位"),
        ("正文", "", "去年"),
    ]


def test_what_is_answered_already_and_dates_are_not_suggested() -> None:
    fields = form(Field("unit", T.TEXT, "单位"), Field("date", T.DATE, "日期"), Field("body", T.LONG_TEXT, "正文"))
    other = Entry("form", record({"unit": "旧", "date": "2025-04-01", "body": "去年"}))
    found = offers(fields, Entry("form", record({"unit": "新"})), fields, other)
    assert {offer.field.name: offer.suggested for offer in found} == {"unit": False, "date": False, "body": True}


def test_equal_answers_are_not_offered() -> None:
    fields = form(Field("unit", T.TEXT, "单位"))
    entry = Entry("form", record({"unit": "甲"}))
    assert offers(fields, entry, fields, entry) == ()


def test_taking_over_changes_nothing_else() -> None:
    fields = form(Field("unit", T.TEXT, "单位"), Field("body", T.LONG_TEXT, "正文"))
    entry = Entry("form", record({"unit": "新", "body": ""}))
    other = Entry("form", record({"unit": "旧", "body": "去年"}))
    chosen = [offer for offer in offers(fields, entry, fields, other) if offer.suggested]
    assert dict(taken_over(entry, chosen).values) == {"unit": "新", "body": "去年"}


def test_a_text_becomes_a_list_and_a_list_a_text() -> None:
    assert taken(Field("x", T.LIST, "项"), Field("x", T.LONG_TEXT, "文"), "一\n\n二") == ("一", "二")
    assert taken(Field("x", T.LONG_TEXT, "文"), Field("x", T.LIST, "项"), ("一", "二")) == "一\n二"


def test_what_does_not_fit_is_not_taken() -> None:
    assert taken(Field("x", T.INTEGER, "人数"), Field("x", T.TEXT, "文"), "约三十") == ""
    assert taken(Field("x", T.DATE, "日期"), Field("x", T.TEXT, "文"), "四月") == ""
    assert taken(Field("x", T.TEXT, "行"), Field("x", T.LONG_TEXT, "文"), "一\n二") == ""
    assert taken(Field("x", T.REPEAT, "组"), Field("x", T.TEXT, "文"), "一") == ""
    assert taken(Field("x", T.SELECT_ONE, "类", choices=CHOICES), Field("x", T.TEXT, "文"), "丙") == ""


def test_a_choice_is_found_by_its_name_or_by_what_it_is_called() -> None:
    here = Field("x", T.SELECT_ONE, "类", choices=CHOICES)
    renamed = Field("x", T.SELECT_ONE, "类", choices=(Choice("old", "乙类"),))
    assert taken(here, here, "a") == "a"
    assert taken(here, renamed, "old") == "b"
    assert taken(Field("x", T.SELECT_MULTIPLE, "类", choices=CHOICES), renamed, "old") == ("b",)


def test_items_of_a_repeat_keep_the_questions_of_one_name() -> None:
    here = Field("x", T.REPEAT, "组", fields=(Field("name", T.TEXT, "姓名"), Field("new", T.TEXT, "新")))
    there = Field("x", T.REPEAT, "组", fields=(Field("name", T.TEXT, "姓名"), Field("gone", T.TEXT, "旧")))
    value = (record({"name": "张", "gone": "?"}), record({"name": "李", "gone": "!"}))
    assert taken(here, there, value) == (record({"name": "张"}), record({"name": "李"}))


def test_changes_name_the_item_and_read_choices_by_their_labels() -> None:
    inner = (Field("name", T.TEXT, "姓名"), Field("kind", T.SELECT_ONE, "类别", choices=CHOICES))
    fields = form(Field("people", T.REPEAT, "人员", item_label="人员", fields=inner), Field("unit", T.TEXT, "单位"))
    before = Entry("form", record({"people": (record({"name": "张", "kind": "a"}),), "unit": ""}))
    after = Entry("form", record({"people": (record({"name": "张", "kind": "b"}), record({"name": "李"}))}))
    assert [tuple(change)[1:] for change in changes(fields, before, after)] == [
        ("人员 1 · 类别", "甲类", "乙类"),
        ("人员 2 · 姓名", "", "李"),
    ]
