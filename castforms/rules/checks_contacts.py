"""The check of phone numbers, e-mail addresses and codes: one judge for each format."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from castforms.model.finding import Finding
from castforms.model.template import TextFormat
from castforms.rules import contacts as judges
from castforms.rules.answer import Answer, excerpt
from castforms.rules.catalogue import Message
from castforms.rules.contacts import Part, Verdict


class _Rule(NamedTuple):
    judge: Callable[[str], tuple[Part, ...]]
    wrong: Message
    unusual: Message

    def message(self, verdict: Verdict) -> Message:
        return self.wrong if verdict is Verdict.WRONG else self.unusual


_PHONE = _Rule(judges.judge_phones, Message.PHONE_WRONG, Message.PHONE_UNUSUAL)
_RULES: Mapping[TextFormat, _Rule] = MappingProxyType(
    {
        TextFormat.PHONE: _PHONE,
        TextFormat.FAX: _PHONE,
        TextFormat.MOBILE: _Rule(judges.judge_mobiles, Message.MOBILE_WRONG, Message.MOBILE_UNUSUAL),
        TextFormat.CONTACT: _Rule(judges.judge_contacts, Message.CONTACT_WRONG, Message.CONTACT_UNUSUAL),
        TextFormat.EMAIL: _Rule(judges.judge_emails, Message.EMAIL_WRONG, Message.EMAIL_WRONG),
        TextFormat.POSTCODE: _Rule(judges.judge_postcode, Message.POSTCODE_WRONG, Message.POSTCODE_WRONG),
        TextFormat.DOCUMENT_NUMBER: _Rule(
            judges.judge_document_number, Message.DOCUMENT_NUMBER_WRONG, Message.DOCUMENT_NUMBER_WRONG
        ),
        TextFormat.CREDIT_CODE: _Rule(judges.judge_credit_code, Message.CREDIT_CODE_WRONG, Message.CREDIT_CODE_WRONG),
    }
)


_FULL_WIDTH = "０-９Ａ-Ｚａ-ｚ＋－．＠＿"
"""What a Chinese input method makes of a number or an address; brackets are full-width in notices, too."""
_BEFORE = 30
"""Characters before the first of these that are told with it."""


def contacts(answer: Answer) -> Iterator[Finding]:
    """Every number, address or code in a field of that format is one; 无 is an answer where none is required."""
    rule = _RULES.get(answer.field.format)
    if rule is None:
        return
    for passage in answer.passages:
        nothing = (Part(passage.text, Verdict.UNUSUAL),) if answer.field.required else ()
        for part in rule.judge(passage.text) or nothing:
            if part.verdict is not Verdict.GOOD:
                message, source = rule.message(part.verdict), answer.field.source
                yield message.at(passage.path, source=source, where=passage.where, text=excerpt(part.text))


def full_width_contact(answer: Answer) -> Iterator[Finding]:
    """Numbers and addresses are half-width: twice as wide they break where a cell of the form ends."""
    if answer.field.format not in _RULES or answer.field.format is TextFormat.DOCUMENT_NUMBER:
        return  # a document number has a manner of its own
    for passage in answer.passages:
        if found := re.search(f"[{_FULL_WIDTH}][!-~{_FULL_WIDTH}]*", passage.text):
            before = re.search(r"[!-~]*\Z", passage.text[max(0, found.start() - _BEFORE) : found.start()])
            text = excerpt((before.group() if before else "") + found.group())
            yield Message.FULL_WIDTH_CONTACT.at(
                passage.path, where=passage.where, text=text, instead=narrowed_contact(text)
            )


def narrowed_contact(text: str) -> str:
    """The number or address in half-width characters; what else stands in the field stays as it is."""
    return re.sub(f"[{_FULL_WIDTH}]+", lambda wide: unicodedata.normalize("NFKC", wide.group()), text)
