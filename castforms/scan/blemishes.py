"""What differs on the paper though nobody wrote it: staples and punched holes.

Each is told by its shape and by where on the paper such things are.  What is surely one says nothing about the return;
what may be one and may be a pen is asked about.
"""

from collections.abc import Sequence
from enum import IntEnum
from itertools import combinations

import numpy as np

from castforms.scan.originals import MIDDLE
from castforms.scan.spots import Paper, Spot, Stroke, inset

_CORNER_MM, _EDGE_MM = 27.0, 15.0
"""A staple lies within the one of a corner, or within the other of an edge and along it."""
_STAPLE_MM, _MAY_BE_STAPLE_MM = (7.5, 14.0), (2.0, 16.0)
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


class Likeness(IntEnum):
    """Whether a place that differs is a blemish."""

    NOT = 0
    MAY_BE = 1
    IS = 2


def likenesses(spots: Sequence[Spot], paper: Paper) -> list[Likeness]:
    """Of each spot, whether it is a blemish."""
    return [max(hole, _staple(spot, paper)) for spot, hole in zip(spots, _holes(spots, paper), strict=True)]


def _staple(spot: Spot, paper: Paper) -> Likeness:
    stroke, off = Stroke.of(spot), inset(spot.points, paper.size)
    in_corner = bool((off < _CORNER_MM).all())
    along_edge = any(bool((off[:, k] < _EDGE_MM).all()) and abs(stroke.along[k]) < _ALONG for k in (0, 1))
    if max(spot.high - spot.low) < _DOT_MM and (in_corner or (off < _EDGE_MM).any(axis=1).all()):
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
    return bool(nearest < inset(spot.middle, paper.size)[edge] < farthest)


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
