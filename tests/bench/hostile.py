"""`python -m tests.bench.hostile`: every hostile file and many damaged ones, with what they cost."""

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.bench.interleaving import say, table
from tests.hostile.campaign import Result, all_cases
from tests.hostile.case import Case, Fate
from tests.hostile.watched import Watched, watched_campaign

_SHOWN = 15


def main() -> None:
    """Runs the campaign and prints what became of each kind, and the costliest files."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hostile")
    parser.add_argument("--damages", type=int, default=40, help="damaged files of each sort")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="castforms-hostile-") as folder:
        watched = watched_campaign(Path(folder), options.damages, options.seed, quick=False)
    cases = {case.id: case for case in all_cases(options.damages, options.seed, quick=False)}
    _print(watched, cases)


def _print(watched: Watched, cases: dict[str, Case]) -> None:
    kinds: dict[str, list[str]] = defaultdict(list)
    for name in watched.results:
        kinds[cases[name].kind].append(name)
    rows = [(kind, *_row([watched.results[name] for name in names])) for kind, names in kinds.items()]
    table("Hostile files", ("", "files", "read", "refused", "crashed", "CPU s, most", "MB, most"), rows)
    by_time = sorted(watched.results.items(), key=lambda item: -item[1].seconds)[:_SHOWN]
    table(
        "Slowest", ("", "CPU s", "MB"), [(name[:60], f"{r.seconds:.2f}", f"{r.megabytes:.0f}") for name, r in by_time]
    )
    wrong = [name for name, result in watched.results.items() if _is_wrong(cases[name], result)]
    say(f"not as expected: {wrong or 'none'}")
    calls = len(watched.network), len(watched.programs), len(watched.elsewhere)
    say("calls to the network: {}, programs started: {}, files written elsewhere: {}".format(*calls))


def _row(results: list[Result]) -> tuple[str, ...]:
    read = sum(1 for result in results if result.words is None and not result.crash)
    crashed = sum(1 for result in results if result.crash)
    numbers = len(results), read, len(results) - read - crashed, crashed
    most = max(result.seconds for result in results), max(result.megabytes for result in results)
    return (*map(str, numbers), f"{most[0]:.2f}", f"{most[1]:.0f}")


def _is_wrong(case: Case, result: Result) -> bool:
    if result.crash:
        return True
    return case.fate is (Fate.REFUSED if result.words is None else Fate.READ)


if __name__ == "__main__":
    main()
