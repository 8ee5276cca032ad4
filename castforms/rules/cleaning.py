"""The one cleaning step before both writers: what comes out, both accept and both show alike."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from castforms.model.entry import Entry, Record, Value, record

_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
_PLAIN_SPACES = frozenset(" \u3000")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_ORDINARY = re.compile("[\n -~·×—‘’“”…℃\u2460-\u25ff\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]*")
"""Texts as they nearly always are: no character in them is changed, and none combines with another."""
_MARKS_IN_A_ROW = 30  # Unicode UAX #15, stream-safe text format; normalisation takes quadratic time beyond it


def clean_text(text: str) -> str:
    """The text in Unicode NFC with line feeds as line ends, tabs and odd spaces as plain spaces (U+3000 stays).

    Removes control and format characters (NUL, zero-width, bidi), lone surrogates, noncharacters and variation
    selectors, and combining marks beyond 30 in a row.  Cleaning twice changes nothing more.
    """
    if is_ordinary(text):
        return text
    text = text.replace("\r\n", "\n")
    characters = set(text)
    changes = {ord(c): new for c in characters if (new := replacement(c)) is not None}
    if changes:
        text = text.translate(changes)
    text = _limit_marks(text, characters)
    normal = unicodedata.normalize("NFC", text)
    return normal if normal == text else _limit_marks(normal, set(normal))


def is_ordinary(text: str) -> bool:
    """Whether it is plain to see, far quicker than by cleaning, that cleaning leaves the text as it is."""
    return _ORDINARY.fullmatch(text) is not None


def clean_entry(entry: Entry) -> Entry:
    """The entry with every text cleaned; names of fields and their order stay."""
    return Entry(entry.form_id, _clean_record(entry.values))


@lru_cache(maxsize=8192)
def replacement(character: str) -> str | None:
    """What cleaning puts in place of a character; empty where it removes it, None where the character stays."""
    if character in _LINE_ENDS:
        return None if character == "\n" else "\n"
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return None if character in _PLAIN_SPACES else " "
    if category in _INVISIBLE or _is_noncharacter(character) or _is_selector(character):
        return ""
    return None


def _is_noncharacter(character: str) -> bool:
    return character >= "\ufdd0" and (character <= "\ufdef" or ord(character) & 0xFFFE == 0xFFFE)


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _limit_marks(text: str, characters: set[str]) -> str:
    marks = re.escape("".join(filter(_begins_with_mark, characters)))
    return re.sub(f"([{marks}]{{{_MARKS_IN_A_ROW}}})[{marks}]+", r"\1", text) if marks else text


@lru_cache(maxsize=8192)
def _begins_with_mark(character: str) -> bool:
    return character >= "\u0300" and unicodedata.combining(unicodedata.normalize("NFD", character)[0]) != 0


def _clean_record(values: Record) -> Record:
    return record((name, _clean(value)) for name, value in values.items())


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        return clean_text(value)
    return _clean_record(value) if isinstance(value, Mapping) else tuple(_clean(item) for item in value)
