"""Names that the measures of the window and its goals share, without Qt."""

from typing import NamedTuple

from tests.bench.interleaving import Times

BARE, SHELL = "bare PySide6 window", "our empty window"


class Starts(NamedTuple):
    """Milliseconds of each start by what was started, taken in turn."""

    wall: Times
    processor: Times
    """Holds also on a machine that has other things to do."""


class Deafness(NamedTuple):
    """The longest time between two turns of the event loop, in ms."""

    own: float
    """What the window's own thread computed in it."""
    wall: float
    """With what the machine's other programs and our own other threads took."""
