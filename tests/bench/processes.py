"""Whole processes, from start to exit, for one document: wall time and peak memory, taken in turn."""

import importlib.util
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.bench.engine import Engine
from tests.bench.interleaving import Times, ratio, table
from tests.bench.office_peer import soffice
from tests.bench.scratch import scratch_folder, write_inputs
from tests.bench.subjects import FLOOR, LB, OURS, Case
from tests.bench.works import Work, works

ROOT = Path(__file__).parents[2]
COLD_OFFICE = "docxtpl + cold LibreOffice"

_COLD_ROUNDS = 3
"""A cold LibreOffice takes more than a second."""


class Launcher:
    """Runs programs as `launcher.py` does; their bytecode is kept as that of an installed program is."""

    def __init__(self, bytecode: Path, extra: Mapping[str, str]) -> None:
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        self._process = subprocess.Popen(
            (sys.executable, str(Path(__file__).with_name("launcher.py"))),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=environment | {"PYTHONPYCACHEPREFIX": str(bytecode)} | dict(extra),
        )

    def run(self, command: list[str]) -> tuple[float, float, float]:
        """Wall and processor time (ms) and peak memory (MiB) of one run."""
        if not self._process.stdin or not self._process.stdout:
            raise RuntimeError("no pipes")
        self._process.stdin.write(json.dumps(command).encode() + b"\n")
        self._process.stdin.flush()
        wall, processor, peak = json.loads(self._process.stdout.readline())
        return wall, processor, peak

    def close(self) -> None:
        """Ends the helper."""
        self._process.communicate()


@contextmanager
def launcher(extra: Mapping[str, str] | None = None) -> Iterator[Launcher]:
    """A launcher with a bytecode folder of its own; `extra` goes into the programs' environment."""
    with scratch_folder() as bytecode:
        started = Launcher(bytecode, extra or {})
        try:
            yield started
        finally:
            started.close()


def measure_processes(rounds: int, *, office: bool) -> tuple[Mapping[str, Times], float]:
    """Wall times by work and subject, and our highest peak in MiB; `office`: with a cold LibreOffice too."""
    measured: dict[str, Times] = {}
    peaks: dict[str, dict[str, float]] = {}
    with launcher() as start:
        for work in works().values():
            with scratch_folder() as folder:
                measured[work.name], peaks[work.name] = _measure(start, work, folder, rounds, office=office)
    head = ("Process, wall ms (times LB), peak MiB", *measured)
    rows = [
        (subject, *(_cell(times, subject, peaks[work]) for work, times in measured.items()))
        for subject in next(iter(measured.values()))
    ]
    table("One document in a process of its own", head, rows)
    return measured, max(peak[OURS] for peak in peaks.values())


def _measure(start: Launcher, work: Work, folder: Path, rounds: int, *, office: bool) -> tuple[Times, dict[str, float]]:
    write_inputs(Case(work, 1, Engine()), folder)
    commands = _commands(folder, office=office)
    times: Times = {name: [] for name in commands}
    peaks = dict.fromkeys(commands, 0.0)
    for number in range(rounds + 1):
        for name, command in commands.items():
            if name == COLD_OFFICE and number > _COLD_ROUNDS:
                continue
            wall, _, peak = start.run(command)
            if number:  # the first one writes the bytecode
                times[name].append(wall)
                peaks[name] = max(peaks[name], peak)
    return times, peaks


def _commands(folder: Path, *, office: bool) -> dict[str, list[str]]:
    entry, sheet, out = (str(folder / name) for name in ("entry.castform", "sheet.json", "out"))
    commands = {
        OURS: [sys.executable, "main.py", "export", entry, "--draft", "--out", out],
        LB: [sys.executable, "-m", "tests.bench.lower_bound", sheet, str(folder)],
        FLOOR: [sys.executable, "-m", "tests.bench.floor", sheet, str(folder)],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    if office and soffice() and importlib.util.find_spec("docxtpl"):
        template, context = str(folder / "template.docx"), str(folder / "context.json")
        commands[COLD_OFFICE] = [sys.executable, "-m", "tests.bench.office_peer", template, context, str(folder)]
    return commands


def _cell(times: Times, subject: str, peaks: dict[str, float]) -> str:
    against = ratio(times[subject], times[LB][: len(times[subject])])
    return f"{statistics.median(times[subject]):.0f} ({against:.2f}) {peaks[subject]:.0f}"


def measure_process_stages(rounds: int) -> None:
    """What our process spends its time on, counted in the process itself."""
    rows = []
    with launcher() as start:
        for work in works().values():
            with scratch_folder() as folder:
                write_inputs(Case(work, 1, Engine()), folder)
                stages = [_stages(start, folder) for _ in range(rounds + 1)][1:]
            rows.append((work.name, *(f"{statistics.median(run[name] for run in stages):.0f}" for name in stages[0])))
    table(f"{OURS}, one process: ms by stage", ("", *stages[0]), rows)


def _stages(start: Launcher, folder: Path) -> dict[str, float]:
    report = folder / "stages.json"
    interpreter, _, _ = start.run([sys.executable, "-c", "pass"])
    start.run([sys.executable, "-m", "tests.bench.stages", str(folder / "entry.castform"), str(report)])
    counted: dict[str, float] = json.loads(report.read_text(encoding="utf-8"))
    return {"interpreter": interpreter} | counted
