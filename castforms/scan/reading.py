"""One picture, read as far as it can be read: page, version, seals, changes, and the page made straight."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from castforms.model.page_mark import WHOLE_DOCUMENT
from castforms.model.scan import Colouring, Identified, PageReading
from castforms.scan.alteration import Difference, alterations_of, difference_of, hidden_by
from castforms.scan.code import FoundMark, find_mark, mark_at
from castforms.scan.geometry import scale_of, seen_through_mesh
from castforms.scan.ink import Ink, blurred, channels, chroma, fall_of, ink_in, ink_of, paper, shaded_paper, widened
from castforms.scan.originals import FINE, MIDDLE, Original, reduced
from castforms.scan.pictures import Picture, middle_of, two_valued
from castforms.scan.placing import ALIKE, Placed, place
from castforms.scan.registration import Layers, PageMap
from castforms.scan.seal import dark_stamp, find_seals, red_stamp
from castforms.scan.straight import straight_jpeg

_MM_PER_INCH = 25.4
_COLOURED, _TINTED = 24, 3
"""How far apart the channels of a pixel, of most pixels, lie in a picture taken in colour."""
_BLANK_CONTRAST = 18
_EVEN = 1.5
_RED = 0.12
_MOST_UNREST = 0.05
_LEAST_AGREEMENT = 0.85
_FLAT = 0.2
"""mm of curl: flatbed scans have less, photos more."""


class Sheets(NamedTuple):
    """The return as it was printed, with marks or without."""

    marked: Sequence[Original]
    plain: Sequence[Original]

    @classmethod
    def of(cls, marked: Sequence[Original]) -> "Sheets":
        """From the pages with their marks."""
        return cls(tuple(marked), tuple(original.unmarked() for original in marked))


def read_page(picture: Picture, sheets: Sheets) -> PageReading:
    """What the picture shows of the return."""
    image = picture.image
    colouring = _colouring(image)
    red, redness = channels(image)
    found = find_mark(red)
    reading = PageReading(picture.source, picture.number, Identified.NOT, colouring=colouring)
    if _is_blank(red):
        return reading._replace(blank=True)
    if found and not _of_this_version(found, sheets):
        return reading._replace(identified=Identified.MARK, mark=found.mark, page=found.mark.page)
    layers = Layers(red)
    placed = _placed(image, layers, sheets, found)
    if placed and found is None:
        found = mark_at(layers, placed.map, placed.original)
        if found and not _of_this_version(found, sheets):
            return reading._replace(identified=Identified.MARK, mark=found.mark, page=found.mark.page)
        if found and found.mark.page not in {WHOLE_DOCUMENT, placed.original.number}:
            placed = place(image, layers, [sheets.marked[found.mark.page - 1]])
    if placed is None or placed.agreement < ALIKE:
        known = found is not None and found.mark.page != WHOLE_DOCUMENT
        page = found.mark.page if found and known else 0
        mark = found.mark if found else None
        return reading._replace(identified=Identified.MARK if known else Identified.NOT, mark=mark, page=page)
    return _judged(reading, image, layers, redness, placed, found)


def _judged(
    reading: PageReading,
    image: Image.Image,
    layers: Layers,
    redness: Image.Image,
    placed: Placed,
    found: FoundMark | None,
) -> PageReading:
    original, size = placed.original, placed.original.size
    bright = layers.page(placed.map, size, FINE)
    light, finer = shaded_paper(bright, FINE), round(FINE / MIDDLE)
    seen = reduced(ink_in(bright, light), finer)
    inside = _inside(image, placed.map, size)[: seen.shape[0], : seen.shape[1]]
    in_colour = reading.colouring is Colouring.COLOUR
    if in_colour:
        red = _page_redness(layers, redness, placed.map, size)
        stamp = red_stamp(red[: seen.shape[0], : seen.shape[1]], inside)
    else:
        stamp = dark_stamp(seen, original.middle, inside)
    seals = find_seals(stamp)
    hidden = hidden_by(seals, seen.shape)
    if in_colour:
        seen = np.maximum(seen, np.where(hidden, 0, _red_strokes(stamp.ink)))
        hidden &= _red_pixels(stamp.ink)
    difference = difference_of(original, seen, fall_of(light[::finer, ::finer], MIDDLE), inside, hidden)
    by_page_mark = found is not None and found.mark.page == original.number
    return reading._replace(
        identified=Identified.MARK if by_page_mark else Identified.PICTURE,
        page=original.number,
        mark=found.mark if found else None,
        turned=placed.turned,
        dpi=round(scale_of(placed.map.matrix, size) * _MM_PER_INCH),
        agreement=round(placed.agreement, 3),
        rivals=() if by_page_mark else placed.rivals,
        seals=seals,
        alterations=alterations_of(original, difference, flat=placed.map.curl < _FLAT),
        doubtful=_too_poor(difference, placed, reading.colouring),
        compared=True,
        jpeg=straight_jpeg(image, placed.map, size, in_colour=in_colour),
    )


def _too_poor(difference: Difference, placed: Placed, colouring: Colouring) -> bool:
    """Whether changes by hand cannot be told from the picture's own faults."""
    return (
        colouring is Colouring.BLACK_AND_WHITE
        or difference.unrest > _MOST_UNREST
        or placed.agreement < _LEAST_AGREEMENT
    )


