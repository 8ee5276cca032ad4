"""Questions that do not hold up the program while they wait for an answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from castforms.session.settings import StorageError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QWidget


def ask(
    parent: "QWidget",
    title: str,
    text: str,
    *,
    yes: str,
    no: str,
    then: Callable[[], object],
    otherwise: Callable[[], object] | None = None,
) -> "QMessageBox":
    """Asks; `then` is done for `yes`, `otherwise` for `no`, which is also what Enter and Escape mean."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - where all is well nothing is asked

    box = _box(parent, title, text)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refuse)
    box.setEscapeButton(refuse)
    accept.clicked.connect(lambda _checked: then())
    if otherwise:
        refuse.clicked.connect(lambda _checked: otherwise())
    box.open()
    return box


def tell(parent: "QWidget", title: str, text: str) -> "QMessageBox":
    """Says what went wrong."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - as above

    box = _box(parent, title, text)
    box.setIcon(QMessageBox.Icon.Warning)
    box.addButton("知道了(&K)", QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def guarded(parent: "QWidget", title: str, action: Callable[[], object]) -> None:
    """Does it; without a title, a disk that refuses is no reason to disturb the clerk."""
    try:
        action()
    except StorageError as error:
        if title:
            tell(parent, title, str(error))


def _box(parent: "QWidget", title: str, text: str) -> "QMessageBox":
    from PySide6.QtCore import Qt  # noqa: PLC0415 - as above
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415

    first, _gap, rest = text.partition("\n\n")
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title)
    box.setText(first)
    box.setInformativeText(rest)
    return box
