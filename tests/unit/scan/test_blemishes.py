"""Staples and holes are told by shape and place; what may as well be a pen's stroke is not passed over."""

import numpy as np
import pytest

from castforms.scan.blemishes import Likeness, likenesses
from castforms.scan.ink import Ink
from castforms.scan.originals import MIDDLE
from tests.scans.ink_marks import HEIGHT, WIDTH, Line, drawn, paper_with, spot


def disc(x: float, y: float, radius: float = 3.0) -> Ink:
    ys, xs = np.ogrid[: round(HEIGHT * MIDDLE), : round(WIDTH * MIDDLE)]
    return ((xs / MIDDLE - x) ** 2 + (ys / MIDDLE - y) ** 2 < radius**2).astype(np.float32)


def told(*inks: Ink) -> list[Likeness]:
    return likenesses([spot(ink) for ink in inks], paper_with(np.maximum.reduce(inks)))


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
