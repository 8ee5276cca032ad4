"""A process that has everything loaded and sends out children, each to do one task under observation.

Reads `[task, folder, file for what was told]` as JSON a line; answers the child's number once it stands still and waits
to be watched, and its exit code (negative: the signal that killed it) once it is over.
"""

import ctypes
import json
import os
import signal
import sys
import traceback
from pathlib import Path

import castforms.intake.form_package
import castforms.session.form_import
import castforms.session.incoming
import castforms.session.lint  # noqa: F401 - so that no child loads it
from castforms.storage.faults import StorageError
from tests.faults.tasks import CONTROLS, TASKS, entry_of, export

ANYBODY = ctypes.c_ulong(-1)
PR_SET_PTRACER = 0x59616D61
REFUSED, STUMBLED = 1, 3


def child(task: str, folder: str, told: str) -> None:
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
    file = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    doing = {**TASKS, **CONTROLS}[task](Path(folder))
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        doing.act()
        os.write(file, b"saved")
    except (StorageError, OSError):
        os._exit(REFUSED)
    except BaseException:  # noqa: BLE001 - told to whoever watches
        os.write(file, b"stumbled\n" + traceback.format_exc().encode())
        os._exit(STUMBLED)
    os._exit(0)


def serve() -> None:
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    warm = Path(sys.argv[1])
    export(entry_of("预热"), warm, replace=False)  # fonts and writers are loaded once for all children
    for line in sys.stdin:
        task, folder, told = json.loads(line)
        pid = os.fork()
        if not pid:
            child(task, folder, told)
        os.waitpid(pid, os.WUNTRACED)
        answer.write(f"{pid}\n")
        answer.flush()
        _, status = os.waitpid(pid, 0)
        answer.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answer.flush()


if __name__ == "__main__":
    serve()
