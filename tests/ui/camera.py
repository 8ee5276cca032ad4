"""Pictures of what a clerk sees, and what is wrong on them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from tests.ui.clipping import clipped, overlapping
from tests.ui.driving import settle, wait


class Camera:
    """Takes pictures of one variant and notes what is wrong on them."""

    def __init__(self, name: str, out: Path) -> None:
        self._folder = out / name
        self._folder.mkdir(parents=True, exist_ok=True)
        self.faults: list[str] = []

    def take(self, widget: QWidget, name: str) -> None:
        """A picture of a window or dialog as it is now."""
        settle()
        widget.grab().save(str(self._folder / f"{name}.png"))
        self.faults += [f"{name}: clipped {what}" for what in clipped(widget)]
        self.faults += [f"{name}: overlapping {what}" for what in overlapping(widget)]

    def take_dialog(self, window: QWidget, name: str, then: Callable[[QDialog], object] | None = None) -> None:
        """The dialog in front, before and after something is done in it that ends with `files`; then it is closed."""
        dialog = front(window)
        self.take(dialog, name)
        if then:
            then(dialog)
            wait(lambda: bool(getattr(dialog, "files", None)))
            self.take(dialog, f"{name}-done")
        dialog.reject()
        settle()


def front(window: QWidget) -> QDialog:
    """The dialog shown last."""
    return next(dialog for dialog in reversed(window.findChildren(QDialog)) if dialog.isVisible())
