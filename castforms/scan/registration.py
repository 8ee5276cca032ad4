"""Lays a picture over the page it shows: coarse to fine, patch by patch, so that curled paper lies flat too."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

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
from castforms.scan.matching import Squares
from castforms.scan.originals import COARSE, MIDDLE, Original

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

    def flattened(self, size: tuple[float, float]) -> Floats:
        """The projective map that is nearest to it."""
        grid = node_grid(size).reshape(-1, 2)
        nodes = self.nodes(size).reshape(-1, 2)
        fitted = robustly_fitted(grid, nodes, np.ones(len(grid)), scale_of(self.matrix, size))
        return self.matrix if fitted is None else fitted

    def at(self, point: Points, size: tuple[float, float]) -> Floats:
        """The projective map that is true near that point (mm)."""
        if self.shifts is None:
            return self.matrix
        moved = _field_at(self.shifts, point, size)[0]
        return np.asarray(self.matrix @ np.array([[1.0, 0.0, moved[0]], [0.0, 1.0, moved[1]], [0.0, 0.0, 1.0]]))


@dataclass(frozen=True, slots=True)
class Level:
    """A step of laying over: resolution, size of the patches, how far each may be off (mm)."""

    per_mm: float
    patch: float
    reach: float
    stiffness: float = 0.0
    """How much bending counts against patches that are off."""
    enough: float = 0.0
    """Rounds of bending end once nearly all patches are off by less than so many mm."""


FLAT = (Level(COARSE, 56.0, 14.0), Level(MIDDLE, 28.0, 5.0))
BENDING = (
    Level(MIDDLE, 22.0, 4.0, stiffness=0.1, enough=0.7),
    Level(MIDDLE, 14.0, 1.6, stiffness=0.05, enough=0.25),
)

_MOST_ROUNDS = 3
_LEAST_PEAK = 0.3
_LEAST_INK = 0.004
_FEWEST = 4
_HELD, _HELD_FIRMLY = 0.04, 2.0
_NEAR = 4.0
"""mm by which print may lie beside where the paper's corners put it, and they still hold where nothing is printed."""
_CLEAR_WEIGHT = 0.02
_TRUSTED = 3
"""Times that patches which do not fit the others are trusted less."""
_CLOSE = 0.33
"""Of the reach: so far may a patch lie from the others and still be believed."""


class Layers:
    """A picture at the resolutions the rounds work at, made when first asked for."""

    def __init__(self, whole: Image.Image) -> None:
        self.whole = whole
        self._reduced: dict[int, Image.Image] = {1: whole}

    def page(self, page_map: PageMap, size: tuple[float, float], per_mm: float) -> Image.Image:
        """The page as the map finds it in the picture."""
        factor = max(1, int(scale_of(page_map.matrix, size) / per_mm))
        if factor not in self._reduced:
            self._reduced[factor] = self.whole.reduce(factor)
        shrink = np.diag([1 / factor, 1 / factor, 1.0])
        small = PageMap(shrink @ page_map.matrix, page_map.shifts)
        if page_map.shifts is None:
            return seen_through(self._reduced[factor], small.matrix, size, per_mm)
        return seen_through_mesh(self._reduced[factor], small.nodes(size), size, per_mm)

    def ink(self, page_map: PageMap, size: tuple[float, float], per_mm: float) -> Ink:
        """The ink of the page, where the picture is one of brightness."""
        return ink_of(self.page(page_map, size, per_mm), per_mm)


def laid_flat(layers: Layers, original: Original, start: Floats) -> PageMap | None:
    """The map of flat paper into the picture, from a rough first one; None where the two do not fit together."""
    matrix = start
    for level in FLAT:
        seen = _Patches(original, level).found(layers, PageMap(matrix))
        better = _flat(seen, matrix, start, original.size) if len(seen.centres) >= _FEWEST else None
        if better is None or not plausible(better, original.size, layers.whole.size):
            return None
        matrix = better
    return PageMap(matrix)


def bent(layers: Layers, original: Original, page_map: PageMap) -> PageMap:
    """The map of paper that curls, from the map of flat paper."""
    for level in BENDING:
        patches = _Patches(original, level)
        for _ in range(_MOST_ROUNDS):
            seen = patches.found(layers, page_map)
            if len(seen.centres) < _FEWEST:
                break
            page_map = PageMap(page_map.matrix, _bent(seen, page_map, original.size, level))
            if seen.off < level.enough:
                break
    return page_map


