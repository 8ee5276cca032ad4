"""The page upright, straight, evenly lit and small: only geometry and white point change, never what stands on it."""

import io

import numpy as np
from PIL import Image

from castforms.scan.geometry import scale_of
from castforms.scan.ink import chroma, paper
from castforms.scan.registration import Layers, PageMap

LARGEST_PAGE = 290_000
"""Bytes of a page; with the file around it 300 KB."""

_MOST, _LEAST = 200 / 25.4, 120 / 25.4
_QUALITIES = (72, 62, 52, 42, 32)
_SKIPS = (1.25, 1.6)
"""Times too large, from which on one more quality, and one more again, is not tried."""
_WHITE = 1.04
_PREVIEW = 2.6
"""Pixels a mm at which colour is looked for."""
_COLOUR, _COLOURED = 40, 0.0006


def straight_jpeg(image: Image.Image, page_map: PageMap, size: tuple[float, float], *, in_colour: bool) -> bytes:
    """The page as a JPEG of at most LARGEST_PAGE bytes, 120 to 200 dpi, in colour where there is any."""
    layers, scale = Layers(image), scale_of(page_map.matrix, size)
    coloured = in_colour and _has_colour(_evenly_lit(layers.page(page_map, size, min(scale, _PREVIEW)), _PREVIEW))
    per_mm = float(np.clip(scale, _LEAST, _MOST))
    picture = (layers if coloured else Layers(image.convert("L"))).page(page_map, size, per_mm)
    return _compressed(_evenly_lit(picture, per_mm))


def _evenly_lit(picture: Image.Image, per_mm: float) -> Image.Image:
    """The paper white, shadows gone."""
    even = np.divide(np.asarray(picture), paper(picture, per_mm), dtype=np.float32)
    even *= np.float32(255 * _WHITE)
    np.minimum(even, np.float32(255), out=even)
    return Image.fromarray(even.astype(np.uint8))


def _has_colour(picture: Image.Image) -> bool:
    return bool((np.asarray(chroma(picture)) > _COLOUR).mean() > _COLOURED)


def _compressed(picture: Image.Image) -> bytes:
    for shrink in (1.0, 0.8, 0.65):
        smaller = picture
        if shrink < 1:
            smaller = picture.resize((round(picture.width * shrink), round(picture.height * shrink)), 1, reducing_gap=2)
        tried = 0
        while tried < len(_QUALITIES):
            file = io.BytesIO()
            smaller.save(file, "JPEG", quality=_QUALITIES[tried], optimize=True)
            if file.tell() <= LARGEST_PAGE:
                return file.getvalue()
            tried += 1 + sum(file.tell() > skip * LARGEST_PAGE for skip in _SKIPS)
    return file.getvalue()
