"""A sealed file that is damaged anywhere is refused with words, or says what it said before."""

import json
from pathlib import Path

import pytest

from castforms.model.entry import Entry, record
from castforms.model.template import Field, FieldType, FormTemplate, Notice
from castforms.storage.entry_file import DamagedError, entry_file_bytes, parse_entry_file, read_entry_file, save_entry
from castforms.storage.faults import StorageError

FORM = FormTemplate(
    id="form",
    title="表",
    notice=Notice("", "", ""),
    fields=(
        Field("unit", FieldType.TEXT, "单位"),
        Field("budget", FieldType.DECIMAL, "经费"),
        Field("works", FieldType.LIST, "工作"),
        Field("people", FieldType.REPEAT, "人员", fields=(Field("name", FieldType.TEXT, "姓名"),)),
    ),
    sections=(),
)
ENTRY = Entry(
    "form",
    record(
        {
            "unit": "中国某某学会 “甲\\乙”\n𠮷",
            "budget": "12.50",
            "works": ("工作一", "工作二"),
            "people": (record({"name": "张"}), record({"name": "李"})),
        }
    ),
)
SEALED = entry_file_bytes(ENTRY, {"meta": {"errors": "0", "revision": "12", "ratio": 0.1, "sha256": ""}})


def form_of(form_id: str) -> FormTemplate | None:
    return FORM if form_id == "form" else None


def reading(data: bytes) -> str:
    """`same`, `refused` or what wrong entry was accepted."""
    try:
        entry = parse_entry_file(data, form_of).entry
    except StorageError as error:
        return "refused" if len(str(error).splitlines()) == 1 else f"NO WORDS: {error}"
    return "same" if entry == ENTRY else f"WRONG: {entry}"


@pytest.mark.parametrize("bits", [0x01, 0x02, 0x20, 0x80, 0xFF], ids=hex)
def test_every_byte_changed(bits: int) -> None:
    damaged = (SEALED[:at] + bytes([SEALED[at] ^ bits]) + SEALED[at + 1 :] for at in range(len(SEALED)))
    assert set(map(reading, damaged)) <= {"refused", "same"}


def test_every_prefix() -> None:
    outcomes = [reading(SEALED[:length]) for length in range(len(SEALED))]
    assert set(outcomes[:-1]) == {"refused"}
    assert outcomes[-1] == "same"  # only the last line's end is missing


def test_every_stretch_of_zeros_that_a_power_cut_leaves() -> None:
    for size in (1, 16, 512):
        starts = range(0, len(SEALED), max(1, size // 2))
        damaged = (SEALED[:at] + bytes(len(SEALED[at : at + size])) + SEALED[at + size :] for at in starts)
        assert set(map(reading, damaged)) <= {"refused"}


def test_a_changed_answer_is_named_as_damage_with_the_way_out() -> None:
    with pytest.raises(DamagedError, match="请删去 meta 里的 sha256"):
        parse_entry_file(SEALED.replace("工作一".encode(), "工作三".encode()), form_of)


def test_blanks_and_the_order_of_members_do_not_matter() -> None:
    members = json.loads(SEALED)
    text = json.dumps(dict(reversed(members.items())), indent=7, ensure_ascii=True)
    assert reading(text.encode()) == "same"


def test_a_file_without_seal_is_not_judged() -> None:
    members = json.loads(SEALED)
    del members["meta"]["sha256"]
    members["values"]["unit"] = "改过"
    assert parse_entry_file(json.dumps(members).encode(), form_of).entry.at(("unit",)) == "改过"


def test_what_is_saved_over_a_sealed_file_is_sealed_anew(tmp_path: Path) -> None:
    file = tmp_path / "a.castform"
    file.write_bytes(SEALED)
    held = read_entry_file(file, form_of)
    save_entry(file, held.entry.with_value(("unit",), "新"), held.beside)
    assert read_entry_file(file, form_of).entry.at(("unit",)) == "新"
    assert json.loads(file.read_bytes())["meta"]["sha256"] != json.loads(SEALED)["meta"]["sha256"]
