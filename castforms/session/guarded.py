"""Reads files of strangers in a process of its own, with limits on time and memory, so that none can hurt the program.

    with FileReader() as reader:
        picture = open_picture(path, reader.watched(progress=show, cancelled=stop.is_set))

The work is a function of a module (or a `partial` of one) that takes `tell`; what it is given and what it returns
must be plain data or values of castforms.  What reads a file takes `run`, by which it is done.
"""

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import BinaryIO, NamedTuple, Protocol, Self, TypeVar, cast

from castforms.session.cancelled import CancelledError
from castforms.session.frames import (
    ENDED,
    FAILED,
    JOB,
    NO_MEMORY,
    PROGRESS,
    READY,
    REFUSED,
    VALUE,
    Frame,
    packed,
    read_frame,
    unpacked_answer,
    write_frame,
)
from castforms.session.reading_process import OUT_OF_TIME, Allowance
from castforms.storage.faults import StorageError

__all__ = ["CancelledError", "FileReader", "Limits", "Run", "StorageError", "Tell", "read_guarded"]

T = TypeVar("T")

Tell = Callable[[str], None]
"""Called by the work with what it begins, such as "读取 a.pdf"; shown while it lasts, and part of a fault's words."""

_LOOK = 0.02  # s between two looks at the process
_START = (
    "import sys; sys.path[:] = {path!r}; from castforms.session.reading_process import *; serve(Allowance(*{limits!r}))"
)
_LATE = "用时过长，已停止"
_DOING = "读取文件"
_ADVICE = "文件可能已损坏或过于复杂，请用原来的程序另存一份后重试"


class Limits(NamedTuple):
    """What reading may cost."""

    seconds: float = 3.0
    """Of the processor, so that a busy computer refuses no more than an idle one."""
    patience: float = 60.0
    """Seconds on the clock, for what waits for a disk or a network drive."""
    memory: int = 256 * 1024 * 1024
    """Bytes above those of the idle process."""


class Run(Protocol):
    """What does a piece of work: `read_guarded`, or a `FileReader` that is kept; raises StorageError."""

    def __call__(self, work: Callable[[Tell], T], /) -> T:
        """The value of the work."""


def read_guarded(work: Callable[[Tell], T], limits: Limits = Limits()) -> T:  # noqa: B008 - immutable
    """The value of one piece of work, done by a process of its own; raises as `FileReader.run` does."""
    with FileReader(limits) as reader:
        return reader.run(work)


