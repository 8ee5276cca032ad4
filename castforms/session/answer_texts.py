"""Answers in words, to be compared by a person: what a field says, and where two entries differ."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from castforms.model.entry import Entry, FieldPath, Record, Value, record, records_of, text_of, texts_of
from castforms.model.kept_file import kept_name
from castforms.model.picture import picture_of
from castforms.model.template import Field, FieldType, FormTemplate

_MORE_THAN_WORDS = frozenset({FieldType.PICTURE, FieldType.FILE})
"""Two answers may read alike and not be the same."""


class AnswerChange(NamedTuple):
    """One answer that differs between two entries of a form."""

    path: FieldPath
    label: str
    """What the clerk knows it as: `活动 2 · 联系人`."""
    before: str
    after: str


def answer_text(field: Field, value: Value) -> str:
    """The answer as a person reads it: choices by their labels, items and records on lines of their own."""
    match field.type:
        case FieldType.REPEAT:
            return "\n".join(_record_text(field, item) for item in records_of(value))
        case FieldType.LIST:
            return "\n".join(texts_of(value))
        case FieldType.SELECT_MULTIPLE:
            return "、".join(_choice_text(field, name) for name in texts_of(value))
        case FieldType.SELECT_ONE:
            return _choice_text(field, text_of(value))
        case FieldType.PICTURE if picture := picture_of(text_of(value)):
            return f"图片，{picture.width}×{picture.height} 像素，{len(picture.data) / 1024:.0f} KB"
        case FieldType.FILE:
            return kept_name(text_of(value))
        case _:
            return text_of(value)


def changes(template: FormTemplate, before: Entry, after: Entry) -> tuple[AnswerChange, ...]:
    """Where the entries differ, in the order of the form; an unanswered field equals one that is not there."""
    return tuple(_changes(template.fields, before.values, after.values, (), ""))


def _changes(
    fields: tuple[Field, ...], before: Record, after: Record, path: FieldPath, prefix: str
) -> Iterator[AnswerChange]:
    for field in fields:
        old, new = before.get(field.name, ""), after.get(field.name, "")
        here = (*path, field.name)
        if field.type is FieldType.REPEAT:
            pairs = zip_longest(records_of(old), records_of(new), fillvalue=record())
            for number, (one, other) in enumerate(pairs):
                inside = f"{prefix}{field.item_label or field.label} {number + 1} · "
                yield from _changes(field.fields, one, other, (*here, number), inside)
            continue
        was, now = answer_text(field, old), answer_text(field, new)
        if was != now or (field.type in _MORE_THAN_WORDS and old != new):
            yield AnswerChange(here, prefix + field.label, was, now)


def _record_text(field: Field, values: Mapping[str, Value]) -> str:
    told = ((inner.label, answer_text(inner, values.get(inner.name, ""))) for inner in field.fields)
    return "；".join(f"{label}：{text}" for label, text in told if text)


def _choice_text(field: Field, name: str) -> str:
    lists = (field.choices, *field.choice_lists.values())
    return next((choice.label for choices in lists for choice in choices if choice.name == name), name)
