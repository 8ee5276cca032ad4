"""From a picture's brightness to ink: 0 where the paper is bare, 1 where it is printed black, whatever the light."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Ink = NDArray[np.float32]

_BACKGROUND_MM = 3.0
"""Wider than any stroke: the brightest place of such a square is paper."""
_SMOOTHED = 2.5
"""Deviation in mm by which the light is smoothed."""
_DARKEST_PAPER = 24.0


def channels(image: Image.Image) -> tuple[Image.Image, Image.Image]:
    """The red channel, in which a seal nearly vanishes, and how red each pixel is (0 to 255)."""
    red, green, blue = image.split()
    return red, Image.fromarray(_redness(red, green, blue))


def paper(picture: Image.Image, per_mm: float) -> NDArray[np.float32]:
    """The brightness that bare paper has or would have at each pixel."""
    factor = max(1, round(0.3 * per_mm))  # finer than strokes are wide, coarser than noise
    small = picture.reduce(factor) if factor > 1 else picture.filter(ImageFilter.BoxBlur(0.12 * per_mm))
    step = max(2, round(_BACKGROUND_MM * per_mm / 2 / factor))
    around = _widened(_brightest(np.asarray(small, dtype=np.float32), step))
    smooth = Image.fromarray(blurred(around, _SMOOTHED / (_BACKGROUND_MM / 2)))
    covered = picture.width / (factor * step), picture.height / (factor * step)
    wide = smooth.resize(picture.size, Image.Resampling.BILINEAR, box=(0, 0, *covered))
    brightness: NDArray[np.float32] = np.asarray(wide, dtype=np.float32)
    return np.maximum(brightness, np.float32(_DARKEST_PAPER))


def ink_of(picture: Image.Image, per_mm: float) -> Ink:
    """The ink of a brightness picture; black print is near 1 where the picture has any."""
    bright = np.asarray(picture, dtype=np.float32)
    ink: Ink = np.float32(1.0) - bright / paper(picture, per_mm)
    np.clip(ink, 0.0, 1.0, out=ink)
    return ink


def blurred(values: Ink, sigma: float) -> Ink:
    """Smoothed by a Gaussian of that many pixels; edges repeat."""
    if sigma <= 0:
        return values
    radius = max(1, round(3 * sigma))
    offsets = np.arange(-radius, radius + 1)
    kernel = np.exp(-0.5 * (offsets / sigma) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        padding = [(0, 0), (0, 0)]
        padding[axis] = (radius, radius)
        padded = np.pad(values, padding, mode="edge")
        length = values.shape[axis]
        summed = np.zeros_like(values)
        for k, weight in enumerate(kernel):
            part = padded[k : k + length] if axis == 0 else padded[:, k : k + length]
            summed += np.float32(weight) * part
        values = summed
    return values


def _brightest(values: Ink, step: int) -> Ink:
    """The highest value of each square of that many pixels."""
    rows, columns = -values.shape[0] % step, -values.shape[1] % step
    padded = np.pad(values, ((0, rows), (0, columns)), mode="edge")
    tiles = padded.reshape(padded.shape[0] // step, step, padded.shape[1] // step, step)
    return np.asarray(tiles.max(axis=(1, 3)))


def _widened(values: Ink) -> Ink:
    """Each value the highest of it and its eight neighbours."""
    for axis in (0, 1):
        padded = np.pad(values, [(1, 1) if k == axis else (0, 0) for k in (0, 1)], mode="edge")
        ends = (slice(None, -2), slice(1, -1), slice(2, None))
        values = np.maximum.reduce([padded[end] if axis == 0 else padded[:, end] for end in ends])
    return values


def _redness(red: Image.Image, green: Image.Image, blue: Image.Image) -> NDArray[np.uint8]:
    r, g, b = (np.asarray(channel, dtype=np.int16) for channel in (red, green, blue))
    return np.clip(r - np.maximum(g, b), 0, 255).astype(np.uint8)
