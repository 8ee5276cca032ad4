"""Many injections of one task, and what came of them."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.faults.injection import Injection, Nursery, injections
from tests.faults.tasks import CONTROLS, NEW, OLD, TASKS

SEED = 20260412


class Campaign(NamedTuple):
    """The outcome of some injections."""

    task: str
    calls: int
    """System calls of the task."""
    done: int
    outcomes: Counter[str]
    """How often the old and the new state was found."""
    faults: list[str]
    """What was lost, falsely told, or not foreseen."""


@contextmanager
def nursery(folder: Path) -> Iterator[Nursery]:
    """A nursery that is closed afterwards."""
    made = Nursery(folder)
    try:
        yield made
    finally:
        made.close()


def run_campaign(nurse: Nursery, name: str, folder: Path, most: int | None = None) -> Campaign:
    """Injects every fault at every system call of the task, or `most` of them, spread evenly."""
    task = {**TASKS, **CONTROLS}[name](folder / name.replace(" ", "-"))
    points = nurse.points(task, name)
    chosen = _spread(injections(points), most)
    outcomes: Counter[str] = Counter()
    faults = []
    for injection in chosen:
        outcome = nurse.judged(task, name, injection)
        if outcome in {OLD, NEW}:
            outcomes[outcome] += 1
        else:
            faults.append(f"{injection.option}: {outcome}")
    return Campaign(name, len(points), len(chosen), outcomes, faults)


def _spread(every: list[Injection], most: int | None) -> list[Injection]:
    """One of each stretch, chosen by a fixed seed."""
    if most is None or most >= len(every):
        return every
    chooser = random.Random(SEED)
    size = len(every) / most
    return [every[chooser.randrange(int(at * size), int((at + 1) * size))] for at in range(most)]
