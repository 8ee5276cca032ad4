"""The mail that sends the return: its words, its draft file, and the same words to be copied."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from castforms.model.entry import Entry, Record, records_of, text_of
from castforms.model.mail import Mail
from castforms.model.template import Field, FormTemplate, TextFormat
from castforms.session.packing import Package
from castforms.storage.faults import StorageError
from castforms.storage.files import put_files
from castforms.storage.names import file_stem
from castforms.writers.eml import MailError, write_eml

EML = ".eml"
_PEOPLE = ("联系人", "经办人", "姓名")
_NUMBERS = (TextFormat.PHONE, TextFormat.CONTACT, TextFormat.MOBILE)
_BETWEEN = re.compile(r"[\s,，;；、]+")


def addresses(text: str) -> tuple[str, ...]:
    """The addresses of a line that may hold several."""
    return tuple(filter(None, _BETWEEN.split(text)))


def mail_of(template: FormTemplate, entry: Entry, package: Package, today: dt.date) -> Mail:
    """A beginning for the clerk to go on with; what is not known is left out."""
    unit = text_of(entry.at((template.unit_field,))).strip()
    return Mail(
        to=addresses(template.notice.email),
        subject=f"{unit}报送{template.title}",
        text="\n".join(_lines(template, entry, package, today)),
        files=package.files,
    )


def eml(mail: Mail) -> bytes:
    """The draft for the system's mail program; raises StorageError for what is no address."""
    try:
        return write_eml(mail)
    except MailError as error:
        raise StorageError(str(error)) from error


def write_draft(mail: Mail, folder: Path) -> Path:
    """Puts the draft into the folder, named after its subject, and tells where; raises StorageError."""
    (path,) = put_files(folder, {file_stem(mail.subject) + EML: eml(mail)})
    return path


def _lines(template: FormTemplate, entry: Entry, package: Package, today: dt.date) -> Iterator[str]:
    notice = template.notice
    unit = text_of(entry.at((template.unit_field,))).strip()
    yield f"{_first_line(notice.recipient) or notice.issuer or '收件单位'}：\n"
    ground = (
        f"按照{_titled(notice.title)}{f'（{notice.number}）' if notice.number else ''}要求，" if notice.title else ""
    )
    yield f"{ground}现报送我单位《{_nested(template.title)}》，请查收。\n"
    yield "附件："
    for number, file in enumerate(package.files, 1):
        yield f"{number}. {file.name}"
    answers = list(_answers(template.fields, entry.values))
    person = next((text for field, text in answers if field.label in _PEOPLE), "")
    phone = next((text for field, text in answers if field.format in _NUMBERS), "")
    yield ""
    if person:
        yield f"联系人：{person}"
    if phone:
        yield f"电话：{phone}"
    yield ""
    yield unit
    yield f"{today.year}年{today.month}月{today.day}日"


def _answers(fields: tuple[Field, ...], values: Record) -> Iterator[tuple[Field, str]]:
    """What was written into fields of one line, those of a repeat's first item after the others."""
    for field in fields:
        if text := text_of(values.get(field.name, "")).strip():
            yield field, text
    for field in fields:
        for item in records_of(values.get(field.name, ""))[:1]:
            yield from _answers(field.fields, item)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def _titled(title: str) -> str:
    return title if title.startswith("《") else f"《{_nested(title)}》"


def _nested(title: str) -> str:
    """Book title marks inside book title marks are single ones (GB/T 15834-2011, 4.15.3)."""
    return title.replace("《", "〈").replace("》", "〉")
