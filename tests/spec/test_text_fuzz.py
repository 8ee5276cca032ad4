"""Whatever stands in an answer, both files are made, and both say what was typed, cleaned."""

import time
from functools import cache
from pathlib import Path

import pytest

from castforms.intake.comparison import differences
from castforms.intake.pdf_text import read_pdf_lines
from castforms.intake.text_folding import folded
from castforms.intake.word_text import read_word_text
from castforms.model.entry import Entry, Record, Value, record
from castforms.model.template import Field, FieldType
from castforms.rules.cleaning import clean_text
from castforms.session.export import export_entry
from castforms.session.workspace import Workspace
from castforms.storage.pair import PDF, WORD

LONG = 100_000

ODD_TEXTS = {
    "markup": "<b>重点</b>",
    "markup that is left open": "<para><font color='red'>重点",
    "a picture from this computer": "<img src='/etc/passwd'/>",
    "a picture from elsewhere": '<img src="http://127.0.0.1:9/a.png"/>',
    "references": "&amp; &lt;甲&gt; &#65; &nbsp; &undefined;",
    "the end of a CDATA section": "甲]]>乙<![CDATA[丙]]>",
    "a processing instruction": "<?xml version='1.0'?><!-- 甲 -->",
    "a DTD": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;',
    "NUL": "甲\0乙",
    "control characters": "甲\x01\x08\x0b\x0c\x1b[31m\x7f\x85乙",
    "lone surrogates": "甲\ud800乙\udfff丙",
    "noncharacters": "甲\ufffe\uffff\ufdd0乙",
    "bidi": "甲\u202e乙\u2066丙\u2069\u200f丁",
    "what cannot be seen": "甲\u200b\u200d\ufeff\u00ad\u2060乙",
    "line ends of all kinds": "甲\r\n乙\r丙\u2028丁\u2029戊",
    "blanks of all kinds": "甲\u00a0乙\u2003丙\u3000丁\t戊",
    "combining marks": "e\u0301a\u0308 甲",
    "characters beyond the first plane": "张𠮷䶮",
    "a formula": "=cmd|' /C calc'!A1",
    "a template": "{{7*7}} ${unit} {% if a %} %s %n {0.__class__}",
    "PDF syntax": "(甲) Tj ET endstream endobj >> \\) \\",
    "a field of Word": 'DDEAUTO c:\\windows\\cmd.exe "/k calc"',
    "a path": "../../../甲\\..\\乙:丙|丁",
    "quotation marks": "“甲”‘乙’\"丙\"'丁'",
}


@cache
def workspace() -> Workspace:
    return Workspace()


def filled(fields: tuple[Field, ...], text: str) -> Record:
    """Every field that takes text takes this one."""
    return record((field.name, value) for field in fields if (value := answer(field, text)) is not None)


def answer(field: Field, text: str) -> Value | None:
    match field.type:
        case FieldType.TEXT | FieldType.LONG_TEXT:
            return text
        case FieldType.LIST:
            return (text, text)
        case FieldType.REPEAT:
            return (filled(field.fields, text),)
        case FieldType.SELECT_MULTIPLE:
            return tuple(choice.name for choice in field.choices)
        case _:
            return None


def exported(entry: Entry, folder: Path) -> tuple[Path, Path]:
    template = workspace().template(entry.form_id)
    outcome = export_entry(template, entry, workspace().typesetter(template), folder, draft=True)
    assert not outcome.refused, outcome.findings
    return outcome.files[PDF], outcome.files[WORD]


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
@pytest.mark.parametrize("form", sorted(workspace().templates))
def test_odd_text_in_every_field(form: str, text: str, tmp_path: Path) -> None:
    pdf, word = exported(Entry(form, filled(workspace().template(form).fields, text)), tmp_path)
    said = read_word_text(word.read_bytes())
    assert differences(read_pdf_lines(pdf.read_bytes()), said) == ()
    whole = folded("".join(cell for row in said.rows for cell in row.cells))
    assert all(folded(line) in whole for line in clean_text(text).splitlines())


@pytest.mark.parametrize("unit", ["甲", "work 2020，<b>&", "甲" * 49 + "\n"], ids=["Han", "mixed", "lines"])
def test_a_hundred_thousand_characters_in_one_field(unit: str, tmp_path: Path) -> None:
    text = (unit * LONG)[:LONG]
    entry = Entry("cast-2020-workers-day-report", record({"unit": "中国某某学会", "body": text}))
    began = time.process_time()
    pdf, word = exported(entry, tmp_path)
    assert time.process_time() - began < 10
    said = read_word_text(word.read_bytes())
    assert differences(read_pdf_lines(pdf.read_bytes()), said) == ()
    whole = folded("".join(cell for row in said.rows for cell in row.cells))
    assert folded(clean_text(text)) in whole
