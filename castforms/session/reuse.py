"""Answers taken over from another draft or from last year's form, by the names of the fields."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from castforms.model.entry import Entry, Value, record, records_of, text_of, texts_of
from castforms.model.template import Field, FieldType, FormTemplate
from castforms.session.answer_texts import answer_text

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


class Offer(NamedTuple):
    """What one field could take over."""

    field: Field
    value: Value
    now: str
    """What the field says now, in words."""
    then: str
    """What it would say."""
    suggested: bool
    """Whether taking it loses nothing and is likely still right: the field is empty and is no date."""


def offers(template: FormTemplate, entry: Entry, source: FormTemplate, other: Entry) -> tuple[Offer, ...]:
    """What the entry can take over from the other, in the order of the form; what is there already is not offered."""
    sources = {field.name: field for field in source.fields}
    found = (_offer(field, entry, sources[field.name], other) for field in template.fields if field.name in sources)
    return tuple(offer for offer in found if offer and offer.then and offer.then != offer.now)


def taken_over(entry: Entry, chosen: Iterable[Offer]) -> Entry:
    """The entry with the chosen answers."""
    for offer in chosen:
        entry = entry.with_value((offer.field.name,), offer.value)
    return entry


def _offer(field: Field, entry: Entry, source: Field, other: Entry) -> Offer | None:
    value = _fitting(field, source, other.values.get(source.name, ""))
    now = answer_text(field, entry.values.get(field.name, ""))
    then = answer_text(field, value)
    return Offer(field, value, now, then, not now and field.type is not FieldType.DATE)


def _fitting(field: Field, source: Field, value: Value) -> Value:
    """The value as the field can hold it; empty if it cannot."""
    match field.type:
        case FieldType.REPEAT:
            return _fitting_records(field, source, value)
        case FieldType.LIST:
            return tuple(line for text in _texts(source, value) for line in text.split("\n") if line.strip())
        case FieldType.SELECT_MULTIPLE:
            return tuple(name for text in _texts(source, value) if (name := _choice(field, source, text)))
        case FieldType.SELECT_ONE:
            return next((name for text in _texts(source, value) if (name := _choice(field, source, text))), "")
        case FieldType.LONG_TEXT:
            return "\n".join(_texts(source, value))
        case _:
            return _fitting_text(field, _texts(source, value))


def _fitting_records(field: Field, source: Field, value: Value) -> Value:
    if source.type is not FieldType.REPEAT:
        return ()
    inner = {each.name: each for each in source.fields}
    both = [(each, inner[each.name]) for each in field.fields if each.name in inner]
    return tuple(
        record((here.name, _fitting(here, there, item.get(there.name, ""))) for here, there in both)
        for item in records_of(value)
    )


def _fitting_text(field: Field, texts: tuple[str, ...]) -> str:
    if len(texts) != 1 or "\n" in texts[0]:
        return ""
    text = texts[0].strip()
    match field.type:
        case FieldType.INTEGER | FieldType.DECIMAL:
            return text if _NUMBER.fullmatch(text) else ""
        case FieldType.DATE:
            return text if _is_date(text) else ""
        case _:
            return text


def _texts(source: Field, value: Value) -> tuple[str, ...]:
    if source.type is FieldType.REPEAT:
        return ()
    texts = texts_of(value) or (text_of(value),)
    return tuple(text for text in texts if text.strip())


def _choice(field: Field, source: Field, name: str) -> str:
    """The name of the field's choice that is called as the source's."""
    if any(choice.name == name for choices in (field.choices, *field.choice_lists.values()) for choice in choices):
        return name
    label = answer_text(source, name) if source.type is FieldType.SELECT_ONE else answer_text(source, (name,))
    return next((choice.name for choice in field.choices if choice.label == label), "")


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
