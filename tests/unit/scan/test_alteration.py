"""What on the paper is not what was printed: called changed, or, where bent paper moved the print, only asked about."""

import numpy as np
import pytest

from castforms.model.scan import AlterationKind
from castforms.scan.alteration import alterations_of, difference_of
from castforms.scan.ink import Ink, blurred
from castforms.scan.originals import MIDDLE, Original
from tests.scans.campaign import sheets_of

LOW, HIGH = (round(mm * MIDDLE) for mm in (60, 100))


@pytest.fixture(scope="module")
def original() -> Original:
    return sheets_of("W3", 3).plain[1]


def kinds(original: Original, ink: Ink, *, flat: bool = False) -> set[AlterationKind]:
    seen = blurred(ink, 0.45)
    inside = np.ones_like(seen, dtype=bool)
    difference = difference_of(original, seen, inside, ~inside)
    return {each.kind for each in alterations_of(original, difference, flat=flat)}


def moved(ink: Ink, down: int) -> Ink:
    """A part of the text lies that many pixels (a third of a millimetre) further down."""
    other = ink.copy()
    other[LOW:HIGH, LOW:HIGH] = np.roll(ink, down, axis=0)[LOW:HIGH, LOW:HIGH]
    return other


def test_the_printed_page_itself_differs_nowhere(original: Original) -> None:
    assert kinds(original, original.middle) == set()


def test_print_that_bent_paper_moved_is_asked_about(original: Original) -> None:
    assert kinds(original, moved(original.middle, 4)) == {AlterationKind.UNCLEAR}


def test_print_beside_its_place_on_flat_paper_is_a_change(original: Original) -> None:
    assert AlterationKind.UNCLEAR not in kinds(original, moved(original.middle, 4), flat=True)


def test_a_line_of_text_that_is_gone_is_a_change_on_any_paper(original: Original) -> None:
    ink = original.middle.copy()
    ink[LOW : LOW + 30, LOW:HIGH] = 0
    assert kinds(original, ink) == {AlterationKind.CHANGED}


def test_a_stroke_through_text_is_a_change_on_any_paper(original: Original) -> None:
    ink = original.middle.copy()
    ink[LOW : LOW + 2, LOW:HIGH] = 1
    assert not kinds(original, ink) & {AlterationKind.UNCLEAR}
    assert kinds(original, ink)
