"""Many documents in one process: `python -m tests.bench.batch FEW MANY REPORT.json`."""

import gc
import json
import os
import resource
import sys
import time
from pathlib import Path

from main import COLLECT_AFTER
from tests.bench.engine import Engine
from tests.bench.works import works

_FIRST = 5
"""Documents after which fonts are open and everything is imported."""


def main(few: str, many: str, report: str) -> None:
    """Counts processor time for each document and memory, after few and after many documents."""
    gc.set_threshold(COLLECT_AFTER)  # as in the program itself
    engine, work = Engine(), works()["W2"]
    counted = []
    started = 0.0
    for number in range(1, int(many) + 1):
        engine.pair(work, work.entry(number))
        if number == _FIRST:
            started = time.process_time()
        if number in (int(few), int(many)):
            spent = (time.process_time() - started) * 1000 / (number - _FIRST)
            counted.append((number, spent, _memory()))
    Path(report).write_text(json.dumps(counted), encoding="utf-8")


def _memory() -> float:
    """Resident MiB now; where the system does not tell, the peak."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
