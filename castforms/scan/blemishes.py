"""What differs on the paper though nobody wrote it: staples, punched holes, folds, the lines of a dusty scanner.

Each is told by its shape and by where on the paper such things are.  What is surely one says nothing about the return;
what may be one and may be a pen is asked about.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from castforms.scan.geometry import Points
from castforms.scan.ink import Ink
from castforms.scan.originals import MIDDLE

_CORNER_MM, _EDGE_MM = 27.0, 15.0
"""A staple lies within the one of a corner, or within the other of an edge and along it."""
_STAPLE_MM, _MAY_BE_STAPLE_MM = (7.5, 14.0), (3.0, 16.0)
"""The backs of staples in offices are 8 to 13 mm long."""
_WIRE_MM, _STRAIGHT_MM, _ALONG = 0.6, 0.06, 0.2
"""Deviations across and of its middle line from a straight one (wires 0.03, a pen 0.08 mm and more); slope."""
_MAY_BE_WIRE_MM, _MAY_BE_STRAIGHT_MM = 1.1, 0.5
_DOT_MM = 2.4
"""What a staple leaves that was taken out."""

_HOLE_MM, _HOLE_ROUND_MM, _HOLE_INSET_MM = (4.0, 9.0), 1.5, (7.0, 17.5)
_HOLES_APART_MM, _HOLES_NEAR_MM, _HOLES_OFF_MM = 80.0, 1.5, 12.0
"""ISO 838: 6 mm wide, 12 mm from the edge, 80 mm apart."""
_ROUND = 0.6
"""Of its width, from the middle: a square's corners lie 0.7 away."""
_SECTORS, _FILLED_SECTORS = 12, 10

_LINE_MM, _THIN_MM = 8.0, 0.9
"""A part of a line tells its direction; shorter ones may be parts of a level or upright one."""
_LINES_TRIED = 6
_BESIDE_MM, _BARE = 1.7, 0.05
_LEAST_RIDGE, _SHARE_OF_RIDGE = 0.02, 0.3
_ACROSS, _AT_EDGE = 0.7, 0.6
"""How much of such a line must be there, on bare paper and in the last mm before the paper's edges."""
_LAST_MM, _BEYOND_MM, _LEAST_BARE_MM = 12.0, 3.5, 18.0
_STEP_MM = 2.0
_ON_LINE_MM, _ON_LINE = 1.5, 0.85
_TURNS, _OFFSETS = np.radians(np.arange(-3.0, 3.05, 0.15)), np.arange(-0.8, 0.85, 0.2)
_STRONGER, _STRONG = 2.5, 0.35
"""Times the line's own strength, and how strong at least: something else lies on the line."""


class Likeness(IntEnum):
    """Whether a place that differs is a blemish."""

    NOT = 0
    MAY_BE = 1
    IS = 2


class Spot(NamedTuple):
    """A place that differs: its points in mm, and by how much each does."""

    points: Points
    values: Ink

    @property
    def low(self) -> Points:
        """Its upper left corner."""
        return np.asarray(self.points.min(axis=0))

    @property
    def high(self) -> Points:
        """Its lower right corner."""
        return np.asarray(self.points.max(axis=0) + 1 / MIDDLE)

    @property
    def middle(self) -> Points:
        """Of its box."""
        return np.asarray((self.low + self.high) / 2)


class Paper(NamedTuple):
    """What is known of the page at MIDDLE resolution."""

    values: Ink
    """Seen ink less printed ink."""
    printed: Ink
    visible: NDArray[np.bool_]

    @property
    def size(self) -> Points:
        """Width and height in mm."""
        return np.array(self.values.shape[::-1]) / MIDDLE


