"""A picture as a draft carries it: a JPEG in base64, bounded, so that a draft stays one portable file."""

import base64
import binascii
from functools import lru_cache
from typing import NamedTuple

LARGEST_PICTURE = 300 * 1024
"""Bytes of one picture; 156 mm at 220 dpi fit in."""
LONGEST_PICTURE_TEXT = 4 * (LARGEST_PICTURE // 3 + 1)
"""Characters of its base64 text."""

_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive
_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_COMPONENTS = {1, 3}  # grey, or colour; CMYK has no place in a file whose colours are sRGB


class Picture(NamedTuple):
    """A JPEG with its size in pixels and its number of colour components, 1 or 3."""

    data: bytes
    width: int
    height: int
    components: int


def picture_text(data: bytes) -> str:
    """The picture as an answer holds it."""
    return base64.b64encode(data).decode("ascii")


@lru_cache(maxsize=64)
def picture_of(text: str) -> Picture | None:
    """The picture in an answer; None where it is none, or too large."""
    if not text or len(text) > LONGEST_PICTURE_TEXT:
        return None
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, binascii.Error):
        return None
    return _read(data) if len(data) <= LARGEST_PICTURE else None


def _read(data: bytes) -> Picture | None:
    """Looks for the frame's header (ITU-T T.81, B.2.2)."""
    if not (data.startswith(b"\xff\xd8") and data.rstrip(b"\0").endswith(b"\xff\xd9")):
        return None
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4])
        if marker in _FRAMES:
            height, width = (int.from_bytes(data[k : k + 2]) for k in (position + 5, position + 7))
            components = data[position + 9]
            usable = width > 0 and height > 0 and components in _COMPONENTS and data[position + 4] == 8
            return Picture(data, width, height, components) if usable else None
        position += 2 if marker in _NO_LENGTH else 2 + length
    return None
