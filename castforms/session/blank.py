"""The entry a form starts with."""

from castforms.model.entry import Entry, Record, Value, record
from castforms.model.template import Appearance, Field, FieldType, FormTemplate, LimitUnit


def blank_entry(template: FormTemplate) -> Entry:
    """Every field there and unanswered, defaults filled in; a repeat has as many items as it asks for, at least one.

    Only what is revised has no item before a draft is opened.
    """
    return Entry(template.id, blank_record(template.fields))


def blank_record(fields: tuple[Field, ...]) -> Record:
    """The answers a new item of a repeat starts with."""
    return record((field.name, _blank(field)) for field in fields)


def _blank(field: Field) -> Value:
    match field.type:
        case FieldType.REPEAT if field.appearance is Appearance.REDLINE:
            return ()
        case FieldType.REPEAT:
            return tuple(blank_record(field.fields) for _ in range(_fewest_items(field)))
        case FieldType.LIST | FieldType.SELECT_MULTIPLE:
            return (field.default,) if field.default else ()
        case _:
            return field.default


def _fewest_items(field: Field) -> int:
    wanted = (int(limit.minimum) for limit in field.limits if limit.unit is LimitUnit.ITEMS and limit.minimum)
    return max((1, *wanted))
