"""A place where the paper differs from what was printed, and its shape."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from castforms.scan.geometry import Points
from castforms.scan.ink import Ink
from castforms.scan.originals import MIDDLE


class Spot(NamedTuple):
    """A place that differs: its points in mm, and by how much each does."""

    points: Points
    values: Ink

    @property
    def low(self) -> Points:
        """Its upper left corner."""
        return np.asarray(self.points.min(axis=0))

    @property
    def high(self) -> Points:
        """Its lower right corner."""
        return np.asarray(self.points.max(axis=0) + 1 / MIDDLE)

    @property
    def middle(self) -> Points:
        """Of its box."""
        return np.asarray((self.low + self.high) / 2)


class Paper(NamedTuple):
    """What is known of the page at MIDDLE resolution."""

    values: Ink
    """Seen ink less printed ink."""
    printed: Ink
    visible: NDArray[np.bool_]

    @property
    def size(self) -> Points:
        """Width and height in mm."""
        return np.array(self.values.shape[::-1]) / MIDDLE


class Stroke(NamedTuple):
    """A spot as a line."""

    middle: Points
    along: Points
    length: float
    width: float
    """Deviation across."""
    bend: float
    """Deviation of its middle line from a straight one."""

    @classmethod
    def of(cls, spot: Spot) -> "Stroke":
        """Along its longest extent."""
        weights = np.abs(spot.values)
        middle = np.average(spot.points, axis=0, weights=weights)
        off = spot.points - middle
        _sizes, axes = np.linalg.eigh((off * weights[:, None]).T @ off)
        along = axes[:, 1]
        at, across = off @ along, off @ axes[:, 0]
        bins = np.floor(at - at.min()).astype(int)
        held = np.bincount(bins, weights)
        centre = np.bincount(bins, weights * across) / np.maximum(held, 1e-6)
        kept = held > 0.25 * np.median(held[held > 0])
        bend = float(np.sqrt(np.average(centre[kept] ** 2, weights=held[kept])))
        width = float(np.sqrt(np.average((across - centre[bins]) ** 2, weights=weights)))
        return cls(middle, along, float(np.ptp(at)), width, bend)


def inset(points: Points, size: Points) -> Points:
    """How far each point lies from the nearest upright and the nearest level edge."""
    return np.minimum(points, size - points)
