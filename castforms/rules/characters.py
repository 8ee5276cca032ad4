"""Characters that need a word with the clerk, sorted once for a whole entry."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import filterfalse
from typing import NamedTuple

from castforms.rules.cleaning import clean_text, is_ordinary, replacement


class OddCharacters(NamedTuple):
    """The odd characters of an entry; none is in two of the sets."""

    unprintable: frozenset[str] = frozenset()
    """No font of the machine draws them."""
    private_use: frozenset[str] = frozenset()
    """Fonts draw them, but each machine otherwise."""
    invisible: frozenset[str] = frozenset()
    """Cleaning removes them, and the text may not have been meant without."""


def odd_characters(text: str, printable: Callable[[str], bool]) -> OddCharacters:
    """The odd characters of a text; white space, and what cleaning replaces, is never asked for a font."""
    ordinary = is_ordinary(text)
    lines = (text if ordinary else clean_text(text)).split("\n")
    unprintable = frozenset[str]().union(*(_undrawn(line, printable) for line in lines))
    if ordinary:
        return OddCharacters(unprintable)
    raw = set(text)
    private_use = {c for c in raw if _is_private_use(c)} - unprintable
    return OddCharacters(unprintable, frozenset(private_use), frozenset(filter(_is_worth_telling, raw)))


@lru_cache(maxsize=1024)  # at every pause in typing one line of them all is another
def _undrawn(line: str, printable: Callable[[str], bool]) -> frozenset[str]:
    return frozenset(filterfalse(printable, filterfalse(str.isspace, set(line))))


def _is_private_use(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff" or character >= "\U000f0000"


@lru_cache(maxsize=8192)  # asked for every character of the entry at every pause in typing
def _is_worth_telling(character: str) -> bool:
    # Zero-width and direction marks (Cf) and emoji selectors (Mn) come along with every copy from a web page.
    if replacement(character) != "":
        return False
    return unicodedata.category(character) not in {"Cf", "Mn"} or character >= "\U000e0100"
