"""Simulated scans: `python -m tests.bench scans [--count N]` prints how many were read rightly."""

import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from castforms.session.scan_process import ONE_THREAD
from tests.bench.interleaving import say
from tests.scans.campaign import REPORTING, Outcome, run
from tests.scans.rates import rates
from tests.scans.whole_returns import Handed, hand_in

USUAL = 500
_WHOLE = 10
"""One whole return for so many single pages."""
_SHOWN = 50

Done = TypeVar("Done")


def measure_scans(count: int, processes: int = 1, keep: Path | None = None) -> None:
    """Reads that many single pages, and a tenth as many whole returns; the seeds are those for reporting.

    What is done is put into `keep`, and not done again if it lies there.
    """
    outcomes: list[Outcome] = []
    handed: list[Handed] = []
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        os.environ[ONE_THREAD] = "1"  # as where the program reads scans; numpy looks at it when it is loaded
        pool = stack.enter_context(ProcessPoolExecutor(processes, get_context("spawn")))
        for done in pool.map(partial(_done, folder=folder), _seeds(count), chunksize=4):
            if isinstance(done, Handed):
                handed.append(done)
                if not done.detected:
                    say(f"whole return {done.seed} {done.fault}, page {done.page}: {sorted(done.codes)}")
                continue
            outcomes.append(done)
            if wrong := fault_line(done):
                say(f"{len(outcomes)}/{count} {wrong}")
            if len(outcomes) % _SHOWN == 0 and len(outcomes) < count:
                _say_rates(outcomes, handed)
    _say_rates(outcomes, handed)


def _seeds(count: int) -> Iterator[tuple[str, int]]:
    for number in range(count):
        yield "page", REPORTING + number
        if number % _WHOLE == 0:
            yield "return", REPORTING + number // _WHOLE


def _done(task: tuple[str, int], folder: Path) -> Outcome | Handed:
    kind, seed = task
    if kind == "page":
        return kept_or_made(folder / f"{seed}.page", lambda: run(seed))
    return kept_or_made(folder / f"{seed}.return", lambda: hand_in(seed, folder))


def kept_or_made(path: Path, make: Callable[[], Done]) -> Done:
    if path.exists():
        kept: Done = pickle.loads(path.read_bytes())
        return kept
    made = make()
    path.write_bytes(pickle.dumps(made))
    return made


def _say_rates(outcomes: list[Outcome], handed: list[Handed]) -> None:
    say(f"\nafter {len(outcomes)} pages and {len(handed)} whole returns")
    for rate in rates(outcomes, handed):
        say(rate.line)
    seconds = sorted(outcome.seconds for outcome in outcomes)
    say(f"processor time of a page: median {seconds[len(seconds) // 2]:.2f} s, longest {seconds[-1]:.2f} s")
    errors = sorted(abs(o.diameter_error) for o in outcomes if o.diameter_error is not None)
    if errors:
        say(f"diameter: median error {errors[len(errors) // 2]:.2f} mm, largest {errors[-1]:.2f} mm\n")


def fault_line(outcome: Outcome) -> str:
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
        wrong.append(f"{'asked about' if outcome.asked_about_alteration else 'missed'} {case.swap or 'pen'}")
    if not outcome.altered and outcome.reading.alterations:
        wrong.append(f"{'false alarm' if outcome.alarms else 'asked'} {outcome.reading.alterations[0]}")
    return f"seed {case.seed} {case.profile} {case.work}: {', '.join(wrong)}" if wrong else ""
