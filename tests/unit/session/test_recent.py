"""Short answers are remembered by the names of their fields and offered again."""

from pathlib import Path

from castforms.model.entry import Entry, record
from castforms.model.template import Field, FieldType, FormTemplate, Notice, TextFormat
from castforms.session.profile import ProfileStore, all_offered
from castforms.session.recent import LONGEST, MOST, MOST_FIELDS, read_recent

UNIT = Field("unit", FieldType.TEXT, "单位")
PHONE = Field("phone", FieldType.TEXT, "电话", format=TextFormat.PHONE)
PEOPLE = Field("people", FieldType.REPEAT, "人员", fields=(Field("name", FieldType.TEXT, "姓名"),))
BODY = Field("body", FieldType.LONG_TEXT, "正文")
FORM = FormTemplate("form", "表", Notice("", "", ""), (UNIT, PHONE, PEOPLE, BODY), ())


def note(store: ProfileStore, **values: object) -> None:
    store.note_answers(FORM, Entry("form", record(values)))  # type: ignore[arg-type]


def test_the_latest_answer_comes_first_and_stands_once(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    for unit in ("甲", "乙", "甲"):
        note(store, unit=unit)
    assert ProfileStore(tmp_path).recent() == {"unit": ("甲", "乙")}


def test_answers_inside_items_are_remembered_too(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    note(store, people=(record({"name": "张"}), record({"name": "李"})))
    assert store.recent() == {"name": ("李", "张")}


def test_long_texts_and_empty_answers_are_not(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    note(store, unit="字" * (LONGEST + 1), phone=" ", body="正文")
    assert store.recent() == {}


def test_what_is_remembered_is_bounded(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    for number in range(MOST + 5):
        note(store, unit=str(number))
    assert store.recent()["unit"] == tuple(str(MOST + 4 - number) for number in range(MOST))
    many = tuple(Field(f"f{number}", FieldType.TEXT, "项") for number in range(MOST_FIELDS + 9))
    form = FormTemplate("form", "表", Notice("", "", ""), many, ())
    store.note_answers(form, Entry("form", record((field.name, "甲") for field in many)))
    assert len(store.recent()) == MOST_FIELDS


def test_the_profile_is_offered_before_what_was_answered_lately() -> None:
    profile, recent = {"phone": "010-1"}, {"phone": ("010-2", "010-1"), "body": ("正文",)}
    assert all_offered(PHONE, profile, recent) == ("010-1", "010-2")
    assert all_offered(UNIT, profile, recent) == ()
    assert all_offered(BODY, profile, recent) == ()


def test_a_damaged_file_is_no_memory(tmp_path: Path) -> None:
    (tmp_path / "recent.json").write_bytes(b"\xff[")
    assert read_recent(tmp_path / "recent.json") == {}
