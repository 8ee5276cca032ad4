"""The covering letter of a return, filled from the form it accompanies."""

import datetime as dt
from collections.abc import Iterator, Mapping

from castforms.compose.composer import compose, compose_output
from castforms.library.choices import LIST_COLUMNS
from castforms.model.document import Document, all_paragraphs
from castforms.model.entry import Entry, Value, record, text_of
from castforms.model.template import FieldType, FormTemplate, Notice
from castforms.model.work_points import WorkPointList
from castforms.session.blank import blank_entry
from castforms.session.wording import contact_of, ground, nested_title, single_answers, unit_of

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
    unit, contact = unit_of(template, entry), contact_of(template, entry)
    answers = single_answers(template.fields, entry.values)
    dates = (text for field, text in answers if field.type is FieldType.DATE)
    notice, title = _notice(template, entry, lists), _printed_title(template, entry)
    values: dict[str, Value] = {
        "issuer": unit,
        "title": f"{unit}关于报送{title}的函",
        "addressee": notice.issuer,
        "body": f"{ground(notice)}现将我单位《{nested_title(title)}》报上，请审阅。\n{_CLOSING}",
        "attachments": (title, *_further(template, entry)),
        "signature": unit,
        "date": next(dates, today.isoformat()),
        "contact_name": contact.person,
        "contact_phone": contact.phone,
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
        yield f"《{nested_title(title)}》{output.name}" if title else output.name


def _title(document: Document) -> str:
    return next((p.text.strip() for p in all_paragraphs(document) if p.style == _TITLE_STYLE), "")


def _notice(template: FormTemplate, entry: Entry, lists: Mapping[str, WorkPointList]) -> Notice:
    """The notice that the return answers: that of the work points it has chosen, else that of its form."""
    asked = (field for field in template.fields if field.columns == LIST_COLUMNS)
    chosen = next((found for field in asked if (found := lists.get(text_of(entry.at((field.name,)))))), None)
    if chosen is None:
        return template.notice
    return chosen.notice if chosen.notice.title else chosen.notice._replace(title=f"《{chosen.title}》")
