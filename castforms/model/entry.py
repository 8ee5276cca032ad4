"""The answers to one form: an immutable value.  A draft is an entry on disk."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple, Union

Value = Union[str, tuple["Value", ...], "Record"]
"""Text (numbers and dates as typed); a tuple of texts (list, select_multiple); a tuple of records (repeat)."""

Record = Mapping[str, Value]

FieldPath = tuple[str | int, ...]
"""The way to an answer: names, and positions (from 0) inside lists and repeats."""


def path_text(path: FieldPath) -> str:
    """The path as people and JSON read it: ("activities", 0, "plan") is "activities[0].plan"."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def record(values: Mapping[str, Value] | Iterable[tuple[str, Value]] = ()) -> Record:
    """A read-only record of answers."""
    return MappingProxyType(dict(values))


class Entry(NamedTuple):
    """The answers to the form `form_id`, by field name.  A field that is not there is not answered."""

    form_id: str
    values: Record = MappingProxyType({})

    def at(self, path: FieldPath) -> Value:
        """The answer at that path; empty text if there is none."""
        value: Value = self.values
        for step in path:
            if isinstance(step, int):
                value = value[step] if isinstance(value, tuple) and step < len(value) else ""
            else:
                value = value.get(step, "") if isinstance(value, Mapping) else ""
        return value

    def with_value(self, path: FieldPath, value: Value) -> "Entry":
        """The entry with another answer at that path.

        Raises IndexError where the path leads beyond the items that are there.
        """
        changed = _replaced(self.values, path, value)
        if not isinstance(changed, Mapping):
            raise TypeError(path_text(path))
        return Entry(self.form_id, changed)


def text_of(value: Value) -> str:
    """The value if it is text, else empty text."""
    return value if isinstance(value, str) else ""


def texts_of(value: Value) -> tuple[str, ...]:
    """The texts of a list or of a multiple choice."""
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, tuple) else ()


def records_of(value: Value) -> tuple[Record, ...]:
    """The records of a repeat."""
    return tuple(v for v in value if isinstance(v, Mapping)) if isinstance(value, tuple) else ()


def _replaced(old: Value, path: FieldPath, value: Value) -> Value:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, str):
        fields = dict(old) if isinstance(old, Mapping) else {}
        fields[step] = _replaced(fields.get(step, ""), rest, value)
        return MappingProxyType(fields)
    items = list(old) if isinstance(old, tuple) else []
    if step == len(items):
        items.append("")
    items[step] = _replaced(items[step], rest, value)
    return tuple(items)
