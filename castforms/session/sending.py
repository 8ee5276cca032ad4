"""The mail that sends the return: its words, its draft file, and the same words to be copied."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from castforms.model.entry import Entry
from castforms.model.mail import Mail
from castforms.model.template import FormTemplate
from castforms.session.packing import Package
from castforms.session.wording import contact_of, ground, nested_title, unit_of
from castforms.storage.faults import StorageError
from castforms.storage.files import put_files
from castforms.storage.names import file_stem
from castforms.writers.eml import MailError, write_eml

EML = ".eml"
_BETWEEN = re.compile(r"[\s,，;；、]+")


def addresses(text: str) -> tuple[str, ...]:
    """The addresses of a line that may hold several."""
    return tuple(filter(None, _BETWEEN.split(text)))


def mail_of(template: FormTemplate, entry: Entry, package: Package, today: dt.date) -> Mail:
    """A beginning for the clerk to go on with; what is not known is left out."""
    unit = unit_of(template, entry)
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
    notice, unit, contact = template.notice, unit_of(template, entry), contact_of(template, entry)
    yield f"{_first_line(notice.recipient) or notice.issuer or '收件单位'}：\n"
    yield f"{ground(notice)}现报送我单位《{nested_title(template.title)}》，请查收。\n"
    yield "附件："
    for number, file in enumerate(package.files, 1):
        yield f"{number}. {file.name}"
    yield ""
    if contact.person:
        yield f"联系人：{contact.person}"
    if contact.phone:
        yield f"电话：{contact.phone}"
    yield ""
    yield unit
    yield f"{today.year}年{today.month}月{today.day}日"


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
