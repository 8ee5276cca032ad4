"""The covering letter of a return, filled from the form it accompanies."""

import datetime as dt
from collections.abc import Iterator, Mapping

from castforms.compose.composer import compose, compose_output
from castforms.library.choices import LIST_COLUMNS
from castforms.model.document import Document, all_paragraphs
from castforms.model.entry import Entry, Record, Value, record, records_of, text_of
from castforms.model.template import Field, FieldType, FormTemplate, Notice, TextFormat
from castforms.model.work_points import WorkPointList
from castforms.session.blank import blank_entry

_PEOPLE = ("联系人", "经办人", "姓名")
_NUMBERS = (TextFormat.PHONE, TextFormat.CONTACT, TextFormat.MOBILE)
_CLOSING = "特此函达。"
_TITLE_STYLE = "title"
_BLANK_FORM = "（样表）"


def accompanying_letter(
    letter: FormTemplate, template: FormTemplate, entry: Entry, lists: Mapping[str, WorkPointList], today: dt.date
) -> Entry:
    """The letter (of the form `letter`) that sends the entry of `template`; what is not known stays empty.

    It calls the return by the title that its pages bear (GB/T 9704-2012, 7.3.4), and names the notice of the work
    points where the return answers one of the `lists`.  Its words are a beginning for the clerk to go on with; date
    is that of the return, else today.
    """
    unit = text_of(entry.at((template.unit_field,))).strip()
    answers = list(_answers(template.fields, entry.values))
    dates = (text for field, text in answers if field.type is FieldType.DATE)
    notice, title = _notice(template, entry, lists), _printed_title(template, entry)
    values: dict[str, Value] = {
        "issuer": unit,
        "title": f"{unit}关于报送{title}的函",
        "addressee": notice.issuer,
        "body": f"{_ground(notice)}现将我单位《{_nested(title)}》报上，请审阅。\n{_CLOSING}",
        "attachments": (title, *_further(template, entry)),
        "signature": unit,
        "date": next(dates, today.isoformat()),
        "contact_name": next((text for field, text in answers if field.label in _PEOPLE), ""),
        "contact_phone": next((text for field, text in answers if field.format in _NUMBERS), ""),
    }
    known = {field.name for field in letter.fields}
    blank = blank_entry(letter)
    return Entry(letter.id, record({**blank.values, **{k: v for k, v in values.items() if k in known}}))


def _printed_title(template: FormTemplate, entry: Entry) -> str:
    """The title on the first page of the return, without the word for a blank form; the form's own if it has none."""
    return _title(compose(template, entry)).removesuffix(_BLANK_FORM) or template.title


def _further(template: FormTemplate, entry: Entry) -> Iterator[str]:
    """What is sent beside the return: 《…（征求意见稿）》花脸稿."""
    for output in template.outputs:
        title = _title(compose_output(template, output, entry))
        yield f"《{_nested(title)}》{output.name}" if title else output.name


def _title(document: Document) -> str:
    return next((p.text.strip() for p in all_paragraphs(document) if p.style == _TITLE_STYLE), "")


def _notice(template: FormTemplate, entry: Entry, lists: Mapping[str, WorkPointList]) -> Notice:
    """The notice that the return answers: that of the work points it has chosen, else that of its form."""
    asked = (field for field in template.fields if field.columns == LIST_COLUMNS)
    chosen = next((found for field in asked if (found := lists.get(text_of(entry.at((field.name,)))))), None)
    if chosen is None:
        return template.notice
    return chosen.notice if chosen.notice.title else chosen.notice._replace(title=f"《{chosen.title}》")


def _answers(fields: tuple[Field, ...], values: Record) -> Iterator[tuple[Field, str]]:
    """What was written into fields of one line, those of a repeat's first item after the others."""
    for field in fields:
        if text := text_of(values.get(field.name, "")).strip():
            yield field, text
    for field in fields:
        for item in records_of(values.get(field.name, ""))[:1]:
            yield from _answers(field.fields, item)


def _ground(notice: Notice) -> str:
    """按照《…的通知》（…〔2020〕12号）要求，; empty where the form answers no notice."""
    if not notice.title:
        return ""
    title = notice.title if notice.title.startswith("《") else f"《{_nested(notice.title)}》"
    return f"按照{title}{f'（{notice.number}）' if notice.number else ''}要求，"


def _nested(title: str) -> str:
    """Book title marks inside book title marks are single ones (GB/T 15834-2011, 4.15.3)."""
    return title.replace("《", "〈").replace("》", "〉")
