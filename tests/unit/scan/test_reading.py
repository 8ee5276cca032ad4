"""Simulated scans of some seeds, read; the campaign (`python -m tests.bench scans`) has hundreds."""

import pytest

from castforms.model.scan import Identified
from tests.scans.campaign import TUNING, Outcome, run

WEAK_TONER = ("weak-toner",)
SEEDS: dict[str, tuple[int, tuple[str, ...]]] = {
    "flatbed, turned round, seal and pen": (TUNING + 0, ()),
    "chat photo, another character": (TUNING + 8, ()),
    "photo without mark, seal, another character": (TUNING + 9, ()),
    "curled photo with a shadow, clean": (TUNING + 110, ()),
    "weak toner, clean": (TUNING + 400_043, WEAK_TONER),
    "weak toner, another character": (TUNING + 400_029, WEAK_TONER),
}
"""None of them is among the seeds that are reported."""


@pytest.fixture(scope="module", params=SEEDS, ids=list(SEEDS))
def outcome(request: pytest.FixtureRequest) -> Outcome:
    return run(*SEEDS[request.param])


def test_the_page_is_known(outcome: Outcome) -> None:
    assert outcome.identified
    by = Identified.MARK if outcome.case.marked else Identified.PICTURE
    assert outcome.reading.identified is by


def test_seals_are_found_and_measured_and_none_is_invented(outcome: Outcome) -> None:
    assert outcome.found_seal == (outcome.case.seal is not None)
    assert not outcome.false_seals
    assert abs(outcome.diameter_error or 0) <= 0.5


def test_what_was_changed_by_hand_is_found_and_nothing_else(outcome: Outcome) -> None:
    assert outcome.found_alteration == outcome.altered
    assert bool(outcome.reading.alterations) == outcome.altered


def test_the_page_is_made_small_enough_to_mail(outcome: Outcome) -> None:
    assert 20_000 < outcome.size <= 300_000
