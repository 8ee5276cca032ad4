"""A mail before it is sent: to whom, about what, with which files."""

from typing import NamedTuple


class MailFile(NamedTuple):
    """A file that goes with the mail."""

    name: str
    media_type: str
    data: bytes


class Mail(NamedTuple):
    """What the clerk's mail program is given; nobody is named as sender, the program knows who that is."""

    to: tuple[str, ...]
    """Addresses alone, without names."""
    subject: str
    text: str
    """Paragraphs by newline."""
    files: tuple[MailFile, ...] = ()
