"""Times of several subjects taken in turn, A B C A B C …, because the machine's own speed drifts within minutes."""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

Case = TypeVar("Case")

Times = dict[str, list[float]]
"""Milliseconds by subject, one for each round; the k-th of each belong together."""


def interleaved(subjects: Mapping[str, Callable[[Case], object]], cases: Iterable[Case], *, warm: int = 0) -> Times:
    """Wall time of each subject for each case, the first `warm` rounds left out."""
    times: Times = {name: [] for name in subjects}
    for number, case in enumerate(cases):
        for name, subject in subjects.items():
            elapsed = milliseconds(subject, case)
            if number >= warm:
                times[name].append(elapsed)
    return times


def milliseconds(action: Callable[..., object], *given: object) -> float:
    """Wall time of one call, begun with nothing for the garbage collector to do."""
    gc.collect()
    started = time.perf_counter()
    action(*given)
    return (time.perf_counter() - started) * 1000


def ratio(times: Sequence[float], others: Sequence[float]) -> float:
    """The median of the ratios, pair by pair."""
    return statistics.median(mine / other for mine, other in zip(times, others, strict=True))


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints a table, numbers to the right."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    say(f"\n{title}")
    for line in lines:
        first, *others = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        aligned = [other.rstrip().rjust(len(other)) for other in others]
        say("  ".join((first, *aligned)).rstrip())


def say(text: str) -> None:
    """A line of the report."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _width(text: str) -> int:
    return sum(2 if character > "\u2e80" else 1 for character in text)
