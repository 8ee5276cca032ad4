"""Lays a picture over the page it shows: coarse to fine, patch by patch, so that curled paper lies flat too."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from castforms.scan.geometry import (
    Floats,
    Points,
    corners,
    mapped,
    plausible,
    robustly_fitted,
    scale_of,
    seen_through,
    seen_through_mesh,
)
from castforms.scan.ink import Ink, ink_of
from castforms.scan.originals import COARSE, MIDDLE, Original, reduced

_NODE_MM = 16.0
"""Distance of the nodes by which curled paper is described."""


@dataclass(frozen=True, slots=True)
class PageMap:
    """Where the page's points lie in the picture: a projective map, after shifts (mm) of the nodes of a grid."""

    matrix: Floats
    shifts: NDArray[np.float64] | None = None

    def nodes(self, size: tuple[float, float]) -> NDArray[np.float64]:
        """Picture coordinates of the grid's nodes, by row and column."""
        grid = node_grid(size)
        moved = grid if self.shifts is None else np.asarray(grid + self.shifts, dtype=np.float64)
        return mapped(self.matrix, moved.reshape(-1, 2)).reshape(grid.shape)

    @property
    def curl(self) -> float:
        """By how many mm nearly all nodes are shifted at most."""
        return 0.0 if self.shifts is None else float(np.percentile(np.abs(self.shifts), 95))

    def at(self, point: Points, size: tuple[float, float]) -> Floats:
        """The projective map that is true near that point (mm)."""
        if self.shifts is None:
            return self.matrix
        moved = _field_at(self.shifts, point, size)[0]
        return np.asarray(self.matrix @ np.array([[1.0, 0.0, moved[0]], [0.0, 1.0, moved[1]], [0.0, 0.0, 1.0]]))


@dataclass(frozen=True, slots=True)
class Level:
    """A kind of round of laying over: resolution, size of the patches, how far each may be off (mm)."""

    per_mm: float
    patch: float
    reach: float
    stiffness: float = 0.0
    """How much bending counts against patches that are off; 0: flat paper only."""
    rounds: int = 1
    """At most so many, until nearly all patches are off by less than `enough` mm."""
    enough: float = 0.0


ROUNDS = (
    Level(COARSE, 56.0, 14.0),
    Level(MIDDLE, 28.0, 5.0),
    Level(MIDDLE, 22.0, 4.0, stiffness=0.1, rounds=3, enough=0.7),
    Level(MIDDLE, 14.0, 1.6, stiffness=0.05, rounds=3, enough=0.25),
)

_LEAST_PEAK = 0.3
_LEAST_INK = 0.004
_FEWEST = 4
_HELD = 0.04
_BESIDE = 3
"""Pixels from a peak at which it is looked for how steep it is."""
_CLEAR_DROP = 0.25
_CLEAR_WEIGHT = 0.02
_TRUSTED = 3
"""Times that patches which do not fit the others are trusted less."""
_CLOSE = 0.33
"""Of the reach: so far may a patch lie from the others and still be believed."""


class Layers:
    """A picture's brightness at the resolutions the rounds work at, made when first asked for."""

    def __init__(self, bright: Image.Image) -> None:
        self.bright = bright
        self._reduced: dict[int, Image.Image] = {1: bright}

    def ink(self, page_map: PageMap, size: tuple[float, float], per_mm: float) -> Ink:
        """The ink of the page as the map finds it in the picture."""
        working = max(per_mm, MIDDLE)
        factor = max(1, int(scale_of(page_map.matrix, size) / working))
        if factor not in self._reduced:
            self._reduced[factor] = self.bright.reduce(factor)
        shrink = np.diag([1 / factor, 1 / factor, 1.0])
        small = PageMap(shrink @ page_map.matrix, page_map.shifts)
        if page_map.shifts is None:
            seen = seen_through(self._reduced[factor], small.matrix, size, working)
        else:
            seen = seen_through_mesh(self._reduced[factor], small.nodes(size), size, working)
        ink = ink_of(seen, working)
        return reduced(ink, round(working / per_mm)) if per_mm < working else ink


