"""Reads the mark in the foot margin.  In the red channel a red seal on top of it all but vanishes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from castforms.model.page_mark import PageMark, parse_mark
from castforms.scan.geometry import Points

_WORKING_SIDE = 2400
_SMALL_SIDE = 1500


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A mark and the corners of its code in the picture, from its own top left one, clockwise."""

    mark: PageMark
    corners: Points


def find_mark(red: Image.Image) -> FoundMark | None:
    """The mark of the page; None where no code can be read, or only codes of something else."""
    for picture, scale in _attempts(red):
        formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        for code in zxingcpp.read_barcodes(np.asarray(picture), formats=formats, try_invert=False):
            mark = parse_mark(code.text)
            if mark is not None:
                return FoundMark(mark, _corners(code) * scale)
    return None


def _attempts(red: Image.Image) -> Iterator[tuple[Image.Image, float]]:
    """The picture in ever other shapes, the quickest first, and how much larger the given one is."""
    long_side = max(red.size)
    scale = max(1.0, long_side / _WORKING_SIDE)
    working = red if scale == 1 else red.resize(_shrunk(red, scale), Image.Resampling.BILINEAR, reducing_gap=2.0)
    yield working, scale
    yield working.filter(ImageFilter.UnsharpMask(radius=3, percent=250, threshold=0)), scale
    if scale > 1:
        yield red, 1.0
    if long_side < _WORKING_SIDE:  # small codes, as from chat programs, are read better when they are larger
        grown = _WORKING_SIDE * 1.4 / long_side
        large = red.resize(_shrunk(red, 1 / grown), Image.Resampling.BICUBIC)
        yield large, 1 / grown
        yield large.filter(ImageFilter.UnsharpMask(radius=4, percent=300, threshold=0)), 1 / grown
    yield _even(working), scale
    small = max(1.0, long_side / _SMALL_SIDE)
    yield red.resize(_shrunk(red, small), Image.Resampling.BOX), small


def _even(picture: Image.Image) -> Image.Image:
    """The picture under even light."""
    bright = np.asarray(picture, dtype=np.float32)
    around = picture.filter(ImageFilter.MaxFilter(7)).reduce(4).filter(ImageFilter.GaussianBlur(12))
    light = np.asarray(around.resize(picture.size, Image.Resampling.BILINEAR), dtype=np.float32)
    return Image.fromarray(np.clip(255 * bright / np.maximum(light, 16), 0, 255).astype(np.uint8))


def _shrunk(image: Image.Image, factor: float) -> tuple[int, int]:
    return max(1, round(image.width / factor)), max(1, round(image.height / factor))


def _corners(code: zxingcpp.Barcode) -> Points:
    place = code.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return np.array([(point.x, point.y) for point in points], dtype=np.float64)
