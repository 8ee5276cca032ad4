"""Tasks done with a fault at one system call: the process dies there, or the call fails.

strace does the injecting; every call of a task is a place for a fault.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.faults.tasks import Task

ROOT = Path(__file__).resolve().parents[2]
KILLS = ("signal=KILL", "error=EIO:signal=KILL")
ERRORS = ("error=ENOSPC", "error=EIO", "error=EACCES", "error=EBUSY")
FAULTS = KILLS + ERRORS
NO_FILE = re.compile(
    r"mmap|munmap|mprotect|madvise|brk|mremap|futex|rt_sig\w+|get[pt]?g?id|get\w*[ug]id|getrandom|clock_\w+|exit\w*"
    r"|restart_syscall|prctl|sched_\w+|uname|socket|connect|kill|tgkill"
)
"""Calls that touch no file; they are places to die, but not to fail."""
_CALL = re.compile(r"(?:\d+ +)?(\w+)\(")


class Point(NamedTuple):
    """A system call of a task: its name, and which of that name it is, from 1."""

    call: str
    number: int


class Injection(NamedTuple):
    """One fault at one system call."""

    point: Point
    fault: str

    @property
    def option(self) -> str:
        """The fault as strace wants it."""
        return f"inject={self.point.call}:{self.fault}:when={self.point.number}"


class Nursery:
    """Runs tasks in children of a process that has everything loaded."""

    def __init__(self, folder: Path) -> None:
        self._told = folder / "told"
        self._trace = folder / "trace"
        command = [sys.executable, "-m", "tests.faults.nursery", str(folder / "warm")]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def points(self, task: Task, name: str) -> list[Point]:
        """Every system call of the task, in order."""
        task.prepare()
        self.run(task, name, ["-o", str(self._trace), "-e", "trace=all"])
        counts: dict[str, int] = {}
        points = []
        for line in self._trace.read_text(encoding="utf-8", errors="replace").splitlines():
            if match := _CALL.match(line):
                counts[match[1]] = counts.get(match[1], 0) + 1
                points.append(Point(match[1], counts[match[1]]))
        return points

    def judged(self, task: Task, name: str, injection: Injection) -> str:
        """What is there after the task with that fault, and whether what was told is true."""
        task.prepare()
        options = ["-o", os.devnull, "-e", f"trace={injection.point.call}", "-e", injection.option]
        told = self.run(task, name, options)
        if told.startswith("stumbled"):
            return f"STUMBLED: {told.splitlines()[-1]}"
        return task.judge(told=told == "saved")

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def run(self, task: Task, name: str, options: Sequence[str]) -> str:
        """Does the task under strace with these options; what the child told last, `saved` if it succeeded."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._told.unlink(missing_ok=True)
        self._process.stdin.write(json.dumps([name, str(task.folder), str(self._told)]) + "\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        with watched(pid, options):
            os.kill(pid, signal.SIGCONT)
            self._process.stdout.readline()
        return self._told.read_text(encoding="utf-8", errors="replace")


@contextmanager
def watched(pid: int, options: Sequence[str]) -> Iterator[None]:
    """Inside, strace watches that process; raises RuntimeError where it may not."""
    strace = shutil.which("strace")
    if strace is None:
        raise FileNotFoundError("strace is missing: install the package strace")
    command = [strace, "-p", str(pid), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        if "attached" not in first:
            os.kill(pid, signal.SIGKILL)
            raise RuntimeError(f"strace may not watch processes here: {first.strip()}")
        yield
        process.stderr.read()


def injections(points: Iterable[Point], faults: Iterable[str] = FAULTS) -> list[Injection]:
    """Every fault at every point at which it makes sense."""
    wanted = list(faults)
    return [
        Injection(point, fault)
        for point in points
        for fault in wanted
        if fault in KILLS or not NO_FILE.fullmatch(point.call)
    ]
