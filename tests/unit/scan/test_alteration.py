"""What on the paper is not what was printed: called changed, or only asked about where paper or toner did it."""

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


def kinds(original: Original, ink: Ink, *, flat: bool = False, fall: Ink | None = None) -> set[AlterationKind]:
    seen = blurred(ink, 0.45)
    inside = np.ones_like(seen, dtype=bool)
    difference = difference_of(original, seen, np.zeros_like(seen) if fall is None else fall, inside, ~inside)
    return {each.kind for each in alterations_of(original, difference, flat=flat)}


def moved(ink: Ink, down: int) -> Ink:
    """A part of the text lies that many pixels (a third of a millimetre) further down."""
    other = ink.copy()
    other[LOW:HIGH, LOW:HIGH] = np.roll(ink, down, axis=0)[LOW:HIGH, LOW:HIGH]
    return other


def streaked(ink: Ink) -> Ink:
    """Printed by a cartridge near its end: stripes of another strength every 5 mm, as pale as under a half."""
    stripes = np.arange(0, ink.shape[1] + 15, 5 * MIDDLE)
    strengths = np.random.default_rng(1).uniform(0.45, 0.95, len(stripes))
    return np.asarray(ink * np.interp(np.arange(ink.shape[1]), stripes, strengths), dtype=np.float32)


def with_another_character(ink: Ink) -> Ink:
    """Where the fourth character of the fourth line stood there is now the sixth one, too."""
    rows = slice(round(68.0 * MIDDLE), round(74.5 * MIDDLE))
    fourth, sixth = (slice(round(left * MIDDLE), round(left * MIDDLE) + 17) for left in (44.7, 55.85))
    other = ink.copy()
    other[rows, fourth] = ink[rows, sixth]
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


def test_toner_that_runs_short_in_stripes_is_no_change(original: Original) -> None:
    assert kinds(original, streaked(original.middle)) == set()


def test_another_character_in_weak_toner_is_a_change(original: Original) -> None:
    assert kinds(original, streaked(with_another_character(original.middle)), flat=True) == {AlterationKind.CHANGED}


def test_print_that_is_suddenly_paler_but_all_there_is_asked_about(original: Original) -> None:
    ink = original.middle.copy()
    ink[LOW:HIGH, LOW : LOW + 4] *= np.float32(0.4)
    assert kinds(original, ink, flat=True) == {AlterationKind.UNCLEAR}


def test_noise_that_darkens_the_paper_in_a_shadow_is_no_change(original: Original) -> None:
    ink = original.middle.copy()
    ink[LOW:HIGH, LOW:HIGH] += np.float32(0.14)
    assert kinds(original, ink) == set()


def test_a_page_as_pale_as_that_on_the_whole_is_no_change(original: Original) -> None:
    assert kinds(original, original.middle * np.float32(0.4)) == set()


def test_what_may_be_the_edge_of_a_shadow_is_no_change_but_a_pen_on_it_is(original: Original) -> None:
    ink = original.middle.copy()
    ink[LOW : LOW + 3, :] = np.maximum(ink[LOW : LOW + 3, :], np.float32(0.2))
    fall = np.zeros_like(ink)
    fall[LOW - 3 : LOW + 6] = 0.4
    assert kinds(original, ink, fall=fall) == set()
    ink[LOW : LOW + 3, LOW:HIGH] = 1
    assert kinds(original, ink, fall=fall)
