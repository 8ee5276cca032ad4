"""Folds of the paper and streaks of a scanner's dusty sensor: straight, thin, and from edge to edge of the paper."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from castforms.scan.geometry import Points
from castforms.scan.ink import Ink
from castforms.scan.originals import MIDDLE
from castforms.scan.spots import Paper, Spot, Stroke, inset

_LINE_MM, _THIN_MM = 8.0, 0.9
"""A part of a line tells its direction; shorter ones may be parts of a level or upright one."""
_LINES_TRIED = 6
_BESIDE_MM, _BARE = 1.7, 0.05
_LEAST_RIDGE, _SHARE_OF_RIDGE = 0.02, 0.3
_ACROSS, _AT_EDGE = 0.7, 0.6
"""How much of such a line must be there, on bare paper and in the last mm before the paper's edges."""
_LAST_MM, _BEYOND_MM, _LEAST_BARE_MM = 12.0, 3.5, 18.0
_STEP_MM = 2.0
_ON_LINE_MM, _KNOWN = 1.5, 0.5
_TURNS, _OFFSETS = np.radians(np.arange(-3.0, 3.05, 0.15)), np.arange(-0.8, 0.85, 0.2)
_STRONGER, _STRONG = 2.0, 0.35
"""Times the line's own strength, and how strong at least: something else lies on the line."""


class _Line(NamedTuple):
    """A straight line from edge to edge of the paper."""

    point: Points
    along: Points
    strength: float


def on_folds(spots: Sequence[Spot], paper: Paper) -> NDArray[np.bool_]:
    """Where folds and streaks lie of which the spots show parts, and nothing that is stronger than they are."""
    covered = np.zeros_like(paper.visible)
    rows, columns = np.ogrid[: covered.shape[0], : covered.shape[1]]
    tried = 0
    for spot, stroke in sorted(((spot, Stroke.of(spot)) for spot in spots), key=lambda pair: -pair[1].length):
        if covered[_pixels(spot.points, paper)].mean() > _KNOWN:
            continue
        thin = stroke.length > _LINE_MM and stroke.width < _THIN_MM
        ways = [stroke.along] if thin else list(np.eye(2)) if stroke.length < _LINE_MM else []
        for along in ways[: _LINES_TRIED - tried]:
            tried += 1
            if line := _line_through(stroke.middle, along, float(np.median(np.abs(spot.values))), paper):
                (x, y), (u, v) = line.point, line.along
                off = (columns / MIDDLE - x) * v - (rows / MIDDLE - y) * u
                alike = np.abs(paper.values) < max(_STRONG, _STRONGER * line.strength)
                covered |= (np.abs(off) < _ON_LINE_MM) & alike
                break
    return covered


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
    inside = np.asarray((inset(at, paper.size) > _BEYOND_MM).all(axis=2))
    around = [_pixels(place, paper) for place in (at, at + aside, at - aside)]
    centre, one, other = (paper.values[pixels] for pixels in around)
    bare = np.maximum.reduce([paper.printed[pixels] for pixels in around]) < _BARE
    return np.asarray(centre - (one + other) / 2), np.asarray(inside & bare & paper.visible[around[0]]), inside


def _pixels(points: Points, paper: Paper) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    rows, columns = paper.values.shape
    x, y = np.moveaxis((points * MIDDLE).astype(int), -1, 0)
    return np.clip(y, 0, rows - 1), np.clip(x, 0, columns - 1)
