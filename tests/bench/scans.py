"""Simulated scans: `python -m tests.bench scans [--count N]` prints how many were read rightly."""

import tempfile
from pathlib import Path

from tests.bench.interleaving import say
from tests.scans.campaign import REPORTING, Outcome, run
from tests.scans.rates import rates
from tests.scans.whole_returns import Handed, hand_in

USUAL = 500
_WHOLE = 10
"""One whole return for so many single pages."""


def measure_scans(count: int) -> None:
    """Reads that many single pages, and a tenth as many whole returns; the seeds are those for reporting."""
    outcomes: list[Outcome] = []
    handed: list[Handed] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            outcomes.append(run(REPORTING + number))
            if number % _WHOLE == 0:
                handed.append(hand_in(REPORTING + number // _WHOLE, Path(folder)))
            if wrong := _wrong(outcomes[-1]):
                say(f"{number + 1}/{count} {wrong}")
    for rate in rates(outcomes, handed):
        say(rate.line)
    seconds = sorted(outcome.seconds for outcome in outcomes)
    say(f"processor time of a page: median {seconds[len(seconds) // 2]:.2f} s, longest {seconds[-1]:.2f} s")
    errors = sorted(abs(o.diameter_error) for o in outcomes if o.diameter_error is not None)
    if errors:
        say(f"diameter: median error {errors[len(errors) // 2]:.2f} mm, largest {errors[-1]:.2f} mm")


def _wrong(outcome: Outcome) -> str:
    """A line for each case that went wrong, so that it can be run again by its seed."""
    case, wrong = outcome.case, []
    if not outcome.identified:
        wrong.append(f"page {outcome.reading.page}")
    if case.marked and outcome.reading.mark is None:
        wrong.append("mark not read")
    if case.seal and not outcome.found_seal:
        wrong.append("seal missed")
    if outcome.false_seals:
        wrong.append("false seal")
    if outcome.altered and not outcome.found_alteration:
        wrong.append(f"missed {case.swap or 'pen'}")
    if not outcome.altered and outcome.reading.alterations:
        wrong.append(f"false alarm {outcome.reading.alterations[0]}")
    return f"seed {case.seed} {case.profile} {case.work}: {', '.join(wrong)}" if wrong else ""
