"""The checks, in the order in which a field's findings are told.  To add one: a function, a line here, a message."""

import datetime
from collections.abc import Callable, Iterator

from castforms.model.finding import Finding
from castforms.model.template import FormTemplate
from castforms.rules import checks_answers, checks_contacts, checks_headings, checks_text
from castforms.rules.answer import Answer
from castforms.rules.catalogue import Message

Check = Callable[[Answer], Iterator[Finding]]
"""A pure function from the answer to a relevant field to what is to be said about it."""

CHECKS: tuple[Check, ...] = (
    checks_answers.required,
    checks_answers.numbers,
    checks_answers.dates,
    checks_answers.pictures,
    checks_answers.last_pictures,
    checks_answers.choices,
    checks_answers.limits,
    checks_answers.coverage,
    checks_answers.item_limits,
    checks_answers.unrevised,
    checks_answers.constraints,
    checks_contacts.contacts,
    checks_contacts.full_width_contact,
    checks_text.unprintable,
    checks_text.private_use,
    checks_text.invisible,
    checks_text.title_sentence_end,
    checks_text.title_lines,
    checks_text.own_numbering,
    checks_answers.duplicate_items,
    checks_answers.duplicate_records,
    checks_headings.headings,
    checks_text.half_width_marks,
    checks_text.full_width_letters,
    checks_text.unbalanced_marks,
)


def deadline(template: FormTemplate, today: datetime.date) -> Iterator[Finding]:
    """The notice's deadline has not passed; told of the form as a whole."""
    due = template.notice.deadline
    if due is not None and today > due:
        text = f"{due.year}年{due.month}月{due.day}日"
        yield Message.DEADLINE_PASSED.at((), source=template.notice.returns, deadline=text)
