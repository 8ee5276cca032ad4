"""What a covering letter and a mail both say of a return: the notice it answers, and who answers for it."""

from collections.abc import Iterator
from typing import NamedTuple

from castforms.model.entry import Entry, Record, records_of, text_of
from castforms.model.template import Field, FormTemplate, Notice, TextFormat

_PEOPLE = ("联系人", "经办人", "姓名")
_NUMBERS = (TextFormat.PHONE, TextFormat.CONTACT, TextFormat.MOBILE)


class Contact(NamedTuple):
    """Whom the recipient may ask; empty where the return does not say."""

    person: str
    phone: str


def unit_of(template: FormTemplate, entry: Entry) -> str:
    """The unit that returns the form; empty where it is not filled yet."""
    return text_of(entry.at((template.unit_field,))).strip()


def contact_of(template: FormTemplate, entry: Entry) -> Contact:
    """The first person and number that the return names."""
    answers = list(single_answers(template.fields, entry.values))
    return Contact(
        person=next((text for field, text in answers if field.label in _PEOPLE), ""),
        phone=next((text for field, text in answers if field.format in _NUMBERS), ""),
    )


def single_answers(fields: tuple[Field, ...], values: Record) -> Iterator[tuple[Field, str]]:
    """What was written into fields of one line, those of a repeat's first item after the others."""
    for field in fields:
        if text := text_of(values.get(field.name, "")).strip():
            yield field, text
    for field in fields:
        for item in records_of(values.get(field.name, ""))[:1]:
            yield from single_answers(field.fields, item)


def ground(notice: Notice) -> str:
    """按照《…的通知》（…〔2020〕12号）要求，; empty where the form answers no notice."""
    if not notice.title:
        return ""
    title = notice.title if notice.title.startswith("《") else f"《{nested_title(notice.title)}》"
    return f"按照{title}{f'（{notice.number}）' if notice.number else ''}要求，"


def nested_title(title: str) -> str:
    """Book title marks inside book title marks are single ones (GB/T 15834-2011, 4.15.3)."""
    return title.replace("《", "〈").replace("》", "〉")
