"""What a character may do at a line's ends, and to which script a word processor counts it.

The sets join three tables: the zh-CN lists Word and WPS write (ECMA-376 17.3.1.16), LibreOffice's zh-CN table, and the
rules of GB/T 15834-2011 5.1 and CLREQ.  Where they differ the layout takes the stricter one and pins the line.
"""

from functools import lru_cache

from castforms.model.stylesheet import WORD_NO_LINE_END, WORD_NO_LINE_START

BLANK = " "
FULL_BLANK = "\u3000"
BLANKS = frozenset((BLANK, FULL_BLANK))
"""They hang at a line's end and never begin a line.  (Word may take a full-width one for a character: see the pins.)"""

OFFICE_NO_START = frozenset(
    "!%),.:;?]}¢°'\"’”‰′″›℃、。々〃〉》」』】〕〗〞︰︱︳﹐､﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？］｜｝︴︶︸︺︼︾﹀﹂﹄﹏～￠‖•·ˇˉ―-"
)
OFFICE_NO_END = frozenset("$(£¥'\"‘“〈《「『【〔〖〝﹙﹛﹝（［｛．￡￥")

NO_START = OFFICE_NO_START.union(WORD_NO_LINE_START) | frozenset("々〟—…～〜-/／–‐⁇⁈⁉‼・‧％%℃°·")
"""Characters our lines never begin with: some word processor would pull them up or push them down."""
NO_END = OFFICE_NO_END.union(WORD_NO_LINE_END) | frozenset("№／/")
"""Characters our lines never end with."""

URL_BREAK_AFTER = frozenset("/?&=")
"""The only marks after which an address longer than the line is broken."""

_RAISED_AND_LOWERED = frozenset(map(chr, range(0x2070, 0x209D)))
"""The ₂ of H₂O belongs to its word."""
_STRONG_LATIN_MARKS = frozenset("·×±°¨§¶")


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """`A` (East Asian), `L` (Latin) or `N` (weak: takes the script before it), as LibreOffice sorts by block."""
    code = ord(character)
    if code in {0x20, 0xA0}:
        return "N"
    if code < 0x250 or 0x370 <= code < 0x590 or 0x10A0 <= code < 0x1100 or 0x1E00 <= code < 0x2000:
        return "L"
    if 0x2000 <= code < 0x2E80:
        return "N"
    return "A"


@lru_cache(maxsize=8192)
def is_western(character: str) -> bool:
    """Whether the character belongs to a Western word, number or address, which is kept whole."""
    if character in _RAISED_AND_LOWERED:
        return True
    return character != BLANK and script_of(character) == "L" and character not in _STRONG_LATIN_MARKS


def may_break(before: str, after: str) -> bool:
    """Whether a line may end with the one character and the next begin with the other."""
    if after in BLANKS or after in NO_START:
        return False
    if before == BLANK:
        return True
    if before in NO_END or (is_western(before) and is_western(after)):
        return False
    # 〔2020〕12号: the number stays with its year
    return not (before == "〕" and after.isdigit())
