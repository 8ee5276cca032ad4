"""A composition that something comes between: the words are kept, once, and the candidates are shown where they are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from castforms.model.entry import text_of, texts_of
from tests.ui.driving import PLAN, commit, compose, focused, named, press, settled
from ui.main_window import MainWindow
from ui.pages.fill_page import FillPage
from ui.pages.profile_dialog import ProfileDialog

Alt, Control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
FIELDS = pytest.mark.parametrize("name", ["unit", "xiaokang"])


def answer(page: FillPage, name: str) -> str:
    value = page.session.entry.values[name]
    return "".join(texts_of(value)) or text_of(value)


def give_up(field: QWidget) -> None:
    """An input method takes back what it showed."""
    QApplication.sendEvent(field, QInputMethodEvent("", []))


def hand_over(field: QWidget, words: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def composing(page: FillPage, name: str) -> QWidget:
    page.form.go_to((name,))
    compose("中国")
    assert answer(page, name) == ""
    return focused()


@FIELDS
def test_words_that_are_given_up_as_another_field_is_gone_to_are_kept(five: FillPage, name: str) -> None:
    give_up(composing(five, name))
    five.form.go_to(("handler",))
    assert answer(five, name) == "中国"


@FIELDS
def test_words_that_are_given_up_after_another_field_was_gone_to_are_kept(five: FillPage, name: str) -> None:
    field = composing(five, name)
    five.form.go_to(("handler",))
    give_up(field)
    assert answer(five, name) == "中国"


@FIELDS
@pytest.mark.parametrize("early", [True, False])
def test_words_that_are_handed_over_as_another_field_is_gone_to_come_once(
    five: FillPage, name: str, early: bool
) -> None:
    field = composing(five, name)
    if early:
        hand_over(field, "中国")
    five.form.go_to(("handler",))
    if not early:
        hand_over(field, "中国")
    assert answer(five, name) == "中国"


@FIELDS
def test_words_that_the_clerk_took_back_stay_away(five: FillPage, name: str) -> None:
    give_up(composing(five, name))
    press(Qt.Key.Key_Tab)
    five.form.go_to(("handler",))
    assert answer(five, name) == ""


@FIELDS
def test_kept_words_stand_where_they_were_composed(five: FillPage, name: str) -> None:
    five.form.go_to((name,))
    commit("学会")
    press(Qt.Key.Key_Home)
    compose("中国")
    give_up(focused())
    five.form.go_to(("handler",))
    assert answer(five, name) == "中国学会"


@FIELDS
def test_undo_in_a_composition_takes_back_its_words_and_redo_brings_them(five: FillPage, name: str) -> None:
    five.form.go_to((name,))
    commit("学会")
    compose("中国")
    press(Qt.Key.Key_Z, Control)
    assert "中国" not in answer(five, name)
    press(Qt.Key.Key_Y, Control)
    assert answer(five, name) == "学会中国"


@pytest.mark.parametrize("leave", ["close", "mnemonic"])
def test_leaving_the_form_in_a_composition_saves_the_words(
    five: FillPage, window: MainWindow, qtbot: QtBot, tmp_path: Path, leave: str
) -> None:
    settled(five, qtbot)
    composing(five, "unit")
    if leave == "close":
        window.close()
    else:
        QTest.keyClick(window, Qt.Key.Key_H, Alt)
    qtbot.waitUntil(lambda: window.fill is None)
    (draft,) = (tmp_path / "drafts").glob("*.castform")
    assert '"unit": "中国"' in draft.read_text(encoding="utf-8")


def test_the_key_of_a_dialog_that_saves_takes_the_words_of_a_composition(window: MainWindow, qtbot: QtBot) -> None:
    window.ask_profile()
    dialog = window.findChild(ProfileDialog)
    assert isinstance(dialog, ProfileDialog)
    unit = named(dialog, QLineEdit, "单位全称")
    qtbot.waitUntil(unit.hasFocus)
    compose("中国")
    QTest.keyClick(dialog, Qt.Key.Key_S, Alt)
    qtbot.waitUntil(lambda: window.profiles.load().get("unit") == "中国")


def said_place() -> QRect:
    return QGuiApplication.inputMethod().cursorRectangle().toRect()


def true_place() -> QRect:
    field = focused()
    if isinstance(field, QPlainTextEdit):
        rect = field.cursorRect()
        return rect.translated(field.viewport().mapTo(field.window(), QPoint(0, 0)))
    rect = QRect(field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle))
    return rect.translated(field.mapTo(field.window(), QPoint(0, 0)))


PATHS = pytest.mark.parametrize("path", [("activities", 0, "plan"), ("activities", 0, "email")])


@PATHS
def test_the_input_method_knows_where_the_cursor_is_when_the_form_has_scrolled(
    open_form: Callable[[str], FillPage], path: tuple[str | int, ...]
) -> None:
    page = open_form(PLAN)
    page.form.go_to(path)
    assert page.form.verticalScrollBar().value()
    assert said_place() == true_place()
    page.form.verticalScrollBar().setValue(page.form.verticalScrollBar().value() - 30)
    assert said_place() == true_place()


@PATHS
def test_the_input_method_knows_where_the_cursor_is_when_the_form_above_has_grown(
    open_form: Callable[[str], FillPage], qtbot: QtBot, path: tuple[str | int, ...]
) -> None:
    page = open_form(PLAN)
    page.form.go_to(path)
    settled(page, qtbot)
    before = true_place()
    page.form.visit_all()
    qtbot.waitUntil(lambda: true_place() != before)
    compose("中")
    assert said_place() == true_place()
