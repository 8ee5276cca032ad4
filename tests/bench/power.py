"""The power cut at many points of everything that is written."""

from collections import Counter

from tests.bench.interleaving import say
from tests.bench.scratch import scratch_folder
from tests.faults.campaign import nursery
from tests.faults.power import MountError, PowerRig, spread
from tests.faults.tasks import TASKS

CUTS = 60
"""Points of each task, and as many cuts right after it said to be done as a tenth of that."""


def measure_power() -> None:
    """Prints a line for each task."""
    total = wrong = 0
    for name, task in TASKS.items():
        with scratch_folder() as folder, nursery(folder) as nurse:
            try:
                rig = PowerRig(folder, nurse, task, name)
            except MountError as refusal:
                say(f"No file system may be mounted here, so no power cut was tried: {refusal}")
                return
            points = [*spread(rig.points(), CUTS), *[None] * (CUTS // 10)]
            outcomes = Counter(rig.cut_at(point) for point in points)
        lost = len(points) - outcomes["old"] - outcomes["new"]
        total, wrong = total + len(points), wrong + lost
        say(f"{name:28}{len(points):4} cuts: {outcomes['old']} old, {outcomes['new']} new, {lost} lost or false")
        for words in set(outcomes) - {"old", "new"}:
            say(f"    {words}")
    say(f"{total} power cuts, {wrong} lost or falsely told")
