"""Finds round seals on a page that was laid over its original, and measures them.  Nothing is ever drawn."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from castforms.model.scan import Seal
from castforms.scan.ink import Ink, blurred
from castforms.scan.originals import COARSE, MIDDLE, reduced

LEAST_COVERAGE = 0.45
"""Share of the ring that must be there: a worn seal has 0.58; on pages without a seal nothing else had any."""

_RADII = np.arange(15.0, 27.1, 0.75)
_TRIED = 6
_MOST_SEALS = 4
_APART_MM = 12.0
_ANGLES = 240
_WINDOWS = (2.6, 1.6, 1.0, 0.8)
"""mm around the radius in which the edge is looked for, narrower each time."""
_ON_CIRCLE = 0.55
_RING = 1.0
"""mm inside the edge that must be inked."""
_BEYOND, _CLEAR = 2.0, 0.7
"""mm beyond the edge that are looked at, and from where on nothing of the seal is left."""
_MOST_BESIDE = 0.5
"""Ink there, as a share of the ring's: seals had at most 0.1, the noise of dark photos from 0.9 on."""
_LEAST_LEVEL = 0.05
_LEAST_AREA = 60.0
"""mm² of ink: a third of a seal's ring; a page with less is looked at no further."""


class StampInk(NamedTuple):
    """What may be a stamp's ink at MIDDLE resolution, and where that can be known at all."""

    ink: Ink
    known: NDArray[np.bool_]
    """False under printed text (where colour does not tell) and beyond the picture."""
    inside: NDArray[np.bool_]
    """False beyond the picture."""


def red_stamp(redness: Ink, inside: NDArray[np.bool_]) -> StampInk:
    """Stamp ink of a colour picture; what tint the light gives to all of the paper does not count."""
    ink = np.clip(redness - _tint(redness), 0.0, 1.0)
    return StampInk(ink, inside, inside)


def dark_stamp(seen: Ink, printed: Ink, inside: NDArray[np.bool_]) -> StampInk:
    """Stamp ink of a picture without colour: ink where nothing was printed."""
    rows, columns = (min(a, b) for a, b in zip(seen.shape, printed.shape, strict=True))
    seen, printed, inside = seen[:rows, :columns], printed[:rows, :columns], inside[:rows, :columns]
    known = inside & (blurred(printed, 1.2) < 0.05)
    return StampInk(np.where(known, seen, 0), known, inside)


def find_seals(stamp: StampInk) -> tuple[Seal, ...]:
    """The seals of the page, the plainest first."""
    found: list[Seal] = []
    for x, y, radius in _candidates(stamp.ink):
        seal = _measured(stamp, x, y, radius)
        if seal and all(np.hypot(seal.x - other.x, seal.y - other.y) > _APART_MM for other in found):
            found.append(seal)
    return tuple(sorted(found, key=lambda seal: -seal.coverage)[:_MOST_SEALS])


