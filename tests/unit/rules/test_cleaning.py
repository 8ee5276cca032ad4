"""What leaves the cleaning, both writers accept."""

import sys
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from castforms.model.entry import Entry, Value, record
from castforms.rules.cleaning import clean_entry, clean_text, is_ordinary, replacement

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("科协，工作。", "科协，工作。"),
        ("a\r\nb\rc\nd\ve\ff\x85g\u2028h\u2029i", "a\nb\nc\nd\ne\nf\ng\nh\ni"),
        ("甲\t乙", "甲 乙"),
        ("甲\u00a0乙\u2003丙", "甲 乙 丙"),
        ("甲\u3000乙", "甲\u3000乙"),
        ("\x00甲\x01\x08\x1f\x7f\x9f", "甲"),
        ("甲\ud800乙\udfff", "甲乙"),
        ("甲\ufffe乙\uffff\ufdd0\U0001ffff", "甲乙"),
        ("\ufeff甲\u200b\u200d\u2060乙\u00ad", "甲乙"),
        ("甲\u202e乙\u2066丙\u061c", "甲乙丙"),
        ("葛\U000e0100☑\ufe0f", "葛☑"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("\ue001", "\ue001"),
        ("𠮷", "𠮷"),
    ],
)
def test_removes_or_replaces_what_a_writer_refuses(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_cuts_off_combining_marks_that_go_on_for_ever() -> None:
    start = time.process_time()
    clean = clean_text("a" + "\u0301\u0316" * 100_000 + "\u0f73" * 100_000 + "b")
    assert len(clean) < 100
    assert time.process_time() - start < 2


@given(ANY_TEXT)
@example("\u0344" * 50)
@example("\u0f73" * 50)
@example("\r\x00\n")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean


def test_ordinary_characters_are_never_changed_and_never_combine() -> None:
    """Texts of them are not looked at any closer, so each of Unicode's characters is."""
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    ordinary = {character for character in characters if is_ordinary(character)}
    later = {part for c in characters for part in unicodedata.normalize("NFD", c)[1:]}
    assert len(ordinary) > 20_000
    assert {c for c in ordinary if replacement(c) is not None} == set()
    assert {c for c in ordinary if unicodedata.combining(unicodedata.normalize("NFD", c)[0])} == set()
    assert {c for c in ordinary if not unicodedata.is_normalized("NFC", f"a{c}")} == set()
    assert ordinary & later == set()


@pytest.mark.parametrize("text", ["e\u0301", "甲\tg", "甲\r", "\u00a0", "甲\u200b", "\ue001", "甲\ufe0f"])
def test_what_cleaning_might_change_is_not_ordinary(text: str) -> None:
    assert not is_ordinary(text)


@given(ANY_TEXT)
def test_xml_accepts_every_clean_text(text: str) -> None:
    element = etree.Element("t")
    element.text = clean_text(text)
    assert etree.fromstring(etree.tostring(element)).text == (clean_text(text) or None)


VALUES: st.SearchStrategy[Value] = st.recursive(
    ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.sampled_from("abc"), inner).map(record),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["unit", "points"]), VALUES))
def test_an_entry_is_cleaned_in_depth_and_once_for_all(values: dict[str, Value]) -> None:
    clean = clean_entry(Entry("form", record(values)))
    assert clean_entry(clean) == clean
    assert list(clean.values) == list(values)


def test_cleans_texts_in_lists_and_repeats() -> None:
    entry = Entry("form", record({"areas": ("甲\x00", "乙"), "points": (record({"reason": "丙\r\n"}),)}))
    clean = clean_entry(entry)
    assert clean.at(("areas", 0)) == "甲"
    assert clean.at(("points", 0, "reason")) == "丙\n"
    assert clean.form_id == "form"
