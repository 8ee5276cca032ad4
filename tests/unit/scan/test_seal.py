"""Seals on bare paper: how wide they are, and whether they are as round as a seal is."""

import numpy as np
import pytest

from castforms.model.scan import Seal
from castforms.scan.ink import blurred
from castforms.scan.originals import MIDDLE
from castforms.scan.seal import StampInk, find_seals


def seals(diameter: float, taller: float = 1.0, *, torn: bool = False, worn: float = 0.0) -> tuple[Seal, ...]:
    """What is found of a ring on an empty page, so many times as tall as wide; `worn` is what share of it is gone."""
    height, width = (round(side * MIDDLE) for side in (297, 210))
    ys, xs = (np.mgrid[:height, :width] + 0.5) / MIDDLE
    x, y = xs - 120, (ys - 210) / taller
    ring = np.clip(0.5 - (np.abs(np.hypot(x, y) - diameter / 2 + 0.6) - 0.6) * MIDDLE, 0, 1)
    if torn:
        ring[(x > 0) & (y > 0)] = 0
    ring[np.arctan2(y, x) * 9 / np.pi % 1 < worn] = 0
    known = np.ones((height, width), dtype=bool)
    return find_seals(StampInk(blurred(ring.astype(np.float32) * np.float32(0.5), 0.8), known, known))


@pytest.mark.parametrize("diameter", [38.0, 42.0, 45.0])
@pytest.mark.parametrize("torn", [False, True])
def test_a_seal_is_measured_though_a_quarter_of_it_did_not_print(diameter: float, torn: bool) -> None:
    (seal,) = seals(diameter, torn=torn)
    assert (seal.x, seal.y) == (pytest.approx(120, abs=0.2), pytest.approx(210, abs=0.2))
    assert seal.diameter == pytest.approx(diameter, abs=0.15)
    assert seal.oval < 0.2


@pytest.mark.parametrize("torn", [False, True])
def test_a_seal_on_paper_that_does_not_lie_flat_is_told_by_its_diameters(torn: bool) -> None:
    (seal,) = seals(45.0, taller=1.03, torn=torn)
    assert seal.diameter == pytest.approx(45.7, abs=0.15)
    assert seal.oval == pytest.approx(1.35, abs=0.25)


def test_an_oval_stamp_is_no_seal() -> None:
    assert seals(40.0, taller=1.3) == ()


def test_a_worn_seal_is_found_though_nearly_half_of_its_ring_did_not_print() -> None:
    (seal,) = seals(45.0, worn=0.45)
    assert (seal.x, seal.y) == (pytest.approx(120, abs=0.3), pytest.approx(210, abs=0.3))
    assert seal.diameter == pytest.approx(45.0, abs=0.3)
