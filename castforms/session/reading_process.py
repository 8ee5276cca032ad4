"""The process that reads files of strangers: it is told what to do, answers, and may be killed at any moment.

It gives itself no more rights than reading needs: no other program, no network, no file written.
"""

import os
import sys
import time
from math import ceil, inf
from typing import Any, NamedTuple

from castforms.session.frames import (
    ENDED,
    FAILED,
    NO_MEMORY,
    PROGRESS,
    READY,
    REFUSED,
    VALUE,
    Frame,
    packed,
    read_frame,
    unpacked_work,
    write_frame,
)
from castforms.storage.faults import StorageError

FORBIDDEN = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system"),
    *("os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate", "os.chmod"),
    *("shutil.", "urllib.", "webbrowser.", "winreg.CreateKey", "winreg.SetValue"),
)
"""Beginnings of the names of audit events that never happen while a file is read."""

OUT_OF_TIME = 24
"""Exit code of a process that has met its limit of time; where the system ends it, the number of the signal."""

_LOOK = 0.1  # s between two looks at the own time
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MARGIN = 32 * 1024 * 1024  # bytes of libraries that are loaded later


class Allowance(NamedTuple):
    """What one piece of work may use: seconds of the processor, bytes of memory above those of the idle process."""

    seconds: float
    memory: int


def serve(allowance: Allowance) -> None:
    """Does the work that comes on standard input until there is no more."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)  # a library that prints must not disturb the answers
    _limit_memory(allowance.memory)
    limit_time = _Watchdog().allow if sys.platform == "win32" else _limit_time
    sys.addaudithook(_forbid)
    write_frame(answers, Frame(READY))
    while (frame := read_frame(questions)).kind != ENDED:
        limit_time(allowance.seconds)
        write_frame(
            answers, _answer(frame.payload, lambda words: write_frame(answers, Frame(PROGRESS, words.encode())))
        )


def _answer(payload: bytes, tell: Any) -> Frame:
    try:
        return Frame(VALUE, packed(unpacked_work(payload)(tell)))
    except StorageError as error:
        return Frame(REFUSED, str(error).encode("utf-8", "backslashreplace"))
    except MemoryError:
        return Frame(NO_MEMORY)
    except Exception as error:  # noqa: BLE001 - the file has found a hole: the program is told where
        return Frame(FAILED, _place(error).encode("utf-8", "backslashreplace"))


def _place(error: BaseException) -> str:
    """Where the fault came up, without anything of the file in it."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"  # noqa: PTH119 - no pathlib in this process
    return f"{type(error).__name__}，{where}"


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(FORBIDDEN) or (event == "open" and _writes(arguments)):
        raise PermissionError(event)


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    return bool(flags & _WRITING) if isinstance(flags, int) else any(letter in str(mode) for letter in "wax+")


def _limit_memory(memory: int) -> None:
    """Where the system knows such limits; elsewhere the program that watches is alone."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(kind, (0, 0))
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - as above
            idle = int(file.read().split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, idle + memory + _MARGIN)


def _limit_time(seconds: float) -> None:
    """Lets the system end the process, even where the program that watches it is gone."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, ceil(usage.ru_utime + usage.ru_stime + seconds) + 1)


def _lower(kind: int, wanted: int) -> None:
    """Sets the soft limit, as far as the hard one allows."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


class _Watchdog:
    """Does the same where the system knows no such limit."""

    def __init__(self) -> None:
        from threading import Thread  # noqa: PLC0415 - not on Linux

        self._end = inf
        Thread(target=self._watch, name="watchdog", daemon=True).start()

    def allow(self, seconds: float) -> None:
        """That much of the processor from now on."""
        self._end = time.process_time() + seconds + 1

    def _watch(self) -> None:
        while time.process_time() < self._end:
            time.sleep(_LOOK)
        os._exit(OUT_OF_TIME)
