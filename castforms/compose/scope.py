"""Which answers are in sight: those of the repeat's item first, then those around it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from castforms.model.entry import Entry, FieldPath, Record, Value, record, records_of, text_of
from castforms.model.expression import Expression, evaluate
from castforms.model.template import Field, FormTemplate


class Answer(NamedTuple):
    """What was answered to a field, and where the answer lies in the entry."""

    field: Field
    value: Value
    path: FieldPath

    @property
    def given(self) -> bool:
        """Whether anything but blanks was answered."""
        return _given(self.value)

    @property
    def rank(self) -> int:
        """Place of what was chosen among the choices; after all of them if it is none."""
        names = [choice.name for choice in self.field.choices]
        return names.index(chosen) if (chosen := text_of(self.value).strip()) in names else len(names)

    def column(self, name: str) -> str:
        """What the column of the chosen one says; empty if nothing, or nothing known, was chosen."""
        choice = self.field.choice(text_of(self.value).strip())
        return choice.columns.get(name, "") if choice else ""


class Scope(NamedTuple):
    """The fields and answers of one level, with the level around it."""

    fields: Mapping[str, Field]
    values: Record
    path: FieldPath = ()
    outer: "Scope | None" = None

    @property
    def levels(self) -> tuple[Record, ...]:
        """The answers of every level, the innermost first."""
        return (self.values, *(self.outer.levels if self.outer else ()))

    def find(self, name: str) -> Answer:
        """The answer to that field; an answer that is not relevant counts as not given.

        Raises KeyError for a name the form does not have (the library refuses such forms).
        """
        field = self.fields.get(name)
        if field is None:
            if self.outer is None:
                raise KeyError(name)
            return self.outer.find(name)
        relevant = field.relevant is None or self.holds(field.relevant)
        value = self.values.get(name, "") if relevant else ""
        return Answer(field.settled(self.levels) if field.choices_from else field, value, (*self.path, name))

    def holds(self, condition: Expression | None) -> bool:
        """Whether the condition holds here; no condition always does."""
        return condition is None or evaluate(condition, self.levels)

    def items(self, name: str) -> Iterator["Scope"]:
        """A scope for each item of that repeat; one with nothing in it where there is none, as on the blank form."""
        answer = self.find(name)
        fields = {field.name: field for field in answer.field.fields}
        for position, values in enumerate(records_of(answer.value) or (record(),)):
            yield Scope(fields, values, (*answer.path, position), self)

    def items_by(self, name: str, order_by: str) -> Iterable["Scope"]:
        """The items in the order of the choices of one of their fields, as entered where that is empty."""
        items = self.items(name)
        return sorted(items, key=lambda item: item.find(order_by).rank) if order_by else items


def outermost(template: FormTemplate, entry: Entry) -> Scope:
    """The scope of the form itself."""
    return Scope({field.name: field for field in template.fields}, entry.values)


def _given(value: Value) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return any(map(_given, value.values() if isinstance(value, Mapping) else value))
