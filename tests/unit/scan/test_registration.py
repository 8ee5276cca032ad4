"""A page of which only a part is printed, laid over its original: the paper's edge tells how the rest of it lies."""

import numpy as np
import pytest
from PIL import Image

from castforms.scan.geometry import Floats, corners, fitted, mapped, seen_through_mesh
from castforms.scan.originals import MIDDLE, Original
from castforms.scan.registration import Layers, PageMap, bent, laid_flat, node_grid
from tests.scans.campaign import sheets_of

PAPER = np.diag([MIDDLE, MIDDLE, 1.0])


@pytest.fixture(scope="module")
def half_empty() -> Original:
    return sheets_of("W2", 2).plain[1]


def curl(points: Floats) -> Floats:
    """By how many mm the paper's points are moved: slow waves."""
    x, y = points[..., 0] / 210, points[..., 1] / 297
    across, down = np.sin(2 * np.pi * (0.5 * x + 0.9 * y) + 2.2), np.sin(2 * np.pi * (0.4 * x + 0.4 * y) + 1.4)
    return np.stack((1.4 * across, 1.4 * down), axis=-1)


def curled(original: Original) -> Layers:
    """A picture that has the paper's edges at its own, and shows the print moved by the paper's curl."""
    page = Image.fromarray(255 - original.printed)
    grid = node_grid(original.size)
    return Layers(seen_through_mesh(page, (grid + curl(grid)) * MIDDLE, original.size, MIDDLE))


def off(found: PageMap, original: Original, place: tuple[float, float]) -> float:
    """By how many mm the map is off where the picture shows that point."""
    point = np.array([place])
    matrix = found.at(point + curl(point), original.size)
    return float(np.hypot(*(mapped(matrix, point + curl(point)) / MIDDLE - point)[0]))


def test_the_empty_part_lies_where_the_paper_s_edge_says(half_empty: Original) -> None:
    flat = laid_flat(curled(half_empty), half_empty, PAPER)
    assert flat is not None
    assert np.hypot(*(mapped(flat.matrix, corners(*half_empty.size)) / MIDDLE - corners(*half_empty.size)).T).max() < 4


def test_so_that_the_page_number_is_found_and_holds_what_lies_between(half_empty: Original) -> None:
    layers = curled(half_empty)
    flat = laid_flat(layers, half_empty, PAPER)
    assert flat is not None
    found = bent(layers, half_empty, flat)
    assert off(found, half_empty, (44, 268)) < 0.4
    assert off(found, half_empty, (105, 190)) < 1.5


def test_what_is_no_edge_of_the_paper_counts_little(half_empty: Original) -> None:
    size = half_empty.size
    wrong = corners(*size) * MIDDLE + np.array([[30, 30], [0, 0], [-30, -120], [0, -60]])
    start = fitted(corners(*size), wrong)
    assert start is not None
    flat = laid_flat(curled(half_empty), half_empty, start)
    assert flat is not None
    assert off(flat, half_empty, (170, 110)) < 2


def test_flat_paper_that_was_first_laid_askew_is_found_where_it_seemed_to_curl() -> None:
    original = sheets_of("W2", 2).plain[0]
    layers = Layers(Image.fromarray(255 - original.printed))
    scale = original.printed.shape[1] / original.size[0]
    beside = np.array([[9.0, 7.0], [0.0, 0.0], [-8.0, -9.0], [0.0, 0.0]])
    askew = fitted(corners(*original.size), (corners(*original.size) + beside) * scale)
    assert askew is not None
    curled = bent(layers, original, PageMap(askew))
    assert curled.curl > 4
    flat = laid_flat(layers, original, curled.flattened(original.size))
    assert flat is not None
    found = mapped(flat.matrix, corners(*original.size)) / scale
    assert np.hypot(*(found - corners(*original.size)).T).max() < 0.3