def _placed(image: Image.Image, layers: Layers, sheets: Sheets, found: FoundMark | None) -> Placed | None:
    if found is None:
        return place(image, layers, sheets.plain)
    if found.mark.page == WHOLE_DOCUMENT:
        return place(image, layers, sheets.marked, found)
    return place(image, layers, [sheets.marked[found.mark.page - 1]], found)


def _of_this_version(found: FoundMark, sheets: Sheets) -> bool:
    """Whether the mark names a page of this return in this version."""
    mark = found.mark
    own = sheets.marked[0].mark
    return own is not None and mark._replace(page=own.page) == own and mark.page <= len(sheets.marked)


def _inside(image: Image.Image, page_map: PageMap, size: tuple[float, float]) -> NDArray[np.bool_]:
    """Which pixels of the page (MIDDLE) lie in the picture."""
    factor = 8
    small = Image.new("L", (max(1, image.width // factor), max(1, image.height // factor)))
    shrink = np.array([small.width / image.width, small.height / image.height])
    seen = seen_through_mesh(small, page_map.nodes(size) * shrink, size, MIDDLE / 2)
    beyond = np.asarray(seen.resize((round(size[0] * MIDDLE), round(size[1] * MIDDLE)))) > 127
    return ~beyond


def _page_redness(layers: Layers, redness: Image.Image, page_map: PageMap, size: tuple[float, float]) -> Ink:
    """How red the page is at MIDDLE resolution, as a share of the light there."""
    red, bright = (each.page(page_map, size, MIDDLE) for each in (Layers(redness), layers))
    share: Ink = np.divide(np.asarray(red), paper(bright, MIDDLE), dtype=np.float32)
    return share


def _red_pixels(ink: Ink) -> NDArray[np.bool_]:
    """Where a stamp's red lies, a little wider."""
    return widened(blurred(ink, 0.8)) > _RED / 3


def _red_strokes(ink: Ink) -> Ink:
    """Red as if it were black ink, so that a red pen counts as much as a black one."""
    return np.asarray(np.clip(ink / (3 * _RED), 0, 1) * (ink > _RED), dtype=np.float32)


def _colouring(image: Image.Image) -> Colouring:
    apart = np.asarray(chroma(image.reduce(max(1, max(image.size) // 1200))))
    if int(apart.max()) > _COLOURED or float(np.median(apart)) > _TINTED:
        return Colouring.COLOUR
    return Colouring.BLACK_AND_WHITE if two_valued(image) else Colouring.GREY


def _is_blank(red: Image.Image) -> bool:
    """Whether nothing but paper (or nothing at all) is to be seen in the picture's middle."""
    middle = red.crop(middle_of(red)).reduce(max(1, max(red.size) // 900))
    if np.asarray(middle).std() < _EVEN:
        return True
    per_mm = max(middle.size) / 200
    ink = ink_of(middle, max(1.5, per_mm))
    return bool((ink > _BLANK_CONTRAST / 100).mean() < 0.0004)
