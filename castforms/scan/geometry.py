"""Plane projective maps between the upright page (mm) and a picture (pixels), and pictures seen through them."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float64]
Points = NDArray[np.float64]
"""One row a point: x, y."""

_CLOSE = 1e-9


def mapped(matrix: Floats, points: Points) -> Points:
    """The points as the 3 × 3 matrix maps them."""
    across = np.column_stack((points, np.ones(len(points)))) @ matrix.T
    return np.asarray(across[:, :2] / np.where(np.abs(across[:, 2:]) < _CLOSE, _CLOSE, across[:, 2:]))


def fitted(source: Points, target: Points, weights: NDArray[np.float64] | None = None) -> Floats | None:
    """The projective map that takes the source points to the target points best (normalised DLT); None if none does."""
    if len(source) < 4:
        return None
    before, after = _normalising(source), _normalising(target)
    a, b = mapped(before, source), mapped(after, target)
    zero, one = np.zeros(len(a)), np.ones(len(a))
    x, y, u, v = a[:, 0], a[:, 1], b[:, 0], b[:, 1]
    rows = np.concatenate(
        (
            np.column_stack((x, y, one, zero, zero, zero, -u * x, -u * y, -u)),
            np.column_stack((zero, zero, zero, x, y, one, -v * x, -v * y, -v)),
        )
    )
    if weights is not None:
        rows *= np.concatenate((weights, weights))[:, None]
    try:
        core = np.linalg.svd(rows, full_matrices=len(a) == 4)[2][-1].reshape(3, 3)
        matrix = np.linalg.inv(after) @ core @ before
    except np.linalg.LinAlgError:
        return None
    if not np.isfinite(matrix).all() or abs(matrix[2, 2]) < _CLOSE:
        return None
    return np.asarray(matrix / matrix[2, 2])


def robustly_fitted(source: Points, target: Points, weights: NDArray[np.float64], close: float) -> Floats | None:
    """As `fitted`, points that lie further than about `close` (units of the target) from the others' map ignored."""
    matrix = fitted(source, target, weights)
    for _ in range(8):
        if matrix is None:
            return None
        off = np.hypot(*(mapped(matrix, source) - target).T)
        spread = max(close, 2.0 * float(np.median(off)))
        matrix = fitted(source, target, weights / (1 + (off / spread) ** 4))
    return matrix


def similarity(source: Points, target: Points) -> Floats:
    """The map of turn, scale and shift only (least squares, after Umeyama)."""
    a, b = source - source.mean(axis=0), target - target.mean(axis=0)
    square = float((a**2).sum()) or 1.0
    cosine = float((a * b).sum()) / square
    sine = float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()) / square
    turn = np.array([[cosine, -sine], [sine, cosine]])
    shift = target.mean(axis=0) - turn @ source.mean(axis=0)
    return np.array([[cosine, -sine, shift[0]], [sine, cosine, shift[1]], [0.0, 0.0, 1.0]])


def corners(width: float, height: float) -> Points:
    """The corners of a rectangle from the top left one, clockwise."""
    return np.array([[0.0, 0.0], [width, 0.0], [width, height], [0.0, height]])


def seen_through(image: Image.Image, page_to_image: Floats, size: tuple[float, float], per_mm: float) -> Image.Image:
    """The page of that size (mm), `per_mm` pixels a mm, as the picture shows it; white beyond the picture."""
    to_mm = np.diag([1 / per_mm, 1 / per_mm, 1.0])
    matrix = page_to_image @ to_mm
    matrix = matrix / matrix[2, 2]
    out = round(size[0] * per_mm), round(size[1] * per_mm)
    white = 255 if image.mode == "L" else (255,) * len(image.getbands())
    return image.transform(
        out, Image.Transform.PERSPECTIVE, matrix.ravel()[:8].tolist(), Image.Resampling.BILINEAR, fillcolor=white
    )


def seen_through_mesh(
    image: Image.Image, nodes: NDArray[np.float64], size: tuple[float, float], per_mm: float
) -> Image.Image:
    """As `seen_through`; `nodes[row, column]` are where a regular grid over the page lies in the picture (pixels)."""
    out = round(size[0] * per_mm), round(size[1] * per_mm)
    white = 255 if image.mode == "L" else (255,) * len(image.getbands())
    return image.transform(
        out, Image.Transform.MESH, list(_quads(nodes, out)), Image.Resampling.BILINEAR, fillcolor=white
    )


def _quads(nodes: NDArray[np.float64], out: tuple[int, int]) -> Iterator[tuple[tuple[int, ...], tuple[float, ...]]]:
    """Rectangles of the new picture, each with its four corners in the old one: top left, then anticlockwise."""
    rows, columns = nodes.shape[0] - 1, nodes.shape[1] - 1
    xs, ys = (_divided(length, number) for length, number in zip(out, (columns, rows), strict=True))
    whole = _between(_between(nodes, ys * rows / out[1]).swapaxes(0, 1), xs * columns / out[0]).swapaxes(0, 1)
    around = np.stack((whole[:-1, :-1], whole[1:, :-1], whole[1:, 1:], whole[:-1, 1:]), axis=2)
    for r, (top, bottom) in enumerate(pairwise(ys.tolist())):
        for c, (left, right) in enumerate(pairwise(xs.tolist())):
            yield (left, top, right, bottom), tuple(around[r, c].ravel().tolist())


def _divided(length: int, number: int) -> NDArray[np.int_]:
    """Where that many equal parts of the length begin and end, in whole pixels."""
    return np.rint(length * np.arange(number + 1) / number).astype(int)


def _between(nodes: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """The nodes' rows at broken numbers: a rectangle begins at a whole pixel, its node may lie half a pixel off."""
    first = np.clip(at.astype(int), 0, len(nodes) - 2)
    part = (at - first)[:, None, None]
    return np.asarray(nodes[first] * (1 - part) + nodes[first + 1] * part)


def scale_of(page_to_image: Floats, size: tuple[float, float]) -> float:
    """Pixels of the picture in a mm of the page, in its middle."""
    centre = np.array([[size[0] / 2, size[1] / 2]])
    steps = mapped(page_to_image, centre + np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]))
    return float(np.sqrt(np.hypot(*(steps[0] - steps[2])) * np.hypot(*(steps[1] - steps[2]))))


def plausible(page_to_image: Floats, size: tuple[float, float], image_size: tuple[int, int]) -> bool:
    """Whether a photo of a flat sheet can look like that: convex, not mirrored, not absurdly skewed or small."""
    quad = mapped(page_to_image, corners(*size))
    if not np.isfinite(quad).all() or (np.abs(quad) > 20_000).any():
        return False
    sides = np.roll(quad, -1, axis=0) - quad
    turns = sides[:, 0] * np.roll(sides, -1, axis=0)[:, 1] - sides[:, 1] * np.roll(sides, -1, axis=0)[:, 0]
    lengths = np.hypot(*sides.T)
    expected = np.array([size[0], size[1], size[0], size[1]])
    scales = lengths / expected
    return bool((turns > 0).all() and scales.max() < 1.6 * scales.min() and lengths.min() > 0.15 * min(image_size))


def _normalising(points: Points) -> Floats:
    """The map that centres points and makes their mean distance √2."""
    centre = points.mean(axis=0)
    distance = float(np.hypot(*(points - centre).T).mean()) or 1.0
    s = np.sqrt(2) / distance
    return np.array([[s, 0, -s * centre[0]], [0, s, -s * centre[1]], [0, 0, 1.0]])
