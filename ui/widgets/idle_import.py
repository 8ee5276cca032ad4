"""Imports what will be needed soon while nothing else is going on, one module a turn of the event loop."""

from collections.abc import Iterable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer


class IdleImporter(QObject):
    """Works through a list of modules and then rests."""

    def __init__(self, modules: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self._modules = iter(modules)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._import_next)
        self._timer.start()

    def _import_next(self) -> None:
        name = next(self._modules, "")
        if name:
            import_module(name)
        else:
            self._timer.stop()
