"""First guesses of where the page lies in the picture: by the paper's edge, by the text's slant, by the mark."""

from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from castforms.model.pages import MarkBox
from castforms.scan.geometry import Floats, Points, corners, fitted, mapped, plausible, similarity
from castforms.scan.ink import ink_of
from castforms.scan.originals import MM_PER_POINT

_WORKING_SIDE = 480
_BLOCK = 4
_LEAST_AREA, _MOST_AREA = 0.2, 0.985
_ON_LINE = 1.6
_LEAST_ON_LINE = 0.45
_STEP_REACH, _DARKEST = 2, 8.0
"""Pixels to either side of a step; brightness below which it is noise."""
_STEEPEST = 5.0
_COARSE_STEP, _STEP = 0.5, 0.25


def by_edge(image: Image.Image) -> list[Points]:
    """Corners of what may be the paper: bright against what lies around it.  In no particular order of trust."""
    factor = max(1, max(image.size) // _WORKING_SIDE)
    small = image.reduce(factor)
    darkest = reduce(ImageChops.darker, small.split())
    closed = _ranked(_ranked(np.asarray(darkest), np.maximum), np.minimum)
    values = np.asarray(Image.fromarray(closed).filter(ImageFilter.BoxBlur(1)))
    quads = [_quad(_component(values > threshold)) for threshold in _thresholds(values)]
    quads.append(_quad_of(_steps(values)))
    return [_ordered(quad * factor + (factor - 1) / 2) for quad in quads if quad is not None]


def _ranked(values: NDArray[np.uint8], rank: np.ufunc) -> NDArray[np.uint8]:
    """The largest or smallest value in the 5 by 5 places around each; Pillow's own filter would stop the window."""
    for axis in (0, 1):
        padded = np.pad(values, [(2, 2) if each == axis else (0, 0) for each in (0, 1)], mode="edge")
        length = values.shape[axis]
        shifted = (padded[k : k + length] if axis == 0 else padded[:, k : k + length] for k in range(5))
        values = reduce(rank, shifted)
    return values


def by_slant(red: Image.Image) -> Points:
    """Corners of the whole picture, turned so that its lines of text run level."""
    factor = max(1, max(red.size) // _WORKING_SIDE)
    small = red.reduce(factor)
    ink = ink_of(small, _WORKING_SIDE / 297)
    edge = max(3, round(0.03 * min(ink.shape)))
    ink[:edge], ink[-edge:], ink[:, :edge], ink[:, -edge:] = 0, 0, 0, 0
    picture = Image.fromarray((ink * 255).astype(np.uint8))
    best = 0.0
    for reach, step in ((_STEEPEST, _COARSE_STEP), (_COARSE_STEP - _STEP, _STEP)):
        slants = best + np.arange(-reach, reach + step / 2, step)
        best = max(slants.tolist(), key=lambda angle: _levelness(picture, angle))
    angle = np.radians(best)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    centre = np.array(red.size) / 2
    return np.asarray((corners(*red.size) - centre) @ turn.T + centre)


def starts(quad: Points, size: tuple[float, float], image_size: tuple[int, int]) -> list[Floats]:
    """The maps that put the page's corners on the quad's, for each quarter turn that fits its shape."""
    found = []
    sides = np.hypot(*(np.roll(quad, -1, axis=0) - quad).T)
    tall = (sides[1] + sides[3]) > (sides[0] + sides[2])
    likely = (0, 2) if tall == (size[1] > size[0]) else (1, 3)
    for quarter in likely:
        matrix = fitted(corners(*size), np.roll(quad, -quarter, axis=0))
        if matrix is not None and plausible(matrix, size, image_size):
            found.append(matrix)
    return found


def by_mark(box: MarkBox, code: Points) -> Floats:
    """The map of the page by its code alone: true near the code, rough far from it."""
    x, y, side = (value * MM_PER_POINT for value in (box.x, box.y, box.side))
    return similarity(corners(side, side) + np.array([x, y]), code)


def mark_is_at(matrix: Floats, box: MarkBox, code: Points) -> float:
    """How far (in sides of the code) the map puts the mark from where it was read."""
    side = box.side * MM_PER_POINT
    centre = np.array([[box.x * MM_PER_POINT + side / 2, box.y * MM_PER_POINT + side / 2]])
    off = mapped(matrix, centre)[0] - code.mean(axis=0)
    return float(np.hypot(*off) / np.hypot(*(code[1] - code[0])))


def _thresholds(values: NDArray[np.uint8]) -> list[float]:
    """Otsu's, and one nearer to the brightness of the picture's middle, for paper half in shadow."""
    counts = np.bincount(values.ravel(), minlength=256).astype(float)
    levels = np.arange(256)
    weight, total = counts.cumsum(), counts.sum()
    mean = (counts * levels).cumsum()
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (mean[-1] * weight / total - mean) ** 2 / (weight * (total - weight))
    otsu = float(np.nanargmax(np.where(np.isfinite(between), between, 0)))
    height, width = values.shape
    middle = np.percentile(values[height // 4 : -height // 4, width // 4 : -width // 4], [15, 50])
    return sorted({otsu, float(middle[0]) * 0.72, float(middle[1]) * 0.6})


def _component(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The connected part of the mask around the picture's middle, to within a few pixels."""
    rows, columns = (length // _BLOCK * _BLOCK for length in mask.shape)
    tiles = mask[:rows, :columns].reshape(rows // _BLOCK, _BLOCK, columns // _BLOCK, _BLOCK)
    bright = tiles.mean(axis=(1, 3)) > 0.5
    ys, xs = np.nonzero(bright)
    if not len(xs):
        return mask
    nearest = int(((xs - bright.shape[1] / 2) ** 2 + (ys - bright.shape[0] / 2) ** 2).argmin())
    grown = np.zeros_like(bright)
    grown[ys[nearest], xs[nearest]] = True
    size = 0
    while grown.sum() > size:
        size = int(grown.sum())
        grown = _neighbours(grown) & bright
    reach = np.zeros_like(mask)
    reach[:rows, :columns] = np.kron(_neighbours(grown), np.ones((_BLOCK, _BLOCK), dtype=bool))
    return mask & reach


def _neighbours(part: NDArray[np.bool_]) -> NDArray[np.bool_]:
    wide = part.copy()
    wide[1:] |= part[:-1]
    wide[:-1] |= part[1:]
    wide[:, 1:] |= part[:, :-1]
    wide[:, :-1] |= part[:, 1:]
    return wide


def _quad(paper: NDArray[np.bool_]) -> Points | None:
    """The four straight sides of the part, as their corners; None where it has no such sides."""
    share = paper.mean()
    if not _LEAST_AREA <= share <= _MOST_AREA:
        return None
    rows, columns = np.nonzero(paper.any(axis=1))[0], np.nonzero(paper.any(axis=0))[0]
    left = np.column_stack((paper[rows].argmax(axis=1), rows))
    right = np.column_stack((paper.shape[1] - 1 - paper[rows, ::-1].argmax(axis=1), rows))
    top = np.column_stack((columns, paper[:, columns].argmax(axis=0)))
    bottom = np.column_stack((columns, paper.shape[0] - 1 - paper[::-1, columns].argmax(axis=0)))
    return _quad_of((top, right, bottom, left))


def _steps(values: NDArray[np.uint8]) -> tuple[NDArray[np.int_], ...]:
    """Where it grows brightest inwards, in each column or row of each half: top, right, bottom, left.

    What counts is how many times brighter, and close by: a shadow over paper and desk leaves the paper's edge where it
    is, while no one brightness parts the two.
    """
    light = np.log(values + np.float32(_DARKEST))
    across, down = (light.T, light)  # rows of the first are columns of the picture

    def first_half(lines: NDArray[np.float32]) -> NDArray[np.int_]:
        half = lines[: len(lines) // 2]
        return np.asarray((half[2 * _STEP_REACH :] - half[: -2 * _STEP_REACH]).argmax(axis=0) + _STEP_REACH)

    rows, columns = (np.arange(length) for length in values.shape)
    top, left = first_half(down), first_half(across)
    bottom, right = len(rows) - 1 - first_half(down[::-1]), len(columns) - 1 - first_half(across[::-1])
    pairs = ((columns, top), (right, rows), (columns, bottom), (left, rows))
    return tuple(np.column_stack(pair) for pair in pairs)


def _quad_of(sides_points: Sequence[NDArray[np.int_]]) -> Points | None:
    """The corners of the straight lines on which most points of each side lie: top, right, bottom, left."""
    lines = [_line(points.astype(np.float64)) for points in sides_points]
    if any(line is None for line in lines):
        return None
    sides = [line for line in lines if line is not None]
    meets = [_meeting(sides[k - 1], sides[k]) for k in range(4)]  # left-top, top-right, right-bottom, bottom-left
    if any(point is None for point in meets):
        return None
    return np.array([point for point in meets if point is not None])


def _line(points: Points) -> NDArray[np.float64] | None:
    """The line a·x + b·y = c on which most of the points lie (random sampling, then least squares)."""
    inner = points[len(points) // 20 : len(points) - len(points) // 20]
    if len(inner) < 20:
        return None
    rng = np.random.default_rng(1)  # the same picture gives the same answer
    first, second = (inner[rng.integers(len(inner), size=120)] for _ in range(2))
    along = second - first
    length = np.hypot(*along.T)
    usable = length > len(inner) / 8
    first, along, length = first[usable], along[usable], length[usable]
    if not len(first):
        return None
    normals = np.column_stack((-along[:, 1], along[:, 0])) / length[:, None]
    offs = np.abs(inner @ normals.T - (first * normals).sum(axis=1))
    best = int((offs < _ON_LINE).sum(axis=0).argmax())
    on = inner[offs[:, best] < _ON_LINE]
    if len(on) < _LEAST_ON_LINE * len(inner):
        return None
    centre = on.mean(axis=0)
    normal = np.linalg.eigh(np.cov(on.T))[1][:, 0]
    return np.array([normal[0], normal[1], float(normal @ centre)])


def _meeting(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64] | None:
    pair = np.array([one[:2], other[:2]])
    if abs(np.linalg.det(pair)) < 0.2:
        return None
    return np.asarray(np.linalg.solve(pair, np.array([one[2], other[2]])))


def _ordered(quad: Points) -> Points:
    """From the corner at the top left, clockwise."""
    return np.asarray(np.roll(quad, -int((quad.sum(axis=1)).argmin()), axis=0))


def _levelness(picture: Image.Image, angle: float) -> float:
    """How sharply rows (or columns) of ink and of paper alternate when the picture is turned by that angle."""
    turned = np.asarray(picture.rotate(angle, Image.Resampling.BILINEAR), dtype=np.float32)
    return max(float((np.diff(turned.sum(axis=axis)) ** 2).sum()) for axis in (0, 1))
