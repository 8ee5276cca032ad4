"""Where small squares of a page lie in a picture: their normalised cross-correlation, to a part of a pixel."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from castforms.scan.geometry import Points

_BESIDE = 3
"""Pixels from a peak at which it is looked for how steep it is."""
_CLEAR_DROP = 0.25
_LENGTHS = (64, 72, 80, 90, 96, 100, 108, 120, 128, 144, 160, 180, 192, 256, 384, 512)
"""That a Fourier transform likes."""


class Matches(NamedTuple):
    """A row for each square."""

    peaks: NDArray[np.float64]
    """How alike the square and its best place are, at most 1; 0 where the best place lies at the window's edge."""
    moves: Points
    """By how many pixels (x, y) that place is off."""
    held: Points
    """How well it is held there in x and in y, 0 to 1: a rule may slide along itself."""


class Squares:
    """Squares of one size, ready to be looked for in as many pictures as it takes.

    Each has a window of its own there, larger by `reach` pixels on every side.
    """

    def __init__(self, squares: NDArray[np.float32], reach: int) -> None:
        self._side, self._reach = squares.shape[1], reach
        self._padded = next(length for length in _LENGTHS if length >= self._side + 2 * reach)
        centred = squares - squares.mean(axis=(1, 2), keepdims=True)
        norm = np.sqrt((centred.astype(np.float64) ** 2).sum(axis=(1, 2)))
        self._norm = np.maximum(norm, 1e-6)[:, None, None]
        self._spectrum = np.conj(self._transformed(centred))

    def found_in(self, windows: NDArray[np.float32]) -> Matches:
        """The best place of each."""
        side, span = self._side, 2 * self._reach + 1
        product = np.fft.irfft2(self._spectrum * self._transformed(windows), (self._padded, self._padded))
        one, two = _box_sums(windows, side), _box_sums(windows**2, side)
        variance = np.maximum(two - one**2 / side**2, 1e-3 * side)
        return _peaks(product[:, :span, :span] / (np.sqrt(variance) * self._norm), self._reach)

    def _transformed(self, values: NDArray[np.float32]) -> NDArray[np.complexfloating]:
        return np.fft.rfft2(values, (self._padded, self._padded))


def _peaks(surface: NDArray[np.float64], reach: int) -> Matches:
    span = surface.shape[1]
    flat = surface.reshape(len(surface), -1)
    best = flat.argmax(axis=1)
    rows, columns = best // span, best % span
    peaks = flat[np.arange(len(flat)), best]
    x = columns - reach + _part(surface, rows, columns, axis=1)
    y = rows - reach + _part(surface, rows, columns, axis=0)
    at_edge = (rows == 0) | (columns == 0) | (rows == span - 1) | (columns == span - 1)
    drops = (_drop(surface, rows, columns, axis) for axis in (1, 0))
    held = np.clip(np.column_stack(tuple(drops)) / _CLEAR_DROP, 0.0, 1.0) ** 2
    return Matches(np.where(at_edge, 0.0, peaks), np.column_stack((x, y)).astype(np.float64), held)


def _drop(
    surface: NDArray[np.float64], rows: NDArray[np.intp], columns: NDArray[np.intp], axis: int
) -> NDArray[np.float64]:
    """How much lower the surface lies beside the peak, on the higher side."""
    many, last = np.arange(len(surface)), surface.shape[1] - 1
    at = rows if axis == 0 else columns
    sides = [np.clip(at + step, 0, last) for step in (-_BESIDE, _BESIDE)]
    values = [surface[many, side, columns] if axis == 0 else surface[many, rows, side] for side in sides]
    return np.asarray(surface[many, rows, columns] - np.maximum(*values))


def _part(
    surface: NDArray[np.float64], rows: NDArray[np.intp], columns: NDArray[np.intp], axis: int
) -> NDArray[np.float64]:
    """Where between the pixels the peak lies, by a parabola."""
    many, span = np.arange(len(surface)), surface.shape[1]
    at = rows if axis == 0 else columns
    before, after = np.maximum(at - 1, 0), np.minimum(at + 1, span - 1)
    middle = surface[many, rows, columns]
    low = surface[many, before, columns] if axis == 0 else surface[many, rows, before]
    high = surface[many, after, columns] if axis == 0 else surface[many, rows, after]
    bend = low - 2 * middle + high
    return np.clip(np.where(bend < 0, 0.5 * (low - high) / np.where(bend < 0, bend, 1), 0), -0.5, 0.5)


def _box_sums(values: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """The sum of each square of that side, from the one before it: what comes in less what goes out."""
    for axis in (1, 2):
        ahead = np.moveaxis(values, axis, 0)
        sums = np.empty((len(ahead) - side + 1, *ahead.shape[1:]), dtype=np.float32)
        sums[0] = ahead[:side].sum(axis=0)
        np.subtract(ahead[side:], ahead[:-side], out=sums[1:])
        values = np.moveaxis(sums.cumsum(axis=0, dtype=np.float32), 0, axis)
    return values
