"""Files that the clerk is asked for: at first among the documents, later where the last one was."""

from pathlib import Path

from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

_CHOSEN = "a file was chosen"
"""Property of the application: from then on Qt knows the folder better."""


def ask_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """One file of these kinds; None if the clerk thinks better of it."""
    chosen, _kind = QtWidgets.QFileDialog.getOpenFileName(parent, title, _folder(), kinds)
    return next(iter(_noted([chosen] if chosen else [])), None)


def ask_files(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Any number of files of these kinds."""
    chosen, _kind = QtWidgets.QFileDialog.getOpenFileNames(parent, title, _folder(), kinds)
    return _noted(chosen)


def documents() -> str:
    """The folder of the clerk's documents."""
    paths = QtCore.QStandardPaths
    return paths.writableLocation(paths.StandardLocation.DocumentsLocation)


def _folder() -> str:
    """Without a word Qt begins where the program was started, on Windows among its own files."""
    application = QCoreApplication.instance()
    if application and application.property(_CHOSEN):
        return ""
    return documents()


def _noted(chosen: list[str]) -> list[Path]:
    application = QCoreApplication.instance()
    if application and chosen:
        application.setProperty(_CHOSEN, True)
    return [Path(file) for file in chosen]
