"""Every form folder keeps these promises; a new form is tested by being there.

`expected.txt` is what the composed sample says.  After an intended change rebuild it with
`CASTFORMS_REBUILD_EXPECTED=1 pytest tests/test_forms.py`, and read the difference before committing it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from castforms.compose.composer import compose, compose_output
from castforms.library.lint import NOTICE_FILE, sources
from castforms.library.loader import find_templates, load_template
from castforms.library.profiles import load_profiles
from castforms.model.document import Document, Table, place_cells, plain_text
from castforms.model.entry import Entry, Value, records_of, text_of, texts_of
from castforms.model.template import Field, FieldType, FormTemplate
from castforms.session.lint import SAMPLE_FILE, lint_form
from castforms.storage.entry_file import read_entry

RESOURCES = Path(__file__).parents[1] / "resources" / "templates"
FORMS = sorted(file.parent for file in RESOURCES.glob("*/template.toml"))

pytestmark = pytest.mark.parametrize("folder", FORMS, ids=lambda folder: folder.name)


def sample(template: FormTemplate, folder: Path) -> Entry:
    return read_entry(folder / SAMPLE_FILE, {template.id: template}.get)


def tables(document: Document) -> list[Table]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


def test_form_folder_has_no_faults(folder: Path) -> None:
    assert lint_form(folder, load_profiles([RESOURCES.parent / "profiles"])) == ()


def test_form_is_found_by_its_folder_name(folder: Path) -> None:
    assert find_templates([RESOURCES]).templates[folder.name].id == folder.name


def test_sample_is_an_entry_file_of_the_form(folder: Path) -> None:
    entry = sample(load_template(folder), folder)
    assert entry.form_id == folder.name
    assert entry.values


def test_sample_names_its_unit_for_the_file_name(folder: Path) -> None:
    template = load_template(folder)
    assert compose(template, sample(template, folder)).unit


def test_composed_sample_says_what_is_expected(folder: Path) -> None:
    template = load_template(folder)
    text = said(template, sample(template, folder))
    expected = folder / "expected.txt"
    if os.environ.get("CASTFORMS_REBUILD_EXPECTED"):
        expected.write_text(text, encoding="utf-8", newline="\n")
    assert text == expected.read_text(encoding="utf-8")


def test_every_quoted_phrase_stands_in_the_notice(folder: Path) -> None:
    notice = "".join((folder / NOTICE_FILE).read_text(encoding="utf-8").split())
    phrases = [text for _, text in sources(load_template(folder))]
    assert [text for text in phrases if "".join(text.split()) not in notice] == []


def test_blank_form_composes_with_whole_tables(folder: Path) -> None:
    template = load_template(folder)
    document = compose(template, Entry(template.id))
    assert document.sections
    for table in tables(document):
        assert sum(place.cell.colspan * place.cell.rowspan for place in place_cells(table)) == len(table.rows) * len(
            table.columns
        )


def test_every_answer_of_the_sample_is_printed(folder: Path) -> None:
    template = load_template(folder)
    entry = sample(template, folder)
    text = said(template, entry).replace("\n", "")
    typed = [value for field in template.fields for value in texts(field, entry.values.get(field.name, ""))]
    assert typed
    assert [line for value in typed for line in value.split("\n") if line not in text] == []


def said(template: FormTemplate, entry: Entry) -> str:
    """What the pair says, and each further file after its name."""
    text = plain_text(compose(template, entry)) + "\n"
    for output in template.outputs:
        text += f"\n[{output.name}]\n{plain_text(compose_output(template, output, entry))}\n"
    return text


def texts(field: Field, value: Value) -> Iterator[str]:
    """What the clerk typed, dates and ticks aside: they are printed in another form."""
    if field.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
        yield text_of(value)
    elif field.type is FieldType.LIST:
        yield from texts_of(value)
    for item in records_of(value):
        for inner in field.fields:
            yield from texts(inner, item.get(inner.name, ""))