def lay_over(layers: Layers, original: Original, start: Floats) -> PageMap | None:
    """The map of the page into the picture, from a rough first one; None where the two do not fit together."""
    page_map: PageMap | None = PageMap(start)
    for level in ROUNDS:
        for _ in range(level.rounds):
            if page_map is None:
                return None
            page_map, off = _improved(page_map, layers, original, level)
            if off < level.enough:
                break
    return page_map


def _improved(page_map: PageMap, layers: Layers, original: Original, level: Level) -> tuple[PageMap | None, float]:
    """The map after one round, and how far (mm) nearly all patches were off at most before it."""
    size = original.size
    seen = layers.ink(page_map, size, level.per_mm)
    centres, moves, weights = _patches(_at(original, level), seen, level)
    if len(centres) < _FEWEST:
        return (page_map if level.stiffness else None), 0.0
    off = float(np.percentile(np.hypot(*np.where(weights > _CLEAR_WEIGHT, moves, 0.0).T), 92))
    if level.stiffness:
        wanted = moves if page_map.shifts is None else moves + _field_at(page_map.shifts, centres, size)
        return PageMap(page_map.matrix, _bent(centres, wanted, weights, size, level)), off
    both = weights.min(axis=1)
    matrix = _flat(centres, mapped(page_map.matrix, centres + moves), both, page_map.matrix, size)
    if matrix is None or not plausible(matrix, size, layers.bright.size):
        return None, off
    return PageMap(matrix), off


def _flat(
    centres: Points, target: Points, weights: NDArray[np.float64], before: Floats, size: tuple[float, float]
) -> Floats | None:
    """The projective map of the patches; where the page is empty, the map so far holds it a little."""
    held = corners(*size)
    return robustly_fitted(
        np.concatenate((centres, held)),
        np.concatenate((target, mapped(before, held))),
        np.concatenate((weights, np.full(len(held), _HELD * float(weights.mean())))),
        0.25 * scale_of(before, size),
    )


def node_grid(size: tuple[float, float]) -> NDArray[np.float64]:
    """The nodes over a page of that size: rows × columns × (x, y) in mm."""
    columns, rows = (max(2, round(side / _NODE_MM)) for side in size)
    xs, ys = np.linspace(0, size[0], columns + 1), np.linspace(0, size[1], rows + 1)
    return np.stack(np.meshgrid(xs, ys), axis=-1)


def _at(original: Original, level: Level) -> Ink:
    return original.coarse if level.per_mm == COARSE else original.middle


def _patches(printed: Ink, seen: Ink, level: Level) -> tuple[Points, Points, Points]:
    """Centres (mm) of patches of the page, how far each is off in the picture (mm), how sure that is in x and y."""
    side, reach = round(level.patch * level.per_mm), round(level.reach * level.per_mm)
    height, width = min(printed.shape[0], seen.shape[0]), min(printed.shape[1], seen.shape[1])
    printed, seen = printed[:height, :width], seen[:height, :width]
    tops, lefts = _starts(height, side), _starts(width, side)
    sums = printed.cumsum(axis=0, dtype=np.float64).cumsum(axis=1)
    corner = [(t, c) for t in tops for c in lefts if _mean(sums, t, c, side) > _LEAST_INK]
    if not corner:
        return np.empty((0, 2)), np.empty((0, 2)), np.empty((0, 2))
    padded = np.pad(seen, reach)
    templates = np.stack([printed[t : t + side, c : c + side] for t, c in corner])
    windows = np.stack([padded[t : t + side + 2 * reach, c : c + side + 2 * reach] for t, c in corner])
    peaks, moves, held = best_moves(templates, windows, reach)
    centres = (np.array([(c, t) for t, c in corner], dtype=np.float64) + side / 2) / level.per_mm
    sure = peaks > _LEAST_PEAK
    weights = (peaks[sure] - _LEAST_PEAK) ** 1.5 + 0.01
    return centres[sure], moves[sure] / level.per_mm, weights[:, None] * held[sure]