class _Stroke(NamedTuple):
    """A spot as a line."""

    middle: Points
    along: Points
    length: float
    width: float
    """Deviation across."""
    bend: float
    """Deviation of its middle line from a straight one."""

    @classmethod
    def of(cls, spot: Spot) -> "_Stroke":
        weights = np.abs(spot.values)
        middle = np.average(spot.points, axis=0, weights=weights)
        off = spot.points - middle
        _sizes, axes = np.linalg.eigh((off * weights[:, None]).T @ off)
        along = axes[:, 1]
        at, across = off @ along, off @ axes[:, 0]
        bins = np.floor(at - at.min()).astype(int)
        held = np.bincount(bins, weights)
        centre = np.bincount(bins, weights * across) / np.maximum(held, 1e-6)
        kept = held > 0.25 * np.median(held[held > 0])
        bend = float(np.sqrt(np.average(centre[kept] ** 2, weights=held[kept])))
        width = float(np.sqrt(np.average((across - centre[bins]) ** 2, weights=weights)))
        return cls(middle, along, float(np.ptp(at)), width, bend)


def likenesses(spots: Sequence[Spot], paper: Paper) -> list[Likeness]:
    """Of each spot, whether it is a blemish."""
    strokes = [_Stroke.of(spot) for spot in spots]
    holes = _holes(spots, paper)
    lines = list(_lines(strokes, spots, paper))
    return [
        max((hole, _staple(spot, stroke, paper), *(_on_line(spot, line) for line in lines)))
        for spot, stroke, hole in zip(spots, strokes, holes, strict=True)
    ]


def _inset(points: Points, size: Points) -> Points:
    """How far each point lies from the nearest upright and the nearest level edge."""
    return np.minimum(points, size - points)


def _staple(spot: Spot, stroke: _Stroke, paper: Paper) -> Likeness:
    inset = _inset(spot.points, paper.size)
    in_corner = bool((inset < _CORNER_MM).all())
    along_edge = any(bool((inset[:, k] < _EDGE_MM).all()) and abs(stroke.along[k]) < _ALONG for k in (0, 1))
    if max(spot.high - spot.low) < _DOT_MM and (in_corner or (inset < _EDGE_MM).any(axis=1).all()):
        return Likeness.IS
    if not in_corner and not along_edge:
        return Likeness.NOT
    shortest, longest = _STAPLE_MM
    usual = bool((spot.middle < paper.size / 2).any())  # nobody staples the lower right corner
    if usual and shortest < stroke.length < longest and stroke.width < _WIRE_MM and stroke.bend < _STRAIGHT_MM:
        return Likeness.IS
    shortest, longest = _MAY_BE_STAPLE_MM
    thin = stroke.width < _MAY_BE_WIRE_MM and stroke.bend < _MAY_BE_STRAIGHT_MM
    return Likeness.MAY_BE if shortest < stroke.length < longest and thin else Likeness.NOT


def _holes(spots: Sequence[Spot], paper: Paper) -> list[Likeness]:
    found = [Likeness.NOT] * len(spots)
    small = [max(spot.high - spot.low) < _HOLE_MM[1] for spot in spots]
    for along in (0, 1):
        row = [k for k, spot in enumerate(spots) if small[k] and _is_inset(spot, paper, 1 - along)]
        for number in row:
            if _is_round(spots[number]) or _at_usual_hole(spots[number], paper, along):
                found[number] = max(found[number], Likeness.MAY_BE)
        for one, other in combinations(row, 2):
            apart = np.abs(spots[one].middle - spots[other].middle)
            if apart[1 - along] < _HOLES_NEAR_MM and abs(apart[along] - _HOLES_APART_MM) < _HOLES_NEAR_MM:
                found[one] = found[other] = Likeness.IS
    return found


def _is_inset(spot: Spot, paper: Paper, edge: int) -> bool:
    nearest, farthest = _HOLE_INSET_MM
    return bool(nearest < _inset(spot.middle, paper.size)[edge] < farthest)


def _at_usual_hole(spot: Spot, paper: Paper, along: int) -> bool:
    """Whether it is as far from the edge's middle as a hole: if the ground is white only a part of its rim is seen."""
    return abs(abs(float(spot.middle[along] - paper.size[along] / 2)) - _HOLES_APART_MM / 2) < _HOLES_OFF_MM


def _is_round(spot: Spot) -> bool:
    sides = spot.high - spot.low
    if sides.min() < _HOLE_MM[0] or np.ptp(sides) > _HOLE_ROUND_MM:
        return False
    off = spot.points + 0.5 / MIDDLE - spot.middle
    far = np.hypot(*off.T)
    sectors = ((np.arctan2(*off[far > 0.3 * sides.max()].T) / (2 * np.pi) + 0.5) * _SECTORS).astype(int) % _SECTORS
    return bool(far.max() < _ROUND * sides.max() and len(np.unique(sectors)) >= _FILLED_SECTORS)


