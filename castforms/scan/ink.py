"""From a picture's brightness to ink: 0 where the paper is bare, 1 where it is printed black, whatever the light."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

Ink = NDArray[np.float32]

_BACKGROUND_MM = 3.0
"""Wider than any stroke: the brightest place of such a square is paper."""
_SMOOTHED = 2.5
"""Deviation in mm by which the light is smoothed."""
_DARKEST_PAPER = 24.0
_SHADE_MM, _SHADE_WIDE = 0.67, 3
"""Squares in which shade is looked for, and how many of them to each side: what is as wide as twice that is shade."""
_DARKEST_SHADE = 0.4
"""Of the light around: no shadow is darker."""


def channels(image: Image.Image) -> tuple[Image.Image, Image.Image]:
    """The red channel, in which a seal nearly vanishes, and how red each pixel is (0 to 255)."""
    red, green, blue = image.split()
    return red, ImageChops.subtract(red, ImageChops.lighter(green, blue))


def chroma(image: Image.Image) -> Image.Image:
    """How far apart the channels of each pixel lie."""
    red, green, blue = image.split()
    most, least = (rank(rank(red, green), blue) for rank in (ImageChops.lighter, ImageChops.darker))
    return ImageChops.subtract(most, least)


def paper(picture: Image.Image, per_mm: float) -> NDArray[np.uint8]:
    """The brightness that bare paper has or would have at each pixel, in each channel."""
    factor = max(1, round(0.3 * per_mm))  # finer than strokes are wide, coarser than noise
    small = picture.reduce(factor) if factor > 1 else picture.filter(ImageFilter.BoxBlur(0.12 * per_mm))
    step = max(2, round(_BACKGROUND_MM * per_mm / 2 / factor))
    light = Image.merge(picture.mode, [_light(channel, step) for channel in small.split()])
    covered = picture.width / (factor * step), picture.height / (factor * step)
    return np.asarray(light.resize(picture.size, Image.Resampling.BILINEAR, box=(0, 0, *covered)))


def _light(channel: Image.Image, step: int) -> Image.Image:
    around = widened(folded(np.asarray(channel), step, np.maximum).astype(np.float32))
    smooth = blurred(around, _SMOOTHED / (_BACKGROUND_MM / 2))
    return Image.fromarray(np.maximum(smooth + np.float32(0.5), np.float32(_DARKEST_PAPER)).astype(np.uint8))


def shaded_paper(picture: Image.Image, per_mm: float) -> NDArray[np.uint8]:
    """As `paper`, for one channel; true also at the edge of a shadow, which `paper` finds too bright on its dark side.

    The brightest around each point, then the darkest of that around it: a stroke is filled, an edge stays where it is.
    """
    factor = max(1, round(_SHADE_MM / 2 * per_mm))
    step = max(1, round(_SHADE_MM * per_mm / factor))
    bright = _widened(folded(np.asarray(picture.reduce(factor)), step, np.maximum).astype(np.float32))
    light = np.maximum(-_widened(-bright), np.float32(_DARKEST_SHADE) * _widened(bright))
    covered = picture.width / (factor * step), picture.height / (factor * step)
    smooth = Image.fromarray(np.maximum(blurred(light, 1.0) + np.float32(0.5), np.float32(1)).astype(np.uint8))
    return np.asarray(smooth.resize(picture.size, Image.Resampling.BILINEAR, box=(0, 0, *covered)))


def _widened(light: Ink) -> Ink:
    """The highest within an octagon, as near a disc as squares come: a shadow's corners are sharp in any direction."""
    light = widened(light)
    for _ in range(_SHADE_WIDE - 1):
        padded = np.pad(light, 1, mode="edge")
        across, along = padded[1:-1], padded[:, 1:-1]
        light = np.maximum.reduce([light, across[:, :-2], across[:, 2:], along[:-2], along[2:]])
    return light


def fall_of(light: NDArray[np.uint8], per_mm: float) -> Ink:
    """What share of the light is lost within a millimetre of each point: much at the edge of a shadow."""
    step = max(1, round(_SHADE_MM * per_mm))
    bright, dark = (folded(light.astype(np.float32), step, fold) for fold in (np.maximum, np.minimum))
    bright, dark = widened(bright), -widened(-dark)
    fall = Image.fromarray(1 - dark / bright)
    box = (0, 0, light.shape[1] / step, light.shape[0] / step)
    return np.asarray(fall.resize(light.shape[::-1], Image.Resampling.BILINEAR, box))


def ink_of(picture: Image.Image, per_mm: float) -> Ink:
    """The ink of a brightness picture; black print is near 1 where the picture has any."""
    return ink_in(picture, paper(picture, per_mm))


def ink_in(picture: Image.Image, light: NDArray[np.uint8]) -> Ink:
    """As `ink_of`, where that is how bright bare paper is."""
    ink: Ink = np.divide(np.asarray(picture), light, dtype=np.float32)
    np.subtract(np.float32(1.0), ink, out=ink)
    np.maximum(ink, np.float32(0.0), out=ink)
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
        parts = [padded[k : k + length] if axis == 0 else padded[:, k : k + length] for k in range(2 * radius + 1)]
        values = parts[radius] * np.float32(kernel[radius])
        pair = np.empty_like(values)
        for k in range(radius):  # what lies equally far to both sides weighs the same
            np.add(parts[k], parts[-1 - k], out=pair)
            pair *= np.float32(kernel[k])
            values += pair
    return values


def folded(values: Ink, step: int, fold: np.ufunc) -> Ink:
    """One value for each square of that many pixels, those of the square folded; edges repeat to fill the last ones."""
    rows, columns = -values.shape[0] % step, -values.shape[1] % step
    padded = np.pad(values, ((0, rows), (0, columns)), mode="edge") if rows or columns else values
    lines = fold.reduce(padded.reshape(padded.shape[0] // step, step, -1), axis=1)
    upright = np.ascontiguousarray(lines.T)  # numpy folds whole rows ten times as fast as neighbours in a row
    return np.asarray(fold.reduce(upright.reshape(upright.shape[0] // step, step, -1), axis=1).T)


def widened(values: Ink) -> Ink:
    """Each value the highest of it and its eight neighbours."""
    for axis in (0, 1):
        padded = np.pad(values, [(1, 1) if k == axis else (0, 0) for k in (0, 1)], mode="edge")
        ends = (slice(None, -2), slice(1, -1), slice(2, None))
        values = np.maximum.reduce([padded[end] if axis == 0 else padded[:, end] for end in ends])
    return values
