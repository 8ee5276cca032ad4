"""The menus' commands: their words, their keys, and what they ask of the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QKeySequence

from ui.pages.menus import EDIT, FILE, FORM, HOME, VIEW, Command, Menu

if TYPE_CHECKING:
    from ui.pages.fill_page import FillPage

UNDO, REDO = "撤销(&U)", "重做(&R)"


class Window(Protocol):
    """What the menus ask of the window."""

    fill: "FillPage | None"

    def go_home(self) -> None:
        """Shows forms and drafts."""

    def open_file(self) -> None:
        """Asks for a draft's file and opens it."""

    def save_copy(self) -> None:
        """Asks for a place and writes a copy of the draft there."""

    def show_history(self) -> None:
        """Shows the earlier versions of the draft."""

    def show_copy(self) -> None:
        """Offers answers of other drafts."""

    def import_points(self) -> None:
        """Takes a new year's work points out of a notice."""

    def ask_form(self) -> None:
        """Asks for a form's file and imports it."""

    def export(self) -> None:
        """Gives out the pair."""

    def export_drafts(self) -> None:
        """Gives out the pairs of many drafts."""

    def print_pages(self) -> None:
        """Prints the pages."""

    def print_blank(self) -> None:
        """Prints the form with nothing filled in."""

    def send(self) -> None:
        """Takes in the stamped pages and sends the return."""

    def ask_profile(self) -> None:
        """Shows the unit's particulars."""

    def go_to_search(self) -> None:
        """Puts the keyboard into the search."""

    def close(self) -> bool:
        """Ends the program."""


def menus(window: Window) -> tuple[Menu, ...]:
    """Every menu of the window."""
    return (FILE, _file(window)), (EDIT, _edit(window)), (VIEW, _view(window))


def _file(window: Window) -> tuple[Command | None, ...]:
    key = QKeySequence.StandardKey
    return (
        Command("新建(&N)", key.New, window.go_home),
        Command("打开(&O)…", key.Open, window.open_file),
        None,
        Command("保存(&S)", key.Save, _on_form(window, lambda page: page.save()), FORM),
        Command("另存一份(&A)…", key.SaveAs, window.save_copy, FORM),
        Command("历史版本(&V)…", "Ctrl+H", window.show_history, FORM),
        None,
        Command("导出 PDF 和 Word(&E)…", "Ctrl+E", window.export, FORM),
        Command("批量导出草稿(&B)…", "Ctrl+Shift+E", window.export_drafts, HOME),
        Command("打印(&P)…", key.Print, window.print_pages, FORM),
        Command("空白表打印(&K)…", "", window.print_blank, FORM),
        Command("盖章扫描与发送(&R)…", "Ctrl+R", window.send, FORM),
        None,
        Command("单位资料(&I)…", "", window.ask_profile),
        Command("导入工作要点(&W)…", "", window.import_points, HOME),
        Command("导入表单(&M)…", "", window.ask_form),
        Command("退出(&Q)", "Ctrl+Q", window.close),
    )


def _edit(window: Window) -> tuple[Command | None, ...]:
    key = QKeySequence.StandardKey
    return (
        Command(UNDO, key.Undo, _on_form(window, lambda page: page.undo()), FORM),
        Command(REDO, "Ctrl+Y Ctrl+Shift+Z", _on_form(window, lambda page: page.redo()), FORM),
        Command("从其他填报带入(&C)…", "Ctrl+D", window.show_copy, FORM),
        None,
        Command("查找表单(&F)", key.Find, window.go_to_search, HOME),
        Command("下一处问题(&N)", "F8", _on_form(window, lambda page: page.findings.go_to_next()), FORM),
        Command("改正这一处(&X)", "Ctrl+F8", _on_form(window, lambda page: page.fix_current()), FORM),
    )


def _view(window: Window) -> tuple[Command | None, ...]:
    def on_preview(words: str, keys: str, act: "Callable[[FillPage], object]") -> Command:
        return Command(words, keys, _on_form(window, act), FORM)

    return (
        on_preview("放大(&I)", "Ctrl++ Ctrl+=", lambda page: page.preview.zoom_in()),
        on_preview("缩小(&O)", "Ctrl+-", lambda page: page.preview.zoom_out()),
        on_preview("实际大小(&T)", "Ctrl+0", lambda page: page.preview.true_size()),
        on_preview("适合页宽(&W)", "Ctrl+1", lambda page: page.preview.fit_width()),
        on_preview("整页(&P)", "Ctrl+2", lambda page: page.preview.fit_page()),
        None,
        on_preview("页面缩略图(&M)", "Ctrl+4", lambda page: page.preview.strip_button.toggle()),
        on_preview("显示印章位置(&S)", "Ctrl+3", lambda page: page.preview.toggle_seals()),
        on_preview("通知要求(&R)", "F1", lambda page: page.show_notice()),
    )


def _on_form(window: Window, act: "Callable[[FillPage], object]") -> Callable[[], object]:
    return lambda: act(window.fill) if window.fill else None
