"""The goals of the engine and what this run measured of them; only ratios, because milliseconds are the machine's."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.growth import BatchGrowth
from tests.bench.interleaving import Times, ratio, table
from tests.bench.processes import COLD_OFFICE
from tests.bench.redlines import DIFFLIB, ONE_TEXT, OWN, WHOLE
from tests.bench.starts import BARE, SHELL, Deafness, Starts
from tests.bench.subjects import FLOOR, LB, OFFICE, OURS, PLAIN, TYPST

MET, MISSED, UNKNOWN = "达到", "未达到", "未测"


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit, and what was measured by work (or by something else)."""

    name: str
    limit: float
    measured: Mapping[str, float]
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """Whether every measured value keeps the limit."""
        if not self.measured:
            return UNKNOWN
        kept = (value >= self.limit if self.at_least else value <= self.limit for value in self.measured.values())
        return MET if all(kept) else MISSED


def pair_goals(pairs: Mapping[str, Times]) -> Iterable[Goal]:
    """Warm pairs."""
    yield Goal("warm pair / LB (must)", 1.0, _over(pairs, OURS, LB))
    yield Goal("warm pair / LB", 0.7, _over(pairs, OURS, LB))
    yield Goal("warm pair / floor", 2.0, _over(pairs, OURS, FLOOR))
    yield Goal("platypus + python-docx / warm pair", 3.5, _over(pairs, PLAIN, OURS), at_least=True)
    yield Goal("typst + python-docx / warm pair", 2.0, _over(pairs, TYPST, OURS), at_least=True)
    yield Goal("docxtpl + warm LibreOffice / warm pair", 6.0, _over(pairs, OFFICE, OURS), at_least=True)


def process_goals(processes: Mapping[str, Times], peak: float) -> Iterable[Goal]:
    """One document in a process of its own."""
    yield Goal("process / LB's (must)", 0.8, _over(processes, OURS, LB))
    yield Goal("process / LB's", 0.6, _over(processes, OURS, LB))
    yield Goal("docxtpl + cold LibreOffice / process", 5.5, _over(processes, COLD_OFFICE, OURS), at_least=True)
    yield Goal("peak memory of a process, MiB", 80, {"highest": peak})


def growth_goals(measures: float, batch: BatchGrowth, pool: float) -> Iterable[Goal]:
    """What many measures and many documents cost."""
    yield Goal("t(10,000 measures) / t(1,000)", 12, {"W1": measures})
    yield Goal("per document, many / few", 1.1, {"W2": batch.time})
    yield Goal("memory that many documents add, MiB", 5, {"W2": batch.memory})
    yield Goal("a pool of two processes, times faster", 1.7, {"W2": pool}, at_least=True)


def window_goals(starts: Starts, keys: Sequence[float], turns: Mapping[str, Deafness], growth: float) -> Iterable[Goal]:
    """What the clerk waits for; `turns` are the longest of the event loop by what was done."""
    for clock, times in starts._asdict().items():
        ratios = {name: ratio(taken, times[BARE]) for name, taken in times.items() if name != BARE}
        yield Goal(f"first paint of the empty window / bare, {clock}", 1.2, {"": ratios.pop(SHELL)})
        yield Goal(f"first paint of a full form / bare, {clock}", 1.4, ratios)
    yield Goal("key press, 3,000 characters, ms (median)", 8, {"": statistics.median(keys)})
    yield Goal("key press, 3,000 characters, ms (p95)", 16, {"": statistics.quantiles(keys, n=20)[-1]})
    yield Goal("longest turn of the event loop, own ms", 50, {name: turn.own for name, turn in turns.items()})
    yield Goal("memory that the edits add, MiB", 5, {"": growth})


def redline_goals(times: Times) -> Iterable[Goal]:
    """Opinions on a draft; the first goal is in seconds of this machine, because that is how it was set."""
    slowest = {name: max(times[name]) / 1000 for name in (WHOLE, OWN)}
    yield Goal("a draft of 10,000 characters compared and written, s", 1.0, slowest)
    yield Goal("compared / difflib", 0.2, {"one text": ratio(times[ONE_TEXT], times[DIFFLIB])})


def print_goals(goals: Iterable[Goal]) -> None:
    """The goals with their verdicts."""
    rows = [(goal.name, _limit(goal), _values(goal), goal.verdict) for goal in goals]
    table("Goals", ("", "goal", "measured", ""), rows)


def _over(measured: Mapping[str, Times], subject: str, other: str) -> dict[str, float]:
    both = {work: times for work, times in measured.items() if subject in times and other in times}
    ratios = {}
    for work, times in both.items():
        count = min(len(times[subject]), len(times[other]))
        ratios[work] = ratio(times[subject][:count], times[other][:count])
    return ratios


def _limit(goal: Goal) -> str:
    return f"{'≥' if goal.at_least else '≤'} {goal.limit:g}"


def _values(goal: Goal) -> str:
    return "  ".join(f"{name} {value:.2f}" for name, value in goal.measured.items())
