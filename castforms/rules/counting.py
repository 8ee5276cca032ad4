"""字数 as Word counts them."""

import re
from functools import lru_cache

# Han and whatever else Word sets in a cell of its own: Chinese marks, kana, bopomofo, circled numbers and signs,
# compatibility and full-width forms, private-use characters (Han of old fonts), planes 2 and 3.
_CELLS = (
    *("\u00b7", "\u00d7", "\u2014\u2019", "\u201c\u2027", "\u2030\u203e", "\u2100\u27bf", "\u2e80\u2fff"),
    *("\u3001\u312f", "\u3190\ua4cf", "\ue000\ufaff", "\ufe10\ufe1f", "\ufe30\ufe6f", "\uff01\uff60"),
    *("\uffe0\uffe6", "\U00020000\U0003fffd"),
)
_SELECTORS = ("\ufe00\ufe0f", "\U000e0100\U000e01ef")
_CELL, _WORD = "c", "w"
_APOSTROPHE = "’(?<=[A-Za-z]’)(?=[A-Za-z])"


class _Kinds(dict[int, str]):
    """What a character is for the count, found out when it is first met; a set of all cells takes long to make."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        between = character.isspace() or _is_among(character, _SELECTORS)
        kind = self[code] = _CELL if _is_among(character, _CELLS) else " " if between else _WORD
        return kind


_KINDS = _Kinds()


@lru_cache(maxsize=64)  # one text is counted for the clerk and for each of its limits
def word_count(text: str) -> int:
    """The 字数 of the text as Word's dialog counts them.

    Each Han character and each Chinese or full-width mark is 1, “ ” ‘ ’ — … · among them (—— and …… are 2 each); each
    run of other characters without white space is 1, so a Latin word with its half-width marks is 1 and `2020年` is 2.
    White space is 0; so is a variation selector.  Takes time linear in the length.
    """
    text = re.sub(_APOSTROPHE, "'", text) if "’" in text else text
    kinds = text.translate(_KINDS)
    return kinds.count(_CELL) + len(kinds.replace(_CELL, " ").split())


def _is_among(character: str, ranges: tuple[str, ...]) -> bool:
    return any(first_last[0] <= character <= first_last[-1] for first_last in ranges)
