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


def ask_to_leave(parent: "QWidget", error: StorageError, then: Callable[[], object]) -> None:
    """Asks whether to leave a form that could not be saved; `then` is done for yes."""
    from castforms.session.open_draft import SecondPlaceError  # noqa: PLC0415 - as above

    if isinstance(error, SecondPlaceError):
        title, rest = "草稿没有写入文件", "修改已存在备用位置，下次打开这份草稿时会自动恢复。仍要离开吗？"
    else:
        title, rest = "草稿没有保存", "仍要离开吗？这次的修改会丢失。"
    ask(parent, title, f"{error}\n\n{rest}", yes="离开(&L)", no="留下(&S)", then=then)


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
