"""What the reading process does by itself, when nobody watches it any more."""

import subprocess
import sys
from pathlib import Path

from castforms.session.frames import JOB, READY, Frame, packed, read_frame, write_frame
from castforms.session.reading_process import OUT_OF_TIME
from tests.unit.session import reading_works as works

SERVE = "from castforms.session.reading_process import *; serve(Allowance({seconds}, 1 << 28))"
PATIENCE = 120
"""Seconds on the clock; the process needs two of the processor."""


def started(seconds: float) -> "subprocess.Popen[bytes]":
    """A reading process with that allowance."""
    command = [sys.executable, "-c", SERVE.format(seconds=seconds)]
    root = Path(__file__).parents[3]
    return subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_it_ends_by_itself_when_its_time_is_used_up() -> None:
    with started(seconds=0.1) as process:
        assert process.stdin
        write_frame(process.stdin, Frame(JOB, packed(works.run_for_ever)))
        assert abs(process.wait(PATIENCE)) == OUT_OF_TIME


def test_it_ends_when_nobody_has_work_for_it_any_more() -> None:
    with started(seconds=0.1) as process:
        assert process.stdin
        assert process.stdout
        assert read_frame(process.stdout).kind == READY
        process.stdin.close()
        assert process.wait(PATIENCE) == 0
