"""Starts programs from a process that is itself small, because Linux counts a child's peak memory from its parent's.

Reads a command as a JSON array a line; answers with wall time (ms), processor time (ms) and peak memory (MiB).
"""

import json
import os
import subprocess
import sys
import time


def run(command: list[str]) -> tuple[float, float, float]:
    """What one run of the program costs; raises ChildProcessError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise ChildProcessError(complaint.decode("utf-8", errors="replace"))
    return wall * 1000, (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
        sys.stdout.flush()
