"""The printed pages as they should look, rendered once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from castforms.model.page_mark import PageMark
from castforms.model.pages import PageBox
from castforms.scan.ink import Ink, folded

FINE, MIDDLE, COARSE = 6.0, 3.0, 1.5
"""Pixels in a mm: at which a picture is taken over, at which it is laid over its page and compared, and recognised."""

MM_PER_POINT = 25.4 / 72

_RENDERED = 4
"""Times larger, then taken together."""

_FFT_LENGTHS = (320, 360, 400, 432, 480, 512, 540, 576, 640, 720, 768, 864, 1024, 2048)
_FFT_ROOM = 72
"""Pixels of room for shifts, so that what leaves a page on one side does not come in on the other."""


@dataclass(frozen=True)
class Original:
    """A page of the return as it was printed."""

    number: int
    """From 1."""
    page: PageBox
    printed: NDArray[np.uint8]
    """Its ink at MIDDLE, 255 where it is full; a long return has many pages."""
    mark: PageMark | None = None
    """What its mark says, if it carries one."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        return self.page.width * MM_PER_POINT, self.page.height * MM_PER_POINT

    def unmarked(self) -> "Original":
        """The page as it is without its mark."""
        if self.page.mark is None:
            return self
        box = self.page.mark
        left, top, side = (round(value * MM_PER_POINT * MIDDLE) for value in (box.x, box.y, box.side))
        printed = self.printed.copy()
        printed[top - 1 : top + side + 2, left - 1 : left + side + 2] = 0
        return replace(self, page=self.page._replace(mark=None), printed=printed, mark=None)

    @property
    def middle(self) -> Ink:
        """The ink at MIDDLE."""
        return np.asarray(self.printed, dtype=np.float32) / np.float32(255.0)

    @property
    def coarse(self) -> Ink:
        """The ink at COARSE."""
        return reduced(self.middle, round(MIDDLE / COARSE))

    @cached_property
    def spectrum(self) -> "Spectrum":
        """For finding the page in a picture."""
        return Spectrum(self.coarse)


class Spectrum:
    """A page's ink, ready to be looked for in another's at all shifts."""

    def __init__(self, ink: Ink) -> None:
        self.shape = tuple(next(n for n in _FFT_LENGTHS if n >= side + _FFT_ROOM) for side in ink.shape)
        centred = ink - ink.mean()
        self.norm = float(np.sqrt((centred**2).sum())) or 1.0
        self.transform = np.fft.rfft2(centred, self.shape)

    def found_in(self, other: "Spectrum", reach: int) -> tuple[float, int, int]:
        """Correlation (at most 1), shift down and shift right in pixels, neither further than `reach`."""
        surface = np.fft.irfft2(other.transform * np.conj(self.transform), self.shape)
        rows = np.concatenate((surface[: reach + 1], surface[-reach:]))
        near = np.concatenate((rows[:, : reach + 1], rows[:, -reach:]), axis=1)
        row, column = np.unravel_index(int(near.argmax()), near.shape)
        side = 2 * reach + 1
        down, right = (int(k) if k <= reach else int(k) - side for k in (row, column))
        return float(near[row, column]) / (other.norm * self.norm), down, right


def originals_of(pdf: bytes, pages: Sequence[PageBox], mark: PageMark | None = None) -> tuple[Original, ...]:
    """The pages of the return's own PDF; `mark` is what their marks say, the page aside."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(
            Original(number, page, _printed(document[number - 1], page), mark and mark._replace(page=number))
            for number, page in enumerate(pages, start=1)
        )
    finally:
        document.close()


def reduced(ink: Ink, factor: int) -> Ink:
    """The means of squares of that many pixels."""
    rows, columns = ink.shape[0] // factor * factor, ink.shape[1] // factor * factor
    return folded(ink[:rows, :columns], factor, np.add) / np.float32(factor**2)


def _printed(page: pypdfium2.PdfPage, box: PageBox) -> NDArray[np.uint8]:
    larger = page.render(scale=_RENDERED * MIDDLE * MM_PER_POINT, grayscale=True).to_pil()
    wanted = round(box.width * MM_PER_POINT * MIDDLE), round(box.height * MM_PER_POINT * MIDDLE)
    return 255 - np.asarray(larger.resize(wanted, Image.Resampling.BOX))
