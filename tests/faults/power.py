"""A power cut: a disk of its own in a file, and a copy of that file made without asking the system to finish anything.

What the copy holds is what a disk holds whose power went at that moment.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.faults.injection import Injection, Nursery, Point
from tests.faults.tasks import Task

SIZE = 24 * 1024 * 1024
KILL = "signal=KILL"
OPTIONS = "loop,noauto_da_alloc"
"""Without ext4's own mending of programs that do not wait for the disk."""


class MountError(RuntimeError):
    """No file systems may be mounted here."""


class PowerRig:
    """Does one task on a small disk, again and again, and pulls the plug."""

    def __init__(self, folder: Path, nurse: Nursery, task: type[Task], name: str) -> None:
        """Raises MountError."""
        self._disk, self._blank, self._cut = (folder / file for file in ("disk.img", "blank.img", "cut.img"))
        self._mountpoint = folder / "disk"
        self._mountpoint.mkdir()
        self._nurse, self._name = nurse, name
        self._task = task(self._mountpoint / "work")
        with self._disk.open("wb") as file:
            file.truncate(SIZE)
        call("mkfs.ext4", "-q", str(self._disk))
        with self._mounted(self._disk):
            self._task.prepare()
        self._copy(self._disk, self._blank)

    def points(self) -> list[Point]:
        """Every system call of the task."""
        with self._fresh():
            return self._nurse.points(self._task, self._name)

    def cut_at(self, point: Point | None) -> str:
        """What is there after the process died at that call, or finished, and the power went at once."""
        with self._fresh():
            options = ["-o", os.devnull, "-e", "trace=none"]
            if point:
                fault = Injection(point, KILL).option
                options = ["-o", os.devnull, "-e", f"trace={point.call}", "-e", fault]
            told = self._nurse.run(self._task, self._name, options)
            self._copy(self._disk, self._cut)
        with self._mounted(self._cut):
            return self._task.judge(told=told == "saved")

    @contextmanager
    def _fresh(self) -> Iterator[None]:
        self._copy(self._blank, self._disk)
        with self._mounted(self._disk):
            yield

    @contextmanager
    def _mounted(self, image: Path) -> Iterator[None]:
        call("mount", "-o", OPTIONS, str(image), str(self._mountpoint))
        try:
            yield
        finally:
            call("umount", str(self._mountpoint))

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        shutil.copyfile(source, target)


def call(*command: str) -> None:
    """Runs a program of the system; raises MountError where it refuses."""
    if shutil.which(command[0]) is None:
        raise MountError(f"{command[0]} is missing")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MountError(f"{' '.join(command)}: {done.stderr.strip()}")


def spread(points: Sequence[Point], most: int) -> list[Point]:
    """That many of the points, evenly."""
    return list(points) if most >= len(points) else [points[at * len(points) // most] for at in range(most)]
