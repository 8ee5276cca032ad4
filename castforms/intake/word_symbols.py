"""Ticks and boxes that stand in symbol fonts, made into the Unicode characters people see."""

TICKED, UNTICKED = "☑", "□"

_WINGDINGS = {0xFC: "✓", 0xFE: TICKED, 0xFD: "☒", 0x6F: UNTICKED, 0x71: UNTICKED, 0xA8: UNTICKED, 0x6E: "■"}
_WINGDINGS_2 = {0x50: "✓", 0x52: TICKED, 0x53: "☒", 0x54: "☒", 0x2A: UNTICKED, 0x30: UNTICKED, 0xA3: UNTICKED}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = range(0xF000, 0xF100)
"""Where the characters of symbol fonts lie in Unicode's private area."""


def symbol(font: str, code: str) -> str:
    """The character of a `w:sym` (`code` is hexadecimal); a white box for what is in no alphabet."""
    try:
        number = int(code, 16)
    except ValueError:
        return UNTICKED
    if number in _PRIVATE or font.casefold() in _FONTS:
        return _FONTS.get(font.casefold(), _WINGDINGS).get(number & 0xFF, UNTICKED)
    return chr(number) if 0x20 <= number < 0xD800 else UNTICKED


def in_font(text: str, font: str) -> str:
    """The text of a run in that font: letters of a symbol font are what they look like."""
    if font.casefold() not in _FONTS and not any(ord(character) in _PRIVATE for character in text):
        return text
    table = _FONTS.get(font.casefold(), {})
    return "".join(symbol(font, f"{ord(c):X}") if ord(c) in _PRIVATE else table.get(ord(c), c) for c in text)
