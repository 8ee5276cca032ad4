"""The entry file: read strictly against its form, written so that it reads back equal (contracts.md, "Entry file")."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castforms.model.entry import Entry, Value, record
from castforms.model.template import Field, FieldType, FormTemplate, Notice
from castforms.storage.entry_file import (
    LARGEST_FILE,
    create_entry,
    entry_file_text,
    entry_json,
    read_entry,
    read_entry_file,
    save_entry,
)
from castforms.storage.faults import StorageError
from castforms.storage.typed_values import LONGEST_TEXT, MOST_ITEMS
from tests.unprivileged import unprivileged

FORM = FormTemplate(
    id="form",
    title="活动表",
    notice=Notice("科协办〔2020〕1号", "通知", "办公厅"),
    fields=(
        Field("unit", FieldType.TEXT, "单位"),
        Field("budget", FieldType.DECIMAL, "经费"),
        Field("works", FieldType.LIST, "工作"),
        Field(
            "activities",
            FieldType.REPEAT,
            "活动",
            fields=(
                Field("plan", FieldType.LONG_TEXT, "方案"),
                Field("modules", FieldType.SELECT_MULTIPLE, "板块"),
                Field("people", FieldType.INTEGER, "人数"),
            ),
        ),
    ),
    sections=(),
)


def form_of(form_id: str) -> FormTemplate | None:
    return FORM if form_id == FORM.id else None


def written(folder: Path, content: object) -> Path:
    """The content in a file: bytes and text as they are, anything else as the `values` of an entry."""
    file = folder / "entry.castform"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps({"castform": 1, "form": "form", "values": content})
        file.write_text(text, encoding="utf-8")
    return file


def refusal(path: Path) -> str:
    """What reading says; it must be one line that begins with the file."""
    with pytest.raises(StorageError) as caught:
        read_entry(path, form_of)
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    return message


FULL = {
    "unit": "中国化学会",
    "budget": "12.5",
    "works": ["甲", "乙"],
    "activities": [{"plan": "一\n二", "modules": ["lead"], "people": "3"}, {}],
}


def test_answers_are_read_as_they_are(tmp_path: Path) -> None:
    entry = read_entry(written(tmp_path, FULL), form_of)
    assert entry.form_id == "form"
    assert entry.at(("activities", 0, "plan")) == "一\n二"
    assert entry.at(("activities", 0, "modules")) == ("lead",)
    assert entry.at(("works",)) == ("甲", "乙")


def test_a_field_that_is_not_there_is_not_answered(tmp_path: Path) -> None:
    assert dict(read_entry(written(tmp_path, {}), form_of).values) == {}


@pytest.mark.parametrize("number", ["12", "12.50", "-0", "1e3", "9" * 5000])
def test_a_number_for_a_number_field_stays_as_typed(tmp_path: Path, number: str) -> None:
    file = written(tmp_path, f'{{"castform": 1, "form": "form", "values": {{"budget": {number}}}}}')
    assert read_entry(file, form_of).at(("budget",)) == number


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    file = written(tmp_path, b"\xef\xbb\xbf" + written(tmp_path, FULL).read_bytes())
    assert read_entry(file, form_of).at(("unit",)) == "中国化学会"


def test_nul_and_lone_surrogates_are_read_for_the_checks_to_judge(tmp_path: Path) -> None:
    file = written(tmp_path, r'{"castform": 1, "form": "form", "values": {"unit": "a\u0000\ud800"}}')
    assert read_entry(file, form_of).at(("unit",)) == "a\x00\ud800"


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"colour": "red"}, "colour"),
        ({"activities": [{}, {"colour": "red"}]}, "activities[1].colour"),
        ({"unit": 5}, "unit（单位）"),
        ({"unit": None}, "unit（单位）"),
        ({"unit": ["a"]}, "unit（单位）"),
        ({"budget": True}, "budget（经费）"),
        ({"works": "甲"}, "works（工作）"),
        ({"works": ["甲", 2]}, "works[1]（工作）"),
        ({"activities": {}}, "activities（活动）"),
        ({"activities": ["x"]}, "activities[0]"),
        ({"activities": [{"people": "3"}, {"plan": {}}]}, "activities[1].plan（方案）"),
        ({"activities": [{"modules": [["lead"]]}]}, "activities[0].modules[0]（板块）"),
        ({"unit": "字" * (LONGEST_TEXT + 1)}, "unit（单位）"),
        ({"works": ["项"] * (MOST_ITEMS + 1)}, "works（工作）"),
        ([], "values"),
        ("text", "values"),
    ],
)
def test_what_does_not_fit_the_form_is_named_with_its_path(tmp_path: Path, values: object, place: str) -> None:
    members = json.dumps({"castform": 1, "form": "form", "values": values})
    assert f"：{place}" in refusal(written(tmp_path, members))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b" \n", "文件是空的"),
        (b"{", "不是有效的 JSON（第 1 行第 2 个字符处"),
        (b'{"castform": 1,\n "form" "x"}', "第 2 行第 9 个字符处"),
        ('{"castform": 1} 多余'.encode(), "不是有效的 JSON"),
        (b"[]", "不是填报文件"),
        (b"null", "不是填报文件"),
        (b'{"form": "form", "values": {}}', '缺少 "castform": 1'),
        (b'{"castform": true, "form": "form", "values": {}}', "castform 应为数字 1"),
        (b'{"castform": "1", "form": "form", "values": {}}', "castform 应为数字 1"),
        (b'{"castform": 1.5, "form": "form", "values": {}}', "castform 应为数字 1"),
        (b'{"castform": 2, "form": "form", "values": {}}', "请升级程序"),
        (b'{"castform": 1, "values": {}}', "form 应为"),
        (b'{"castform": 1, "form": 7, "values": {}}', "form 应为"),
        (b'{"castform": 1, "form": "other", "values": {}}', "没有编号为“other”的表单"),
        (b'{"castform": 1, "form": "form"}', "缺少 values"),
        (b'{"castform": 1, "form": "form", "values": {"unit": "a", "unit": "b"}}', "“unit”在同一处出现了两次"),
        (b'{"castform": 1, "form": "form", "values": {"budget": NaN}}', "NaN"),
        (b'{"castform": 1, "form": "form", "values": {"budget": -Infinity}}', "Infinity"),
        ("单位".encode("gb18030"), "编码不是 UTF-8"),
        ('{"castform": 1}'.encode("utf-16"), "编码不是 UTF-8"),
        (b"[" * 100_000, "嵌套超过"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "嵌套超过"),
    ],
)
def test_what_is_no_entry_file_is_refused_with_the_reason(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in refusal(written(tmp_path, content))


def test_brackets_inside_text_are_no_nesting(tmp_path: Path) -> None:
    text = '[[{"\\"' * 50
    assert read_entry(written(tmp_path, {"unit": text}), form_of).at(("unit",)) == text


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "路径不存在" in refusal(tmp_path / "none.castform")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "这是一个文件夹" in refusal(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, FULL)
    file.chmod(0)
    with unprivileged():
        assert "没有权限" in refusal(file)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    assert "超过" in refusal(written(tmp_path, b" " * (LARGEST_FILE + 1)))


@pytest.mark.parametrize("path", [Path("a\0b"), Path("x" * 5000)])
def test_a_path_that_no_system_takes_is_refused(path: Path) -> None:
    refusal(path)


TEXTS = st.text(max_size=20)
ACTIVITIES = st.lists(st.builds(record, st.fixed_dictionaries({"plan": TEXTS, "people": TEXTS})), max_size=3).map(tuple)
VALUES = st.fixed_dictionaries(
    {}, optional={"unit": TEXTS, "works": st.lists(TEXTS, max_size=3).map(tuple), "activities": ACTIVITIES}
)


@given(values=VALUES)
def test_what_is_saved_reads_back_equal(tmp_path_factory: pytest.TempPathFactory, values: dict[str, Value]) -> None:
    file = tmp_path_factory.mktemp("saved") / "a.castform"
    entry = Entry("form", record(values))
    save_entry(file, entry)
    assert read_entry(file, form_of) == entry


def test_even_a_lone_surrogate_reads_back(tmp_path: Path) -> None:
    entry = Entry("form", record({"unit": "a\ud800b"}))
    save_entry(tmp_path / "a.castform", entry)
    assert read_entry(tmp_path / "a.castform", form_of) == entry


def test_what_stands_beside_the_entry_is_kept(tmp_path: Path) -> None:
    meta = {"saved": 12, "ratio": 0.5, "big": 10**30, "tags": ["甲", {"n": -1}], "none": None, "yes": True}
    file = written(tmp_path, json.dumps({"castform": 1, "form": "form", "values": {}, "meta": meta}))
    held = read_entry_file(file, form_of)
    save_entry(file, held.entry.with_value(("unit",), "新"), held.beside)
    assert json.loads(file.read_text("utf-8"))["meta"] == meta
    assert read_entry(file, form_of).at(("unit",)) == "新"


def test_equal_entries_give_equal_text_whatever_the_order_of_their_fields() -> None:
    one = Entry("form", record({"unit": "甲", "budget": "1"}))
    two = Entry("form", record({"budget": "1", "unit": "甲"}))
    assert entry_json(one) == entry_json(two) == '{"castform":1,"form":"form","values":{"budget":"1","unit":"甲"}}'


def test_the_file_is_readable_and_keeps_the_order_of_the_fields() -> None:
    text = entry_file_text(Entry("form", record({"unit": "中国化学会", "budget": "1"})))
    assert text.index("unit") < text.index("budget")
    assert "中国化学会" in text


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    file = written(tmp_path, "mine")
    with pytest.raises(StorageError, match="已经存在"):
        create_entry(file, Entry("form"))
    assert file.read_text() == "mine"


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="路径不存在"):
        save_entry(tmp_path / "none" / "a.castform", Entry("form"))


def test_what_is_no_item_is_told_by_the_words_of_the_form(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"activities\[0\]（活动）"):
        read_entry(written(tmp_path, {"activities": ["x"]}), form_of)
