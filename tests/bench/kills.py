"""A hundred windows killed while somebody types."""

import statistics

from tests.bench.interleaving import say
from tests.bench.scratch import scratch_folder
from tests.faults.kills import kill_windows

TIMES = 100


def measure_kills() -> None:
    """Prints what was lost."""
    with scratch_folder() as folder:
        killed = kill_windows(folder, TIMES)
    lost = [window.lost for window in killed]
    wrong = sum(window.kept < 0 for window in killed)
    say(f"{len(killed)} windows killed, {sum(window.typed for window in killed)} keys, {wrong} unreadable")
    keys = max(window.missing for window in killed)
    say(f"most keys lost: {keys:.2f} s of typing at full speed")
    say(f"seconds by the clock: median {statistics.median(lost):.2f}, most {max(lost):.2f}")
