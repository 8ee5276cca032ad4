"""How the entry travels inside the PDF and the Word file: what the writers write and the intake looks for."""

import hashlib
from collections.abc import Iterable

ENTRY_NAMESPACE = "urn:castforms:entry:1"
"""Namespace of the Word file's custom XML part that carries the entry; the part's name does not last."""

ENTRY_ATTACHMENT = "entry.json"
"""Name of the entry inside both files."""

DIGEST, FINGERPRINT = "sha256", "text"
"""Attributes of the custom XML's root: digest of the entry itself, fingerprint of the file's visible text."""


def text_fingerprint(pieces: Iterable[str]) -> str:
    """SHA-256 of a text in reading order, blanks aside: the same however runs, lines and cells part it.

    Automatic numbers, page furniture and struck-out text are not among the pieces.
    """
    return hashlib.sha256("".join("".join(pieces).split()).encode("utf-8", "surrogatepass")).hexdigest()
