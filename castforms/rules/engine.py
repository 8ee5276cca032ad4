"""Runs every check on an entry."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from castforms.model.entry import Entry, FieldPath, Record, Value
from castforms.model.expression import evaluate
from castforms.model.finding import Finding
from castforms.model.template import Field, FieldType, FormTemplate
from castforms.rules.answer import Answer, passages_of
from castforms.rules.characters import odd_characters
from castforms.rules.checks import CHECKS, deadline
from castforms.rules.surroundings import Surroundings, numbered_lists


class CheckContext(NamedTuple):
    """What the checks ask of the world: whether some font draws a character, and the date."""

    printable: Callable[[str], bool]
    today: datetime.date


def run_checks(template: FormTemplate, entry: Entry, context: CheckContext) -> tuple[Finding, ...]:
    """Everything the checks have to say about the entry, in the order of the form.

    Fields that are not relevant are not checked, nor are answers the form does not ask for.  Never raises on an
    entry, whatever its values; takes time linear in the length of the answers.
    """
    odd = odd_characters("\n".join(_texts(entry.values)), context.printable)
    around = Surroundings(odd, numbered_lists(template))
    findings = list(deadline(template, context.today))
    for answer in _answers(template.fields, (entry.values,), (), "", around):
        for check in CHECKS:
            findings.extend(check(answer))
    return tuple(findings)


def _answers(
    fields: tuple[Field, ...], scopes: tuple[Record, ...], path: FieldPath, inside: str, around: Surroundings
) -> Iterator[Answer]:
    for field in fields:
        if field.relevant is not None and not evaluate(field.relevant, scopes):
            continue
        field = field.settled(scopes)  # noqa: PLW2901 - from here on with the choices it offers here
        value, here, where = scopes[0].get(field.name, ""), (*path, field.name), f"{inside}“{field.label}”"
        yield Answer(field, here, where, value, scopes, passages_of(field, here, where, value), around)
        if field.type is FieldType.REPEAT and isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Mapping):
                    within = f"{inside}{field.item_label or field.label}{index + 1}的"
                    yield from _answers(field.fields, (item, *scopes), (*here, index), within, around)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(item)