class FileReader:
    """A process that reads; it is started by the first work, serves the next ones, and is replaced after trouble."""

    def __init__(self, limits: Limits = Limits()) -> None:  # noqa: B008 - immutable
        self._limits = limits
        self._process: _Process | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self.close()

    def start(self) -> None:
        """Starts the process ahead of its first work; returns at once."""
        self._process = self._process or _Process(self._limits)

    def close(self) -> None:
        """Ends the process."""
        if self._process:
            self._process.end()
            self._process = None

    def watched(self, progress: Tell, cancelled: Callable[[], bool]) -> Run:
        """`run` with those two."""

        def run(work: Callable[[Tell], T], /) -> T:
            return self.run(work, progress=progress, cancelled=cancelled)

        return run

    def run(
        self,
        work: Callable[[Tell], T],
        *,
        progress: Tell = lambda _words: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> T:
        """What the work returns.

        `progress` is called in this thread with what the work tells.  Raises StorageError as the work does, and where
        it takes too long, needs too much memory or breaks down; CancelledError soon after `cancelled` says so.
        """
        self.start()
        process = self._process
        if process is None:  # pragma: no cover - `start` made it
            raise AssertionError
        try:
            answer = process.answer(packed(work), progress, cancelled)
            value = process.value(answer) if answer.kind == VALUE else None
        except BaseException:
            self.close()
            raise
        if answer.kind == REFUSED:
            raise StorageError(answer.payload.decode("utf-8", "replace"))
        return cast("T", value)


class _Process:
    """One process and the thread that listens to it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._doing = _DOING
        allowance = Allowance(limits.seconds, limits.memory)
        path = [os.path.abspath(folder) for folder in sys.path]  # noqa: PTH100 - as Python itself writes it
        try:
            self._popen = subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
                [_interpreter(), "-I", "-S", "-B", "-c", _START.format(path=path, limits=tuple(allowance))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise StorageError(f"无法启动读取文件的程序（错误代码 {error.errno}），请重新启动电脑后重试") from error
        self._questions = cast("BinaryIO", self._popen.stdin)
        self._frames: SimpleQueue[Frame] = SimpleQueue()
        Thread(target=self._listen, name="reading", daemon=True).start()
        self._meter = _Meter(self._popen.pid)

    def answer(self, work: bytes, progress: Tell, cancelled: Callable[[], bool]) -> Frame:
        """The last frame of that work; raises as `FileReader.run` does."""
        self._doing = _DOING
        began = time.monotonic()
        try:
            write_frame(self._questions, Frame(JOB, work))
        except OSError:
            self._frames.put(Frame(ENDED))
        while True:
            frame = self._next(cancelled, began)
            if frame.kind == PROGRESS:
                self._doing = frame.payload.decode("utf-8", "replace")
                progress(self._doing)
            elif frame.kind == READY:
                self._meter.begin()
            elif frame.kind == FAILED:
                raise self._fault(f"遇到没有预料的内容（{frame.payload.decode('utf-8', 'replace')}），已停止")
            elif frame.kind == NO_MEMORY:
                raise self._fault("占用内存过多，已停止")
            elif frame.kind in {VALUE, REFUSED}:
                self._meter.begin()
                return frame
            else:
                raise self._fault(_LATE if self._was_out_of_time() else "出错，已停止")

    def value(self, answer: Frame) -> object:
        """What the work returned."""
        try:
            return unpacked_answer(answer.payload)
        except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError) as error:
            raise self._fault("得到的结果无法识别，已停止") from error

    def end(self) -> None:
        """Kills the process and waits until it is gone."""
        self._popen.kill()
        self._popen.wait()
        with suppress(OSError):  # a question may still wait that nobody heard
            self._questions.close()

    def _next(self, cancelled: Callable[[], bool], began: float) -> Frame:
        while True:
            try:
                return self._frames.get(timeout=_LOOK)
            except Empty:
                pass
            if cancelled():
                raise CancelledError
            seconds, memory = self._meter.used()
            if seconds > self._limits.seconds or time.monotonic() - began > self._limits.patience:
                raise self._fault(_LATE)
            if memory > self._limits.memory:
                raise self._fault("占用内存过多，已停止")

    def _fault(self, what: str) -> StorageError:
        return StorageError(f"{self._doing} 时{what}；{_ADVICE}")

    def _was_out_of_time(self) -> bool:
        """Whether the process met its own limit before it was looked at."""
        with suppress(subprocess.TimeoutExpired):
            return abs(self._popen.wait(timeout=1)) == OUT_OF_TIME
        return False

    def _listen(self) -> None:
        stream = cast("BinaryIO", self._popen.stdout)
        with stream:
            while (frame := read_frame(stream)).kind != ENDED:
                self._frames.put(frame)
        self._frames.put(frame)


def _interpreter() -> str:
    """Python itself: what stands for it in a virtual environment of Windows only starts it, and would be watched."""
    return str(getattr(sys, "_base_executable", sys.executable))


class _Meter:
    """What a process has used since the work began."""

    def __init__(self, pid: int) -> None:
        import psutil  # noqa: PLC0415 - loaded while the process starts

        self._psutil = psutil
        self._process = psutil.Process(pid)
        self._seconds, self._memory = 0.0, 0
        self._begun = False

    def begin(self) -> None:
        """The process stands idle now."""
        self._seconds, self._memory = self._now()
        self._begun = True

    def used(self) -> tuple[float, int]:
        """Seconds of the processor and bytes of memory; nothing while it starts, and where it is gone."""
        seconds, memory = self._now() if self._begun else (self._seconds, self._memory)
        return seconds - self._seconds, memory - self._memory

    def _now(self) -> tuple[float, int]:
        try:
            times = self._process.cpu_times()
            return times.user + times.system, self._process.memory_info().rss
        except self._psutil.Error:
            return self._seconds, self._memory
