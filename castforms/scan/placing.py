"""Finds out which page a picture shows, and lays it over that page."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from castforms.scan.code import FoundMark
from castforms.scan.geometry import Floats, Points
from castforms.scan.ink import Ink, blurred
from castforms.scan.originals import COARSE, MIDDLE, Original, Spectrum
from castforms.scan.outline import by_edge, by_mark, by_slant, mark_is_at, starts
from castforms.scan.registration import Layers, PageMap, bent, laid_flat

ALIKE = 0.55
"""Correlation of ink above which a picture is taken to show the page."""

_TRIED = 4
_REACH_MM = 24.0
_MARK_NEAR = 2.5
_RIVAL = 0.06
_CLEARLY = 0.25
"""So much less must another page agree, laid where the first one lies, not to be laid over itself."""
_SAME = 0.008
_MUCH_CURL = 8.0
"""mm; bad photos of curled paper had up to 5."""
_CONVINCING = 0.5
_POOR = 0.5
"""Correlation of ink below which flat paper is taken to lie elsewhere, or to curl much."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A page found in a picture."""

    original: Original
    map: PageMap
    turned: int
    """Degrees clockwise by which the picture must be turned."""
    agreement: float
    rivals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Guess:
    original: Original
    matrix: Floats
    likeness: float


def place(
    image: Image.Image, layers: Layers, originals: Sequence[Original], found: FoundMark | None = None
) -> Placed | None:
    """The page that the picture shows; with a mark `originals` are the pages it may be (one, if it names one)."""
    first = list(_guesses(image, layers, originals, found, thorough=False))
    quick = _placed(layers, originals, first)
    if (quick and quick.agreement > ALIKE) or max((guess.likeness for guess in first), default=0.0) < _CONVINCING:
        return quick
    return _placed(layers, originals, _guesses(image, layers, originals, found, thorough=True))


def _placed(layers: Layers, originals: Sequence[Original], many: Iterable[_Guess]) -> Placed | None:
    placed: dict[int, Placed] = {}
    settled: set[int] = set()
    guesses = sorted(many, key=lambda guess: -guess.likeness)[:_TRIED]
    for original, flat in _laid_flat(layers, guesses, settled):
        laid = _as_it_lies(layers, original, flat)
        if original.number not in placed or laid.agreement > placed[original.number].agreement:
            placed[original.number] = laid
        if laid.agreement > ALIKE:
            settled |= {original.number, *_unlike(layers, laid, originals)}
    if not placed:
        return None
    best = max(placed.values(), key=lambda one: one.agreement)
    near = (one.original.number for one in placed.values() if one.agreement > best.agreement - _RIVAL)
    rivals = tuple(sorted(number for number in near if number != best.original.number))
    return replace(best, rivals=rivals)


def _laid_flat(
    layers: Layers, guesses: Sequence[_Guess], settled: Collection[int]
) -> Iterator[tuple[Original, PageMap]]:
    """The guesses of pages that are not settled yet, laid as flat paper.

    Those that do not look like the page even so come last: bending them takes long, and a better one may settle it.
    """
    poor: list[tuple[Original, PageMap]] = []
    for guess in guesses:
        original = guess.original
        if original.number in settled or (flat := laid_flat(layers, original, guess.matrix)) is None:
            continue
        if guess.likeness < _CONVINCING and _laid(layers, original, flat).agreement < _POOR:
            poor.append((original, flat))
        else:
            yield original, flat
    yield from ((original, flat) for original, flat in poor if original.number not in settled)


def _as_it_lies(layers: Layers, original: Original, flat: PageMap) -> Placed:
    """The page as the paper lies, which may curl; where it seems to curl much, it more likely lies flat elsewhere."""
    curled = bent(layers, original, flat)
    laid = _laid(layers, original, curled)
    if curled.curl < _MUCH_CURL or (again := laid_flat(layers, original, curled.flattened(original.size))) is None:
        return laid
    return max(laid, _laid(layers, original, bent(layers, original, again)), key=lambda one: one.agreement)


def _unlike(layers: Layers, laid: Placed, originals: Sequence[Original]) -> Iterator[int]:
    """The pages that the picture, laid over that one, shows so much less that they need not be tried."""
    others = [o for o in originals if o.size == laid.original.size and o.number != laid.original.number]
    seen = layers.ink(laid.map, laid.original.size, MIDDLE) if others else None
    for other in others:
        if seen is not None and agreement(other, seen) < laid.agreement - _CLEARLY:
            yield other.number


def agreement(original: Original, seen: Ink) -> float:
    """Correlation of the printed and the seen ink, both a little blurred (MIDDLE resolution)."""
    rows, columns = min(original.middle.shape[0], seen.shape[0]), min(original.middle.shape[1], seen.shape[1])
    margin = round(8 * MIDDLE)
    inner = (slice(margin, rows - margin), slice(margin, columns - margin))
    one, two = blurred(original.middle[inner], 1.0), blurred(seen[inner], 1.0)
    one, two = one - one.mean(), two - two.mean()
    return float((one * two).sum() / (np.sqrt((one**2).sum() * (two**2).sum()) + 1e-6))


def _guesses(
    image: Image.Image, layers: Layers, originals: Sequence[Original], found: FoundMark | None, *, thorough: bool
) -> Iterator[_Guess]:
    """Where the page may lie; unless `thorough`, no more once one is convincing."""
    best = 0.0
    for quad in _distinct(by_edge(image), max(image.size) * _SAME):
        for guess in _guesses_from(quad, image, layers, originals, found):
            best = max(best, guess.likeness)
            yield guess
        if best > _CONVINCING and not thorough:
            return
    if best < _CONVINCING:
        yield from _guesses_from(by_slant(layers.whole), image, layers, originals, found)


def _guesses_from(
    quad: Points,
    image: Image.Image,
    layers: Layers,
    originals: Sequence[Original],
    found: FoundMark | None,
) -> Iterator[_Guess]:
    for size in {original.size for original in originals}:
        of_size = [original for original in originals if original.size == size]
        maps = starts(quad, size, image.size)
        box = of_size[0].page.mark
        if found and box:
            maps = [matrix for matrix in maps if mark_is_at(matrix, box, found.corners) < _MARK_NEAR]
            maps.append(by_mark(box, found.corners))
        for matrix in maps:
            yield from _likenesses(layers, of_size, matrix)


def _distinct(quads: Sequence[Points], close: float) -> list[Points]:
    """Without those whose corners all lie near another's."""
    kept: list[Points] = []
    for quad in quads:
        if all(np.abs(quad - other).max() > close for other in kept):
            kept.append(quad)
    return kept


def _likenesses(layers: Layers, originals: Sequence[Original], matrix: Floats) -> Iterator[_Guess]:
    seen = Spectrum(layers.ink(PageMap(matrix), originals[0].size, COARSE))
    for original in originals:
        likeness, down, right = original.spectrum.found_in(seen, round(_REACH_MM * COARSE))
        shift = np.array([[1, 0, right / COARSE], [0, 1, down / COARSE], [0, 0, 1.0]])
        yield _Guess(original, matrix @ shift, likeness)


def _laid(layers: Layers, original: Original, page_map: PageMap) -> Placed:
    seen = layers.ink(page_map, original.size, MIDDLE)
    return Placed(original, page_map, _turned(page_map), agreement(original, seen))


def _turned(page_map: PageMap) -> int:
    """From where the page's upper edge runs in the picture."""
    angle = float(np.degrees(np.arctan2(page_map.matrix[1, 0], page_map.matrix[0, 0])))
    return round(-angle / 90) % 4 * 90
