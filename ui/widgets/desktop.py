"""What the desktop does for us: open a file or show its folder."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_path(path: Path) -> bool:
    """Opens a file or folder in the program the desktop has for it; tells whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_or_show(path: Path) -> bool:
    """Opens a file; where no program does, shows its folder and returns False."""
    if open_path(path):
        return True
    open_path(path.parent)
    return False
