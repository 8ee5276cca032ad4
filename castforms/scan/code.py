"""Reads the mark in the foot margin.  In the red channel a red seal on top of it all but vanishes."""

from dataclasses import dataclass

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from castforms.model.page_mark import PageMark, parse_mark
from castforms.scan.geometry import Points, seen_through
from castforms.scan.ink import paper
from castforms.scan.originals import Original
from castforms.scan.registration import Layers, PageMap

_WORKING_SIDE = 2400
_PER_MM = 7.5
"""About what that gives of A4."""
_AROUND = 32.0
"""mm of the foot in whose middle the mark stands."""
_STRAIGHT_PER_MM = (10.0, 16.0, 6.0)


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A mark and the corners of its code in the picture, from its own top left one, clockwise."""

    mark: PageMark
    corners: Points


def find_mark(red: Image.Image) -> FoundMark | None:
    """The mark of the page; None where no code can be read, or only codes of something else."""
    scale = max(red.size) / _WORKING_SIDE
    whole = red
    if scale > 1:
        whole = red.resize(_shrunk(red, scale), Image.Resampling.BILINEAR, reducing_gap=2.0)
    for picture in (whole, _even(whole, _PER_MM)):
        if found := _read(picture, max(1.0, scale)):
            return found
    return None


def mark_at(layers: Layers, page_map: PageMap, original: Original) -> FoundMark | None:
    """The mark looked for where it must be on the page, in a picture made straight: reads what the whole does not give.

    The corners are those of the straight picture and say nothing of the whole one.
    """
    size = original.size
    left, top = size[0] / 2 - _AROUND / 2, size[1] - _AROUND
    for per_mm in _STRAIGHT_PER_MM:
        shift = np.array([[1.0, 0.0, left], [0.0, 1.0, top], [0.0, 0.0, 1.0]])
        centre = np.array([[size[0] / 2, size[1] - _AROUND / 2]])
        local = page_map.at(centre, size)
        seen = seen_through(layers.whole, local @ shift, (_AROUND, _AROUND), per_mm)
        for picture in (
            seen,
            _even(seen, per_mm),
            seen.filter(ImageFilter.UnsharpMask(round(0.35 * per_mm), 300, 0)),
            _even(seen, per_mm).filter(ImageFilter.UnsharpMask(round(0.5 * per_mm), 400, 0)),
            _even(seen, per_mm).filter(ImageFilter.GaussianBlur(0.2 * per_mm)),
        ):
            if found := _read(picture, 1.0):
                return found
    return None


def _read(picture: Image.Image, scale: float) -> FoundMark | None:
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for code in zxingcpp.read_barcodes(np.asarray(picture), formats=formats, try_invert=False):
        mark = parse_mark(code.text)
        if mark is not None:
            return FoundMark(mark, _corners(code) * scale)
    return None


def _even(picture: Image.Image, per_mm: float) -> Image.Image:
    """The picture under even light, its darkest parts black."""
    bright = np.divide(np.asarray(picture), paper(picture, per_mm), dtype=np.float32)
    darkest = float(np.percentile(bright[::4, ::4], 2))
    stretched = 255 * (bright - darkest) / max(0.1, 1.0 - darkest)
    return Image.fromarray(np.clip(stretched, 0, 255).astype(np.uint8))


def _shrunk(image: Image.Image, factor: float) -> tuple[int, int]:
    return max(1, round(image.width / factor)), max(1, round(image.height / factor))


def _corners(code: zxingcpp.Barcode) -> Points:
    place = code.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return np.array([(point.x, point.y) for point in points], dtype=np.float64)
