"""The page upright, straight, evenly lit and small: only geometry and white point change, never what stands on it."""

import io

import numpy as np
from PIL import Image

from castforms.scan.geometry import scale_of, seen_through_mesh
from castforms.scan.ink import paper
from castforms.scan.registration import PageMap

LARGEST_PAGE = 290_000
"""Bytes of a page; with the file around it 300 KB."""

_MOST, _LEAST = 200 / 25.4, 120 / 25.4
_QUALITIES = (72, 62, 52, 42, 32)
_WHITE = 1.04
_COLOURED = 0.0006


def straight_jpeg(image: Image.Image, page_map: PageMap, size: tuple[float, float], *, in_colour: bool) -> bytes:
    """The page as a JPEG of at most LARGEST_PAGE bytes, 120 to 200 dpi, in colour where there is any."""
    per_mm = float(np.clip(scale_of(page_map.matrix, size), _LEAST, _MOST))
    factor = max(1, int(scale_of(page_map.matrix, size) / per_mm))
    small = image.reduce(factor)
    seen = seen_through_mesh(small, page_map.nodes(size) / factor, size, per_mm)
    even = _evenly_lit(seen, per_mm)
    picture = even if in_colour and _has_colour(even) else even.convert("L")
    return _compressed(picture)


def _evenly_lit(picture: Image.Image, per_mm: float) -> Image.Image:
    """The paper white, shadows gone."""
    channels = []
    for channel in picture.split():
        light = paper(channel, per_mm)
        bright = np.asarray(channel, dtype=np.float32)
        channels.append(Image.fromarray(np.clip(255 * _WHITE * bright / light, 0, 255).astype(np.uint8)))
    return Image.merge("RGB", channels)


def _has_colour(picture: Image.Image) -> bool:
    values = np.asarray(picture.reduce(3), dtype=np.int16)
    return bool((values.max(axis=2) - values.min(axis=2) > 40).mean() > _COLOURED)


def _compressed(picture: Image.Image) -> bytes:
    for shrink in (1.0, 0.8, 0.65):
        smaller = picture
        if shrink < 1:
            smaller = picture.resize((round(picture.width * shrink), round(picture.height * shrink)), 1, reducing_gap=2)
        for quality in _QUALITIES:
            file = io.BytesIO()
            smaller.save(file, "JPEG", quality=quality, optimize=True)
            if file.tell() <= LARGEST_PAGE:
                return file.getvalue()
    return file.getvalue()