def _starts(length: int, side: int) -> list[int]:
    count = max(2, round(1.15 * length / side)) if length > side else 1
    return [round(k * (length - side) / max(1, count - 1)) for k in range(count)] if length > side else [0]


def _mean(sums: NDArray[np.float64], top: int, left: int, side: int) -> float:
    bottom, right = min(top + side, sums.shape[0]) - 1, min(left + side, sums.shape[1]) - 1
    above = sums[top - 1, right] if top else 0.0
    before = sums[bottom, left - 1] if left else 0.0
    both = sums[top - 1, left - 1] if top and left else 0.0
    return float(sums[bottom, right] - above - before + both) / side**2


def best_moves(
    templates: NDArray[np.float32], windows: NDArray[np.float32], reach: int
) -> tuple[NDArray[np.float64], Points, Points]:
    """Peak of the normalised cross-correlation of each template in its window, its place (x, y) to a part pixel.

    Last, how well it is held there in x and in y, 0 to 1: a rule may slide along itself.
    """
    side, room = templates.shape[1], windows.shape[1]
    padded = _fast_length(room)
    centred = templates - templates.mean(axis=(1, 2), keepdims=True)
    spectrum = np.conj(np.fft.rfft2(centred, (padded, padded))) * np.fft.rfft2(windows, (padded, padded))
    span = room - side + 1
    product = np.fft.irfft2(spectrum, (padded, padded))[:, :span, :span]
    one, two = _box_sums(windows, side), _box_sums(windows**2, side)
    variance = np.maximum(two - one**2 / side**2, 1e-3 * side)
    norm = np.sqrt((centred.astype(np.float64) ** 2).sum(axis=(1, 2)))[:, None, None]
    surface = product / (np.sqrt(variance) * np.maximum(norm, 1e-6))
    flat = surface.reshape(len(surface), -1)
    best = flat.argmax(axis=1)
    rows, columns = best // span, best % span
    peaks = flat[np.arange(len(flat)), best]
    x = columns - reach + _part(surface, rows, columns, axis=1)
    y = rows - reach + _part(surface, rows, columns, axis=0)
    at_edge = (rows == 0) | (columns == 0) | (rows == span - 1) | (columns == span - 1)
    drops = (_drop(surface, rows, columns, axis) for axis in (1, 0))
    held = np.clip(np.column_stack(tuple(drops)) / _CLEAR_DROP, 0.0, 1.0) ** 2
    return np.where(at_edge, 0.0, peaks), np.column_stack((x, y)).astype(np.float64), held


def _drop(
    surface: NDArray[np.float64], rows: NDArray[np.intp], columns: NDArray[np.intp], axis: int
) -> NDArray[np.float64]:
    """How much lower the surface lies beside the peak, on the higher side."""
    many, last = np.arange(len(surface)), surface.shape[1] - 1
    at = rows if axis == 0 else columns
    sides = [np.clip(at + step, 0, last) for step in (-_BESIDE, _BESIDE)]
    values = [surface[many, side, columns] if axis == 0 else surface[many, rows, side] for side in sides]
    return np.asarray(surface[many, rows, columns] - np.maximum(*values))


def _part(
    surface: NDArray[np.float64], rows: NDArray[np.intp], columns: NDArray[np.intp], axis: int
) -> NDArray[np.float64]:
    """Where between the pixels the peak lies, by a parabola."""
    many, span = np.arange(len(surface)), surface.shape[1]
    at = rows if axis == 0 else columns
    before, after = np.maximum(at - 1, 0), np.minimum(at + 1, span - 1)
    middle = surface[many, rows, columns]
    low = surface[many, before, columns] if axis == 0 else surface[many, rows, before]
    high = surface[many, after, columns] if axis == 0 else surface[many, rows, after]
    bend = low - 2 * middle + high
    return np.clip(np.where(bend < 0, 0.5 * (low - high) / np.where(bend < 0, bend, 1), 0), -0.5, 0.5)


