"""Staples, holes and folds are told by shape and place; what may as well be a pen's stroke is not passed over."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from castforms.scan.blemishes import Likeness, Paper, Spot, likenesses
from castforms.scan.ink import Ink
from castforms.scan.originals import MIDDLE

WIDTH, HEIGHT = 210, 297
Line = list[tuple[float, float]]


def drawn(line: Line, wide: float = 0.7, strength: float = 0.8) -> Ink:
    """Ink on an empty sheet, lengths in mm."""
    larger = 4 * MIDDLE
    sheet = Image.new("L", (round(WIDTH * larger), round(HEIGHT * larger)))
    ImageDraw.Draw(sheet).line([(x * larger, y * larger) for x, y in line], 255, round(wide * larger), joint="curve")
    return np.asarray(sheet.reduce(4), dtype=np.float32) / np.float32(255 / strength)


def disc(x: float, y: float, radius: float = 3.0) -> Ink:
    ys, xs = np.ogrid[: round(HEIGHT * MIDDLE), : round(WIDTH * MIDDLE)]
    return ((xs / MIDDLE - x) ** 2 + (ys / MIDDLE - y) ** 2 < radius**2).astype(np.float32)


def spot(values: Ink, within: tuple[float, float] = (0, WIDTH)) -> Spot:
    """What differs, of that part of the page's width."""
    ys, xs = np.nonzero(values > 0.1)
    kept = (xs / MIDDLE >= within[0]) & (xs / MIDDLE < within[1])
    return Spot(np.column_stack((xs, ys))[kept] / MIDDLE, values[ys, xs][kept])


def told(*inks: Ink, spots: list[Spot] | None = None) -> list[Likeness]:
    values = np.maximum.reduce(inks)
    paper = Paper(values, np.zeros_like(values), np.ones_like(values, dtype=bool))
    return likenesses(spots or [spot(ink) for ink in inks], paper)


@pytest.mark.parametrize("line", [[(12.0, 20.0), (20.0, 12.0)], [(10.0, 12.0), (22.0, 12.0)]])
def test_a_straight_wire_in_a_corner_is_a_staple(line: Line) -> None:
    assert told(drawn(line)) == [Likeness.IS]


def test_a_wire_along_the_left_edge_is_a_staple() -> None:
    assert told(drawn([(9.0, 70.0), (9.3, 81.0)])) == [Likeness.IS]


def test_a_tick_in_a_corner_is_not_passed_over() -> None:
    assert told(drawn([(12.0, 14.0), (14.0, 18.0), (20.0, 10.0)])) != [Likeness.IS]


def test_a_bent_stroke_in_a_corner_is_asked_about() -> None:
    assert told(drawn([(12.0, 14.0), (16.0, 14.8), (20.0, 14.0)])) == [Likeness.MAY_BE]


def test_a_wire_in_the_middle_of_the_page_is_a_pen() -> None:
    assert told(drawn([(100.0, 150.0), (110.0, 151.0)])) == [Likeness.NOT]


def test_two_discs_80_mm_apart_along_an_edge_are_punched_holes() -> None:
    assert told(disc(12, 108), disc(12.3, 188)) == [Likeness.IS, Likeness.IS]


def test_two_rims_80_mm_apart_are_punched_holes_too() -> None:
    rims = [np.clip(disc(12, y) - disc(12.5, y), 0, 1) for y in (108, 188)]
    assert told(*rims) == [Likeness.IS, Likeness.IS]


def test_a_single_disc_near_an_edge_is_asked_about() -> None:
    assert told(disc(12, 60)) == [Likeness.MAY_BE]


def test_a_disc_in_the_text_is_none() -> None:
    assert told(disc(60, 108), disc(60, 188)) == [Likeness.NOT, Likeness.NOT]


@pytest.mark.parametrize(
    "line", [[(0.0, 148.0), (210.0, 149.5)], [(70.0, 0.0), (71.0, 297.0)], [(0.0, 22.0), (25.0, 0.0)]]
)
def test_a_line_from_edge_to_edge_is_a_fold(line: Line) -> None:
    assert told(drawn(line, strength=0.2)) == [Likeness.IS]


def test_a_part_of_a_fold_is_known_by_the_rest_of_it() -> None:
    fold = drawn([(0.0, 148.0), (210.0, 149.5)], strength=0.2)
    assert told(fold, spots=[spot(fold, (80, 95))]) == [Likeness.IS]


def test_a_line_through_the_text_that_ends_before_the_edges_is_a_pen() -> None:
    assert told(drawn([(28.0, 148.0), (184.0, 149.5)])) == [Likeness.NOT]


def test_a_dark_stroke_on_a_fold_is_asked_about() -> None:
    fold = drawn([(0.0, 148.0), (210.0, 148.0)], strength=0.15)
    both = np.maximum(fold, drawn([(80.0, 148.0), (100.0, 148.0)], strength=0.9))
    assert told(both, spots=[spot(both, (30, 60)), spot(both, (80, 100))]) == [Likeness.IS, Likeness.MAY_BE]
