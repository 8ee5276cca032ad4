"""Ink on an empty sheet at the resolution at which pages are compared; lengths in mm."""

import numpy as np
from PIL import Image, ImageDraw

from castforms.scan.ink import Ink
from castforms.scan.originals import MIDDLE
from castforms.scan.spots import Paper, Spot

WIDTH, HEIGHT = 210, 297
Line = list[tuple[float, float]]


def drawn(line: Line, wide: float = 0.7, strength: float = 0.8) -> Ink:
    """A stroke from point to point."""
    larger = 4 * MIDDLE
    sheet = Image.new("L", (round(WIDTH * larger), round(HEIGHT * larger)))
    ImageDraw.Draw(sheet).line([(x * larger, y * larger) for x, y in line], 255, round(wide * larger), joint="curve")
    return np.asarray(sheet.reduce(4), dtype=np.float32) / np.float32(255 / strength)


def spot(values: Ink, within: tuple[float, float] = (0, WIDTH)) -> Spot:
    """What differs, of that part of the page's width."""
    ys, xs = np.nonzero(values > 0.1)
    kept = (xs / MIDDLE >= within[0]) & (xs / MIDDLE < within[1])
    return Spot(np.column_stack((xs, ys))[kept] / MIDDLE, values[ys, xs][kept])


def paper_with(values: Ink) -> Paper:
    """An empty page that differs by that."""
    return Paper(values, np.zeros_like(values), np.ones_like(values, dtype=bool))