def _tint(redness: Ink) -> Ink:
    """How red the bare paper is, by the median of large squares."""
    step = round(14 * MIDDLE)
    rows, columns = (-length % step for length in redness.shape)
    padded = np.pad(redness, ((0, rows), (0, columns)), mode="edge")
    tiles = padded.reshape(padded.shape[0] // step, step, padded.shape[1] // step, step)[:, ::3, :, ::3]
    medians = np.median(tiles, axis=(1, 3))
    wide = np.kron(medians, np.ones((step, step), dtype=np.float32))
    return np.asarray(wide[: redness.shape[0], : redness.shape[1]], dtype=np.float32)


def _candidates(ink: Ink) -> Iterator[tuple[float, float, float]]:
    """Centres and radii (mm) of what looks most like a ring."""
    coarse = reduced(ink, round(MIDDLE / COARSE))
    if (coarse > _LEAST_LEVEL).sum() < _LEAST_AREA * COARSE**2:
        return
    level = float(np.clip(np.percentile(coarse, 99.5), 0.06, 0.3))
    spectrum = np.fft.rfft2(np.clip(coarse / level, 0, 1), _padded(coarse.shape))
    scores = np.stack(
        [
            np.fft.irfft2(spectrum * kernel, _padded(coarse.shape))[: coarse.shape[0], : coarse.shape[1]]
            for kernel in _ring_spectra(coarse.shape)
        ]
    )
    best, which = scores.max(axis=0), scores.argmax(axis=0)
    apart = round(4 * COARSE)
    for _ in range(_TRIED):
        row, column = np.unravel_index(int(best.argmax()), best.shape)
        if best[row, column] <= 0.08:
            return
        yield (column + 0.5) / COARSE, (row + 0.5) / COARSE, float(_RADII[which[row, column]])
        best[max(0, row - apart) : row + apart + 1, max(0, column - apart) : column + apart + 1] = 0


def _padded(shape: tuple[int, ...]) -> tuple[int, int]:
    """Room for a ring that reaches beyond the page."""
    height, width = (next(n for n in (360, 400, 432, 480, 512, 540, 576, 1024) if n >= s + 40) for s in shape[:2])
    return height, width


@lru_cache(maxsize=4)
def _ring_spectra(shape: tuple[int, ...]) -> tuple[NDArray[np.complex64], ...]:
    """Rings of each radius, less what lies beside them: a filled disc or a page of text gives nothing."""
    padded = _padded(shape)
    rows = np.fft.fftfreq(padded[0], 1 / padded[0])[:, None]
    columns = np.fft.fftfreq(padded[1], 1 / padded[1])[None, :]
    distance = np.hypot(rows, columns) / COARSE
    spectra = []
    for radius in _RADII:
        ring = (distance > radius - 1.4) & (distance <= radius + 0.3)
        outer = (distance > radius + 0.8) & (distance <= radius + 2.2)
        inner = (distance > radius - 3.2) & (distance <= radius - 1.9)
        kernel = ring / ring.sum() - 0.7 * outer / outer.sum() - 0.3 * inner / inner.sum()
        spectra.append(np.conj(np.fft.rfft2(kernel.astype(np.float32))))
    return tuple(spectra)


def _measured(stamp: StampInk, x: float, y: float, radius: float) -> Seal | None:
    """The seal near that circle, if its outer edge is a circle for most of its length."""
    angles = np.arange(_ANGLES) * 2 * np.pi / _ANGLES
    directions = np.column_stack((np.cos(angles), np.sin(angles)))
    shapes = np.column_stack((directions, np.ones(_ANGLES), np.cos(2 * angles), np.sin(2 * angles)))
    coverage, cut = 0.0, 0.0
    for window in _WINDOWS:
        radii = np.arange(radius - window - _RING, radius + window + _BEYOND, 0.12)
        xs = x + directions[:, :1] * radii
        ys = y + directions[:, 1:] * radii
        values, known, inside = _sampled(stamp, xs, ys)
        near = np.abs(radii - radius) <= window + 0.4
        peaks = np.where(known & near, values, 0).max(axis=1)
        level = max(_LEAST_LEVEL, 0.5 * float(np.percentile(peaks, 70)))
        inked = (values > level) & known
        edge = _outer_edges(inked & near, radii)
        usable = ~np.isnan(edge)
        if usable.sum() < 0.3 * _ANGLES:
            return None
        shape = _shape(shapes[usable], edge[usable])
        x, y, radius = x + shape[0], y + shape[1], shape[2]
        off = np.abs(edge - shapes @ shape)
        ring = (radii > radius - _RING) & (radii <= radius)
        visible = (known & ring).sum(axis=1) > 0.5 * ring.sum()
        filled = (inked & ring).sum(axis=1) > 0.4 * np.maximum(1, (known & ring).sum(axis=1))
        good = visible & usable & filled & (np.nan_to_num(off, nan=9.0) < _ON_CIRCLE)
        cut = 1.0 - float((inside & ring).sum(axis=1).astype(bool).mean())
        coverage = float(good.sum() / max(1, visible.sum())) if visible.sum() > 0.3 * _ANGLES else 0.0
    beside = known & (radii > radius + _CLEAR)
    if (
        coverage < LEAST_COVERAGE
        or not 14 <= radius <= 28
        or _mean(values, beside) > _MOST_BESIDE * _mean(values, known & ring)
    ):
        return None
    oval = 4 * float(np.hypot(*shape[3:]))
    x, y, diameter, oval = (round(float(value), 2) for value in (x, y, 2 * radius, oval))
    return Seal(x, y, diameter, round(coverage, 3), cut > 0.015, oval)


def _mean(values: NDArray[np.float32], part: NDArray[np.bool_]) -> float:
    return float(values[part].mean()) if part.any() else 0.0


def _sampled(
    stamp: StampInk, xs: NDArray[np.float64], ys: NDArray[np.float64]
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.bool_]]:
    """Ink at points of the page (bilinear), whether it is known there, and whether that is in the picture."""
    height, width = stamp.ink.shape
    u, v = xs * MIDDLE - 0.5, ys * MIDDLE - 0.5
    on_page = (u >= 0) & (v >= 0) & (u < width - 1) & (v < height - 1)
    c, r = np.clip(u.astype(int), 0, width - 2), np.clip(v.astype(int), 0, height - 2)
    a, b = (u - c).astype(np.float32), (v - r).astype(np.float32)
    ink = stamp.ink
    above = ink[r, c] * (1 - a) + ink[r, c + 1] * a
    below = ink[r + 1, c] * (1 - a) + ink[r + 1, c + 1] * a
    values = above * (1 - b) + below * b
    inside = on_page & stamp.inside[r, c]
    return np.where(inside, values, 0), inside & stamp.known[r, c], inside


def _outer_edges(inked: NDArray[np.bool_], radii: NDArray[np.float64]) -> NDArray[np.float64]:
    """The largest inked radius in each direction; nan where there is none."""
    last = inked.shape[1] - 1 - inked[:, ::-1].argmax(axis=1)
    step = radii[1] - radii[0]
    return np.where(inked.any(axis=1), radii[last] + step / 2, np.nan)


def _shape(shapes: NDArray[np.float64], edge: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shift of the centre, radius and ovalness of the rounded shape through most of the edge points."""
    solution = np.array([0.0, 0.0, float(np.median(edge)), 0.0, 0.0])
    for _ in range(6):
        off = np.abs(edge - shapes @ solution)
        weight = 1 / (1 + (off / max(0.15, float(np.median(off)))) ** 2)
        solution = np.linalg.lstsq(shapes * weight[:, None], edge * weight, rcond=None)[0]
    return np.asarray(solution)
