"""Ink is what is darker than the paper beside it, in a shadow too."""

import numpy as np
from PIL import Image

from castforms.scan.ink import Ink, fall_of, ink_in, shaded_paper
from castforms.scan.originals import FINE

SIDE, EDGE = 480, 240
STROKE = slice(300, 303)


def ink(brightness: Ink) -> Ink:
    picture = Image.fromarray(brightness.astype(np.uint8))
    return ink_in(picture, shaded_paper(picture, FINE))


def half_in_shadow(left: float = 0.55) -> Ink:
    """A sharp edge from top to bottom, half the paper with that share of the light."""
    page = np.full((SIDE, SIDE), 230, dtype=np.float32)
    page[:, EDGE:] *= left
    return page


def test_the_sharp_edge_of_a_shadow_is_hardly_ink() -> None:
    found = ink(half_in_shadow())
    assert (found.max(axis=0) > 0.1).sum() < FINE  # a mm


def test_a_stroke_in_the_shadow_is_as_much_ink_as_in_the_light() -> None:
    page = half_in_shadow()
    page[STROKE] *= 0.2
    found = ink(page)[STROKE]
    assert found[:, :200].mean() > 0.75
    assert found[:, 280:].mean() > 0.75


def test_a_black_block_is_no_shadow() -> None:
    page = half_in_shadow(1.0)
    page[100:136, 100:136] = 20  # 6 mm
    assert ink(page)[100:136, 100:136].min() > 0.5


def test_the_light_falls_at_the_edge_of_a_shadow_and_nowhere_else() -> None:
    page = half_in_shadow()
    page[STROKE] *= 0.2
    fall = fall_of(shaded_paper(Image.fromarray(page.astype(np.uint8)), FINE), FINE)
    assert fall[:, EDGE].min() > 0.3
    assert fall[:, : EDGE - 20].max() < 0.02
    assert fall[:, EDGE + 20 :].max() < 0.02
