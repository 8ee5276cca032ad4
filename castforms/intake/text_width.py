"""How wide text is on a page."""

import unicodedata


def width(text: str) -> float:
    """In 字: one for a Chinese character or mark, half for a Latin one."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)
