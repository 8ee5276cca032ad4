"""What the mark in the foot margin of a page says: which document, which version of it, which of its pages."""

import hashlib
import re
from base64 import b32encode
from typing import NamedTuple

from castforms.model.document import Document, all_paragraphs

WHOLE_DOCUMENT = 0
"""Page number of a mark that stands on every page alike (a Word footer)."""

_PREFIX = "CF1"
_DOCUMENT_CHARACTERS, _VERSION_CHARACTERS = 8, 10
"""Base 32, 5 bits each: up to page 99 a mark has at most 29 characters, which a QR code of 25 modules just holds."""

_SHAPE = re.compile(
    rf"{_PREFIX}:([A-Z2-7]{{{_DOCUMENT_CHARACTERS}}}):([A-Z2-7]{{{_VERSION_CHARACTERS}}}):(\d{{1,3}}):([1-9]\d{{0,2}})"
)


class PageMark(NamedTuple):
    """A page's identity; `page` counts from 1, or is WHOLE_DOCUMENT."""

    document: str
    version: str
    page: int
    pages: int

    @property
    def text(self) -> str:
        """What the code holds."""
        return f"{_PREFIX}:{self.document}:{self.version}:{self.page}:{self.pages}"


def parse_mark(text: str) -> PageMark | None:
    """The mark that a code holds; None for a code of anything else."""
    match = _SHAPE.fullmatch(text)
    if match is None or int(match[3]) > int(match[4]):
        return None
    return PageMark(match[1], match[2], int(match[3]), int(match[4]))


def document_id(form_id: str, unit: str) -> str:
    """One for all versions of a unit's return of a form."""
    return _digest(f"{form_id}\n{''.join(unit.split())}", _DOCUMENT_CHARACTERS)


def version_of(document: Document) -> str:
    """Another one as soon as a character of the document, or what a revision did to it, is another."""
    paragraphs = ("\x1f".join(f"{run.change}\x1e{run.text}" for run in p.runs) for p in all_paragraphs(document))
    return _digest("\x1d".join((document.title, document.unit, *paragraphs)), _VERSION_CHARACTERS)


def _digest(text: str, characters: int) -> str:
    return b32encode(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()).decode("ascii")[:characters]
