"""A thin straight line from edge to edge of the paper is a fold or a scanner's streak; what lies on it is none."""

import numpy as np
import pytest

from castforms.scan.folds import on_folds
from castforms.scan.ink import Ink
from tests.scans.ink_marks import Line, drawn, paper_with, spot

LEVEL = [(0.0, 148.0), (210.0, 149.5)]


def left_of(ink: Ink, within: tuple[float, float] = (0, 210)) -> float:
    """The share of the ink that is not a fold, of which that part of the page's width was noticed."""
    folds = on_folds([spot(ink, within)], paper_with(ink))
    inked = ink > 0.1
    return float((inked & ~folds).sum() / inked.sum())


@pytest.mark.parametrize("line", [LEVEL, [(70.0, 0.0), (71.0, 297.0)], [(0.0, 22.0), (25.0, 0.0)]])
def test_a_line_from_edge_to_edge_is_a_fold(line: Line) -> None:
    assert left_of(drawn(line, strength=0.2)) == 0


@pytest.mark.parametrize("part", [(80, 95), (80, 82)])
def test_the_rest_of_a_fold_is_known_by_a_part_of_it(part: tuple[float, float]) -> None:
    assert left_of(drawn(LEVEL, strength=0.2), part) == 0


def test_a_line_that_ends_before_the_edges_is_a_pen() -> None:
    assert left_of(drawn([(28.0, 148.0), (184.0, 149.5)])) == 1


def test_a_pen_across_a_fold_is_none() -> None:
    fold, pen = drawn(LEVEL, strength=0.2), drawn([(120.0, 140.0), (128.0, 158.0)])
    both = np.maximum(fold, pen)
    folds = on_folds([spot(fold, (30, 60)), spot(pen)], paper_with(both))
    assert (folds & (pen > 0.4)).sum() == 0


def test_a_dark_stroke_along_a_fold_is_none() -> None:
    fold, pen = drawn(LEVEL, strength=0.15), drawn([(80.0, 148.6), (100.0, 148.7)], strength=0.9)
    both = np.maximum(fold, pen)
    folds = on_folds([spot(fold, (30, 60)), spot(both, (80, 100))], paper_with(both))
    assert (folds & (pen > 0.5)).sum() == 0