class _Line(NamedTuple):
    """A straight line from edge to edge of the paper."""

    point: Points
    along: Points
    strength: float


def _lines(strokes: Sequence[_Stroke], spots: Sequence[Spot], paper: Paper) -> Iterator[_Line]:
    """The folds and streaks, of which the spots show parts."""
    found: list[_Line] = []
    tried = 0
    for stroke, spot in sorted(zip(strokes, spots, strict=True), key=lambda pair: -pair[0].length):
        if any(_on_line(spot, line) for line in found):
            continue
        thin = stroke.length > _LINE_MM and stroke.width < _THIN_MM
        ways = [stroke.along] if thin else list(np.eye(2)) if stroke.length < _LINE_MM else []
        for along in ways[: _LINES_TRIED - tried]:
            tried += 1
            if line := _line_through(stroke.middle, along, float(np.median(np.abs(spot.values))), paper):
                found.append(line)
                yield line
                break


def _line_through(middle: Points, along: Points, strength: float, paper: Paper) -> _Line | None:
    """The line of about that direction that goes on to both edges of the paper, if there is one."""
    normal = np.array([-along[1], along[0]])
    cos, sin = np.cos(_TURNS)[:, None], np.sin(_TURNS)[:, None]
    alongs = np.repeat(cos * along + sin * normal, len(_OFFSETS), axis=0)
    points = middle + np.tile(_OFFSETS, len(_TURNS))[:, None] * normal
    ridge, bare, inside = _seen_along(points, alongs, paper)
    hit = bare & (ridge > max(_LEAST_RIDGE, _SHARE_OF_RIDGE * strength))
    best = int((hit.sum(axis=1) / np.maximum(1, bare.sum(axis=1))).argmax())
    within = np.nonzero(inside[best])[0]
    last = round(_LAST_MM / _STEP_MM)
    if bare[best].sum() * _STEP_MM < _LEAST_BARE_MM:
        return None
    for part, share in ((within, _ACROSS), (within[:last], _AT_EDGE), (within[-last:], _AT_EDGE)):
        if hit[best, part].sum() < share * bare[best, part].sum():
            return None
    return _Line(points[best], alongs[best], float(np.median(ridge[best, bare[best]])))


def _seen_along(points: Points, alongs: Points, paper: Paper) -> tuple[Ink, NDArray[np.bool_], NDArray[np.bool_]]:
    """Along each line: how much more differs than beside it, where the paper is bare there, and where it is paper."""
    reach = float(np.hypot(*paper.size))
    at = points[:, None] + alongs[:, None] * np.arange(-reach, reach, _STEP_MM)[None, :, None]
    aside = _BESIDE_MM * np.column_stack((-alongs[:, 1], alongs[:, 0]))[:, None]
    inside = np.asarray((_inset(at, paper.size) > _BEYOND_MM).all(axis=2))
    around = [_pixels(place, paper) for place in (at, at + aside, at - aside)]
    centre, one, other = (paper.values[pixels] for pixels in around)
    bare = np.maximum.reduce([paper.printed[pixels] for pixels in around]) < _BARE
    return np.asarray(centre - (one + other) / 2), np.asarray(inside & bare & paper.visible[around[0]]), inside


def _pixels(points: Points, paper: Paper) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    rows, columns = paper.values.shape
    x, y = (points * MIDDLE).astype(int).transpose(2, 0, 1)
    return np.clip(y, 0, rows - 1), np.clip(x, 0, columns - 1)


def _on_line(spot: Spot, line: _Line) -> Likeness:
    normal = np.array([-line.along[1], line.along[0]])
    near = np.abs((spot.points - line.point) @ normal) < _ON_LINE_MM
    if near.mean() < _ON_LINE:
        return Likeness.NOT
    stronger = np.percentile(np.abs(spot.values), 90) > max(_STRONG, _STRONGER * line.strength)
    return Likeness.MAY_BE if stronger else Likeness.IS
