"""The difference of two texts for the window: the same as the files show."""

from castforms.compose.redline import Piece, redline

__all__ = ["Piece", "differences"]


def differences(original: str, revised: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order; takes milliseconds for a page of text."""
    return redline(original, revised)
