"""Windows killed while somebody types into them, and what their drafts say afterwards."""

import json
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from castforms.model.entry import texts_of
from castforms.session.drafts import DraftBox
from tests.faults.injection import ROOT
from tests.faults.tasks import shipped

FIELD = "xiaokang"
INTERVAL = 20
"""Milliseconds between two keys."""


class Killed(NamedTuple):
    """One killed window."""

    typed: int
    """Keys pressed."""
    kept: int
    """Keys that the draft has, or -1 if what it says was never typed."""
    lost: float
    """Seconds between the first key that is missing and the end."""

    @property
    def missing(self) -> float:
        """Seconds that the missing keys take at the speed they were meant to have, however slow the machine was."""
        return (self.typed - self.kept) * INTERVAL / 1000


def kill_windows(folder: Path, times: int, seed: int = 1) -> list[Killed]:
    """Kills that many windows, each after one third of a second to two and a half seconds of typing."""
    chooser = random.Random(seed)
    command = [sys.executable, "-m", "tests.faults.typist", str(INTERVAL)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        found = []
        for number in range(times):
            place, log = folder / f"window{number}", folder / f"keys{number}"
            place.mkdir()
            process.stdin.write(json.dumps([str(place), str(log), chooser.uniform(0.3, 2.5)]) + "\n")
            process.stdin.flush()
            code, ended = process.stdout.readline().split()
            assert int(code) == -signal.SIGKILL
            found.append(_judged(place, log, float(ended)))
        process.stdin.close()
    return found


def _judged(folder: Path, log: Path, ended: float) -> Killed:
    keys = [float(line) for line in log.read_text(encoding="utf-8").split()]
    drafts = DraftBox(shipped(), folder / "drafts").drafts()
    text = "".join(texts_of(drafts[0].entry.at((FIELD,)))) if len(drafts) == 1 else ""
    whole = "".join(str(number % 10) for number in range(len(keys) + 1))  # the last key may miss its line in the log
    if len(drafts) > 1 or not whole.startswith(text):
        return Killed(len(keys), -1, ended - keys[0])
    return Killed(len(keys), len(text), ended - keys[len(text)] if len(text) < len(keys) else 0)
