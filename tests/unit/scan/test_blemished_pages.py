"""Pages with staples, holes, folds, shadows; `python -m tests.bench blemishes` has hundreds of them."""

import pytest

from tests.bench.blemishes import CHANGES, TUNING, outcome_of

CLEAN, PEN = CHANGES.index(""), CHANGES.index("pen")
KINDS = ("holes", "fold", "hard shadow")


@pytest.mark.parametrize("kind", KINDS)
def test_what_paper_and_light_leave_on_a_page_is_no_change(kind: str) -> None:
    outcome = outcome_of(kind, CLEAN, TUNING + 900_000)
    assert outcome.identified
    assert not outcome.reading.alterations


def test_a_pen_on_folded_paper_is_found() -> None:
    assert outcome_of("fold", PEN, TUNING + 900_001).found_alteration
