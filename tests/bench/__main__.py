"""`python3 dev.py bench`: measures the engine beside its peers and tells which goals are met.  Nothing fails."""

import argparse
import gc
from dataclasses import dataclass
from pathlib import Path

from main import COLLECT_AFTER
from tests.bench.blemishes import measure_blemishes
from tests.bench.empty_pages import measure_empty_pages
from tests.bench.faults import measure_faults
from tests.bench.goals import (
    Goal,
    growth_goals,
    pair_goals,
    print_goals,
    process_goals,
    redline_goals,
    window_goals,
)
from tests.bench.growth import measure_batch, measure_growth, measure_pool
from tests.bench.interleaving import say
from tests.bench.kills import measure_kills
from tests.bench.oddities import measure_oddities
from tests.bench.power import measure_power
from tests.bench.processes import measure_process_stages, measure_processes
from tests.bench.redlines import measure_redlines
from tests.bench.scans import USUAL, measure_scans
from tests.bench.warm_pair import measure_pairs, measure_stages

PARTS = ("pairs", "processes", "growth", "window", "redlines")
SCANS, BLEMISHES = "scans", "blemishes"
TRIALS = {
    "faults": measure_faults,
    "power": measure_power,
    "kills": measure_kills,
    "oddities": measure_oddities,
    "empty-pages": measure_empty_pages,
}
"""What is tried rather than measured, only when asked for: minutes."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often each thing is measured."""

    pairs: int
    stages: int
    processes: int
    process_stages: int
    growth: int
    few: int
    many: int
    pooled: int
    pools: int
    starts: int
    keys: int
    drafts: int
    edits: int
    redlines: int


FULL = Rounds(25, 15, 11, 5, 4, 100, 1000, 200, 3, 31, 300, 100, 200_000, 7)
QUICK = Rounds(4, 2, 2, 1, 1, 20, 60, 40, 1, 3, 60, 20, 5_000, 2)


def main() -> None:
    """Measures all or some parts and prints a table for each."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("--quick", action="store_true", help="half a minute, fewer rounds: for a first look only")
    parser.add_argument(
        "parts",
        nargs="*",
        choices=[[], *PARTS, SCANS, BLEMISHES, *TRIALS],
        help="only these parts; scans are parts of their own",
    )
    parser.add_argument("--count", type=int, default=USUAL, help=f"scans to simulate, else {USUAL}")
    parser.add_argument("--processes", type=int, default=1, help="how many scans are simulated and read at a time")
    parser.add_argument("--keep", type=Path, help="folder for what is done already, so that a run can be gone on with")
    options = parser.parse_args()
    for part in TRIALS.keys() & set(options.parts):
        TRIALS[part]()
    if SCANS in options.parts:
        measure_scans(options.count, options.processes, options.keep)
    if BLEMISHES in options.parts:
        measure_blemishes(options.count, options.processes, options.keep)
    if options.parts and not set(options.parts) & set(PARTS):
        return
    gc.set_threshold(COLLECT_AFTER)  # as in the program itself
    rounds = QUICK if options.quick else FULL
    parts = options.parts or PARTS
    say("Ratios are taken pair by pair in one interleaved run; milliseconds are this machine's, today.")
    goals = [goal for part in parts if part in MEASURES for goal in MEASURES[part](rounds)]
    print_goals(goals)


def _pairs(rounds: Rounds) -> list[Goal]:
    measure_stages(rounds.stages)
    return list(pair_goals(measure_pairs(rounds.pairs)))


def _processes(rounds: Rounds) -> list[Goal]:
    measure_process_stages(rounds.process_stages)
    return list(process_goals(*measure_processes(rounds.processes, office=rounds is FULL)))


def _growth(rounds: Rounds) -> list[Goal]:
    measures = measure_growth(rounds.growth)
    batch = measure_batch(rounds.few, rounds.many)
    return list(growth_goals(measures, batch, measure_pool(rounds.pooled, rounds.pools)))


def _window(rounds: Rounds) -> list[Goal]:
    from tests.bench.turns import measure_turns  # noqa: PLC0415 - Qt
    from tests.bench.window import measure_edits, measure_keys, measure_starts  # noqa: PLC0415

    starts = measure_starts(rounds.starts)
    turns = measure_turns(rounds.drafts)  # the first home is that of a program that has just been started
    return list(window_goals(starts, measure_keys(rounds.keys), turns, measure_edits(rounds.edits)))


def _redlines(rounds: Rounds) -> list[Goal]:
    return list(redline_goals(measure_redlines(rounds.redlines)))


MEASURES = {"pairs": _pairs, "processes": _processes, "growth": _growth, "window": _window, "redlines": _redlines}


if __name__ == "__main__":
    main()
