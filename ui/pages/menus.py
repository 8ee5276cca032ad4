"""The menus of the window with the shortcuts people know."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeySequence
    from PySide6.QtWidgets import QMenu, QMenuBar

FORM, HOME = "form", "home"
"""Pages by which commands make sense or not."""

FILE, EDIT, GO, VIEW = TITLES = ("文件(&F)", "编辑(&B)", "转到(&G)", "视图(&V)")


class Command(NamedTuple):
    """One line of a menu; `page` names where it makes sense, empty is anywhere."""

    words: str
    keys: "QKeySequence.StandardKey | str"
    run: Callable[[], object]
    page: str = ""


Menu = tuple[str, tuple[Command | None, ...]]
"""A menu's title and its lines; None is a rule between two groups."""


class Menus:
    """Makes the menus and keeps their state."""

    def __init__(self, bar: "QMenuBar") -> None:
        self._actions: list[tuple[Command, QAction]] = []
        self._page: str | None = None
        self._menus = {title: bar.addMenu(title) for title in TITLES}

    @property
    def empty(self) -> bool:
        """Whether the commands are still to come."""
        return not self._actions

    def fill(self, menus: Iterable[Menu]) -> None:
        """Puts the commands into the menus."""
        for title, commands in menus:
            menu = self._menus[title]
            for command in commands:
                if command is None:
                    menu.addSeparator()
                else:
                    self._actions.append((command, _add(menu, command)))

    def menu(self, title: str) -> "QMenu":
        """The menu of that title."""
        return self._menus[title]

    def action(self, words: str) -> "QAction":
        """The action of that name, as it was called at first; raises StopIteration if there is none."""
        return next(action for command, action in self._actions if command.words == words)

    def show_page(self, page: str) -> None:
        """Offers what makes sense there."""
        if page == self._page:
            return
        self._page = page
        for command, action in self._actions:
            action.setEnabled(command.page in {"", page})
        self._menus[GO].menuAction().setEnabled(page == FORM)

    def name(self, words: str, step: str) -> None:
        """Names what an undo or redo would do; empty makes it unavailable."""
        action = self.action(words)
        action.setText(f"{words}：{step}" if step else words)
        action.setEnabled(bool(step))


def _add(menu: "QMenu", command: Command) -> "QAction":
    from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - the titles are shown before the commands are there

    action = menu.addAction(command.words)
    keys = command.keys
    if isinstance(keys, str):
        action.setShortcuts([QKeySequence(each) for each in keys.split()])
    else:
        action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda _checked: _run(command))
    return action


def _run(command: Command) -> None:
    from ui.widgets.composition import settle_typing  # noqa: PLC0415 - as above

    settle_typing()
    command.run()