class _Found(NamedTuple):
    """Where patches of the page were found in the picture: a row for each that was."""

    centres: Points
    """On the page, in mm."""
    moves: Points
    """By how many mm each is off."""
    weights: Points
    """How sure that is in x and in y."""

    @property
    def off(self) -> float:
        """By how many mm nearly all are off at most."""
        return float(np.percentile(np.hypot(*np.where(self.weights > _CLEAR_WEIGHT, self.moves, 0.0).T), 92))


class _Patches:
    """The squares of a printed page that have ink, to be looked for in a picture round after round."""

    def __init__(self, original: Original, level: Level) -> None:
        self._size, self._per_mm = original.size, level.per_mm
        printed = original.coarse if level.per_mm == COARSE else original.middle
        side, self._reach = round(level.patch * level.per_mm), round(level.reach * level.per_mm)
        self._window = side + 2 * self._reach
        sums = printed.cumsum(axis=0, dtype=np.float64).cumsum(axis=1)
        tops, lefts = (_starts(length, side) for length in printed.shape)
        self._corners = [(t, c) for t in tops for c in lefts if _mean(sums, t, c, side) > _LEAST_INK]
        cut = [printed[t : t + side, c : c + side] for t, c in self._corners]
        self._squares = Squares(np.stack(cut), self._reach) if cut else None
        self._centres = (np.array([(c, t) for t, c in self._corners]).reshape(-1, 2) + side / 2) / level.per_mm

    def found(self, layers: Layers, page_map: PageMap) -> _Found:
        """Those that are in the picture near where the map says."""
        if self._squares is None:
            return _Found(*(np.empty((0, 2)) for _ in _Found._fields))
        padded = np.pad(layers.ink(page_map, self._size, self._per_mm), self._reach)
        windows = [padded[t : t + self._window, c : c + self._window] for t, c in self._corners]
        peaks, moves, held = self._squares.found_in(np.stack(windows))
        sure = peaks > _LEAST_PEAK
        weights = (peaks[sure] - _LEAST_PEAK) ** 1.5 + 0.01
        return _Found(self._centres[sure], moves[sure] / self._per_mm, weights[:, None] * held[sure])


def _flat(seen: _Found, before: Floats, start: Floats, size: tuple[float, float]) -> Floats | None:
    """The projective map of the patches; where the page is empty, the corners it started from hold it.

    Print that covers half a page tells little of the other half, but the paper's edge, where a start came from, does:
    if it put the print about where it is, its corners hold firmly, else only a little.
    """
    held, sure = corners(*size), seen.weights.min(axis=1)
    found = mapped(before, seen.centres + seen.moves)
    beside = mapped(np.asarray(np.linalg.inv(start), dtype=np.float64), found) - seen.centres
    off = float(np.percentile(np.hypot(*beside.T), 75))
    share = max(_HELD, _HELD_FIRMLY / (1 + (off / _NEAR) ** 4))
    return robustly_fitted(
        np.concatenate((seen.centres, held)),
        np.concatenate((found, mapped(start, held))),
        np.concatenate((sure, np.full(len(held), share * float(sure.mean())))),
        0.25 * scale_of(before, size),
    )


def node_grid(size: tuple[float, float]) -> NDArray[np.float64]:
    """The nodes over a page of that size: rows × columns × (x, y) in mm."""
    columns, rows = (max(2, round(side / _NODE_MM)) for side in size)
    xs, ys = np.linspace(0, size[0], columns + 1), np.linspace(0, size[1], rows + 1)
    return np.stack(np.meshgrid(xs, ys), axis=-1)


def _starts(length: int, side: int) -> list[int]:
    count = max(2, round(1.15 * length / side)) if length > side else 1
    return [round(k * (length - side) / max(1, count - 1)) for k in range(count)] if length > side else [0]


def _mean(sums: NDArray[np.float64], top: int, left: int, side: int) -> float:
    bottom, right = min(top + side, sums.shape[0]) - 1, min(left + side, sums.shape[1]) - 1
    above = sums[top - 1, right] if top else 0.0
    before = sums[bottom, left - 1] if left else 0.0
    both = sums[top - 1, left - 1] if top and left else 0.0
    return float(sums[bottom, right] - above - before + both) / side**2


def _bent(seen: _Found, before: PageMap, size: tuple[float, float], level: Level) -> NDArray[np.float64]:
    """Shifts of the nodes that bring each patch where it was seen, bent no more than that asks for.

    Paper bends slowly: where no patch is near, it goes on as it lies beside (a sheet's least bending energy).
    """
    centres, weights = seen.centres, seen.weights
    wanted = seen.moves if before.shifts is None else seen.moves + _field_at(before.shifts, centres, size)
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
