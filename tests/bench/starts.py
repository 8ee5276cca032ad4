"""Names that the measures of the window and its goals share, without Qt."""

from typing import NamedTuple

BARE, SHELL = "bare PySide6 window", "our empty window"


class Deafness(NamedTuple):
    """The longest time between two turns of the event loop, in ms."""

    own: float
    """What the window's own thread computed in it."""
    wall: float
    """With what the machine's other programs and our own other threads took."""