def _box_sums(values: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """The sum of each square of that side, from the one before it: what comes in less what goes out."""
    for axis in (1, 2):
        ahead = np.moveaxis(values, axis, 0)
        sums = np.empty((len(ahead) - side + 1, *ahead.shape[1:]), dtype=np.float32)
        sums[0] = ahead[:side].sum(axis=0)
        np.subtract(ahead[side:], ahead[:-side], out=sums[1:])
        values = np.moveaxis(sums.cumsum(axis=0, dtype=np.float32), 0, axis)
    return values


def _fast_length(length: int) -> int:
    """The next length that a Fourier transform likes."""
    return next(n for n in (64, 72, 80, 90, 96, 100, 108, 120, 128, 144, 160, 180, 192, 256, 384, 512) if n >= length)


def _bent(
    centres: Points, wanted: Points, weights: Points, size: tuple[float, float], level: Level
) -> NDArray[np.float64]:
    """Shifts of the nodes that bring each patch where it is wanted, bent no more than that asks for.

    Paper bends slowly: where no patch is near, it goes on as it lies beside (a sheet's least bending energy).
    """
    grid = node_grid(size)
    between, bending = _between_nodes(centres, grid.shape, size), level.stiffness * _bending(grid.shape[:2])
    shifts = np.empty((grid.shape[0] * grid.shape[1], 2))
    trust = np.ones(len(centres))
    for _ in range(_TRUSTED):
        for axis in (0, 1):
            weighted = between * (weights[:, axis] * trust)[:, None]
            shifts[:, axis] = np.linalg.solve(weighted.T @ between + bending, weighted.T @ wanted[:, axis])
        off = np.hypot(*((wanted - between @ shifts) * (weights > 0)).T)
        trust = 1 / (1 + (off / max(_CLOSE * level.reach, 2.5 * float(np.median(off)))) ** 4)
    return shifts.reshape(grid.shape)


def _between_nodes(points: Points, nodes: tuple[int, ...], size: tuple[float, float]) -> NDArray[np.float64]:
    """What each node counts for at each point (bilinear): a row a point, a column a node."""
    rows, columns = nodes[0] - 1, nodes[1] - 1
    x = np.clip(points[:, 0] / size[0] * columns, 0, columns - 1e-6)
    y = np.clip(points[:, 1] / size[1] * rows, 0, rows - 1e-6)
    c, r = x.astype(int), y.astype(int)
    u, v = x - c, y - r
    counts = np.zeros((len(points), nodes[0], nodes[1]))
    many = np.arange(len(points))
    counts[many, r, c] = (1 - u) * (1 - v)
    counts[many, r, c + 1] = u * (1 - v)
    counts[many, r + 1, c] = (1 - u) * v
    counts[many, r + 1, c + 1] = u * v
    return counts.reshape(len(points), -1)


@lru_cache(maxsize=4)
def _bending(nodes: tuple[int, int]) -> NDArray[np.float64]:
    """The bending energy of a grid of shifts, as a quadratic form; a trifle keeps what nothing holds where it is."""
    unit = np.eye(nodes[0] * nodes[1]).reshape(*nodes, -1)
    second = (np.diff(unit, 2, axis=0), np.diff(unit, 2, axis=1), np.sqrt(2) * np.diff(np.diff(unit, axis=0), axis=1))
    energy = sum(part.reshape(-1, unit.shape[-1]).T @ part.reshape(-1, unit.shape[-1]) for part in second)
    return np.asarray(energy + 1e-5 * np.eye(unit.shape[-1]))


def _field_at(shifts: NDArray[np.float64], points: Points, size: tuple[float, float]) -> Points:
    """The shifts between the nodes."""
    return np.asarray(_between_nodes(points, shifts.shape, size) @ shifts.reshape(-1, 2))
