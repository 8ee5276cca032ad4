"""The covering letter in the window: one click, then the clerk goes on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from castforms.session.workspace import LETTER_FORM
from tests.ui.driving import FIVE, named, ready
from ui.main_window import MainWindow
from ui.pages.fill_page import FillPage


def click(page: FillPage, name: str) -> None:
    QTest.mouseClick(named(page, QPushButton, name), Qt.MouseButton.LeftButton)


def test_one_click_makes_the_letter_of_the_form_being_filled(
    open_sample: Callable[[str], FillPage], window: MainWindow, qtbot: QtBot
) -> None:
    page = open_sample(FIVE)
    unit = page.session.entry.at(("unit",))
    click(page, "附公函(&L)…")
    qtbot.waitUntil(lambda: window.fill is not None and window.fill is not page)
    letter = ready(window, qtbot)
    assert letter.session.template.id == LETTER_FORM
    assert letter.session.entry.at(("signature",)) == unit
    assert letter.session.entry.at(("attachments",)) == ("五个方面重点工作举措",)
    assert letter.errors == 0


def test_a_letter_has_no_letter_of_its_own(open_form: Callable[[str], FillPage]) -> None:
    page = open_form(LETTER_FORM)
    assert [b for b in page.findChildren(QPushButton) if "附公函" in b.text()] == []
