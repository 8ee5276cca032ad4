"""Writes a mail as a file (.eml) that a mail program opens as a draft.

File names are said twice.  Content-Disposition has them by RFC 2231, in one piece, because many readers know no
continuations; Content-Type has them as encoded words (RFC 2047), which that standard does not allow and older Outlook,
Foxmail and the web mailboxes look for.
"""

import hashlib
import re
import unicodedata
from email import policy
from email.encoders import encode_base64
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import PurePath
from urllib.parse import quote

from castforms.model.mail import Mail, MailFile

LONGEST_NAME = 240
"""Bytes of a file's name in UTF-8; percent-encoded it stays below the 998 of a line (RFC 5322, 2.1.1)."""

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_POLICY = policy.compat32.clone(linesep="\r\n", max_line_length=0)  # the lines below are folded as they should be


class MailError(ValueError):
    """The mail cannot be written; `str()` says why in Chinese."""


def write_eml(mail: Mail) -> bytes:
    """The draft (X-Unsent) with CRLF at every line's end; the same mail gives the same bytes.

    Control characters, line ends among them, are taken out of subject and names.  Raises MailError for what is no
    address.
    """
    message = MIMEMultipart(boundary=_boundary(mail), policy=_POLICY)
    message["X-Unsent"] = "1"
    if mail.to:
        message["To"] = ",\r\n ".join(map(_address, mail.to))
    message["Subject"] = Header(_one_line(mail.subject), "utf-8", header_name="Subject").encode(linesep="\r\n")
    text = "\r\n".join(mail.text.splitlines()) + "\r\n"
    message.attach(MIMEText(_printable(text), "plain", "utf-8", policy=_POLICY))
    for file in mail.files:
        message.attach(_part(file))
    return message.as_bytes()


def mail_size(mail: Mail) -> int:
    """Bytes of the mail on its way: files grow by a third and more (base64 in lines of 76)."""
    return len(mail.text.encode()) * 2 + sum((len(file.data) + 2) // 3 * 4 * 78 // 76 + 2000 for file in mail.files)


def file_name(name: str) -> str:
    """The name in one line, without folders, not longer than LONGEST_NAME; its suffix stays."""
    path = PurePath(_one_line(name).replace("\\", "/"))
    suffix = path.suffix
    stem = path.stem.encode()[: LONGEST_NAME - len(suffix.encode())].decode(errors="ignore")
    return stem + suffix


def _part(file: MailFile) -> Message:
    name = file_name(file.name)
    part = MIMEBase(*file.media_type.split("/", 1), policy=_POLICY)
    part.replace_header("Content-Type", f'{file.media_type};\r\n name="{_encoded_words(name)}"')
    part.set_payload(file.data)
    encode_base64(part)
    part["Content-Disposition"] = f"attachment;\r\n filename*=UTF-8''{quote(name, safe='')}"
    return part


def _encoded_words(text: str) -> str:
    return Header(text, "utf-8", maxlinelen=70, header_name="name=").encode(linesep="\r\n")


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise MailError(f"“{_one_line(text)}”不是电子邮箱地址，请改正")
    return text


def _one_line(text: str) -> str:
    return " ".join(_printable(text).split())


def _printable(text: str) -> str:
    """Without control characters (line ends aside) and lone surrogates, which no mail can carry."""
    return "".join(c for c in text if c in "\r\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def _boundary(mail: Mail) -> str:
    """Never inside a part: base64 has no underscore."""
    digest = hashlib.sha256("\0".join((*mail.to, mail.subject, mail.text)).encode("utf-8", "replace"))
    for file in mail.files:
        digest.update(file.data)
    return f"=_castforms_{digest.hexdigest()[:24]}"
