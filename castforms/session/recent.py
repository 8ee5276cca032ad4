"""What was answered lately, by the names of the fields, so that it need not be typed again."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from castforms.model.entry import Record, records_of, text_of
from castforms.model.template import Field, FieldType, FormTemplate
from castforms.storage.settings import read_settings, write_settings

Recent = Mapping[str, tuple[str, ...]]
"""Answers by the name of their field, the latest first."""

MOST = 8
"""Answers that are kept of a field."""
LONGEST = 60
"""Characters of an answer that is kept."""
MOST_FIELDS = 300
"""Fields whose answers are kept."""


def read_recent(path: Path) -> Recent:
    """What the file holds; nothing where it is missing or damaged."""
    return {name: tuple(text.split("\n"))[:MOST] for name, text in read_settings(path).items() if text}


def note_recent(path: Path, template: FormTemplate, values: Record) -> None:
    """Adds the answers of an entry; raises StorageError."""
    recent = dict(read_recent(path))
    for name, text in _short_answers(template.fields, values):
        others = (other for other in recent.pop(name, ()) if other != text)
        recent[name] = (text, *others)[:MOST]
    latest = list(recent.items())[-MOST_FIELDS:]
    write_settings(path, {name: "\n".join(texts) for name, texts in latest})


def _short_answers(fields: tuple[Field, ...], values: Record) -> Iterator[tuple[str, str]]:
    for field in fields:
        value = values.get(field.name, "")
        if field.type is FieldType.REPEAT:
            for item in records_of(value):
                yield from _short_answers(field.fields, item)
        elif field.type is FieldType.TEXT:
            text = text_of(value).strip()
            if text and len(text) <= LONGEST and "\n" not in text:
                yield field.name, text
