"""Work that must not hold up the window: done in one thread, in order, answered in the window's thread."""

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")


class Background(QObject):
    """A queue of one thread."""

    _answered = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._answered.connect(self._answer)
        self._waiting = 0

    @cached_property
    def _pool(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - not before there is work

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)

    @property
    def idle(self) -> bool:
        """Whether everything asked for is done and answered."""
        return self._waiting == 0

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[BaseException], None] | None = None
    ) -> None:
        """Does the work; `done` gets its result, `failed` its exception (else it is raised in the window's thread)."""
        self._waiting += 1

        def answer(future: "Future[T]") -> None:
            self._waiting -= 1
            error = future.exception()
            if error is None:
                done(future.result())
            elif failed:
                failed(error)
            else:
                raise error

        def deliver(future: "Future[T]") -> None:
            with suppress(RuntimeError):  # who asked has gone: a dialog was cancelled
                self._answered.emit(lambda: answer(future))

        self._pool.submit(work).add_done_callback(deliver)

    def wait(self) -> None:
        """Waits for the work asked for so far."""
        if not self.idle:
            self._pool.submit(lambda: None).result()

    def finish(self) -> None:
        """Waits for the work that is going on."""
        if "_pool" in self.__dict__:
            self._pool.shutdown(wait=True)

    @Slot(object)
    def _answer(self, call: Callable[[], None]) -> None:
        call()
