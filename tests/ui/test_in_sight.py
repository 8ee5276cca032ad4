"""Where the clerk types is always in sight."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.driving import FIVE, PLAN, focused, paste, press, settle
from ui.pages.fill_page import FillPage
from ui.widgets.text_input import LineBox, TextBox

Control = Qt.KeyboardModifier.ControlModifier


def cursor_in_sight(page: FillPage) -> bool:
    """Whether the line with the cursor can be seen whole, once everything has its place."""
    settle()
    box = focused()
    assert isinstance(box, LineBox | TextBox)
    inside, place = (box.viewport(), box.cursorRect()) if isinstance(box, TextBox) else (box, box.rect())
    view = page.form.viewport()
    top = inside.mapTo(view, place.topLeft()).y()
    return top >= 0 and top + place.height() <= view.height()


def turn_wheel(page: FillPage, steps: int) -> None:
    view = page.form.viewport()
    middle = view.rect().center().toPointF()
    turn = QWheelEvent(
        middle,
        view.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, turn)


def test_items_added_by_the_enter_key_stay_in_sight(open_form: Callable[[str], FillPage]) -> None:
    page = open_form(FIVE)
    for _item in range(20):
        QTest.keyClicks(focused(), "abc")
        press(Qt.Key.Key_Return)
    assert cursor_in_sight(page)


def test_the_last_of_many_pasted_items_is_in_sight(open_form: Callable[[str], FillPage], qtbot: QtBot) -> None:
    page = open_form(FIVE)
    paste("\n".join(f"举措{number}" for number in range(60)))
    qtbot.waitUntil(lambda: "第60条" in focused().accessibleName())
    assert cursor_in_sight(page)


def test_a_text_that_grows_out_of_the_window_is_followed(open_form: Callable[[str], FillPage]) -> None:
    page = open_form(PLAN)
    page.form.go_to(("activities", 0, "plan"))
    for _line in range(17):
        QTest.keyClicks(focused(), "abc")
        press(Qt.Key.Key_Return)
    assert cursor_in_sight(page)
    press(Qt.Key.Key_Home, Control)
    assert cursor_in_sight(page)


def test_typing_brings_back_the_field_that_was_scrolled_away(open_form: Callable[[str], FillPage]) -> None:
    page = open_form(PLAN)
    turn_wheel(page, -20)
    assert not cursor_in_sight(page)
    QTest.keyClicks(focused(), "abc")
    assert cursor_in_sight(page)


def test_the_wheel_scrolls_away_from_the_field_with_the_keyboard(open_form: Callable[[str], FillPage]) -> None:
    page = open_form(PLAN)
    turn_wheel(page, -20)
    assert not cursor_in_sight(page)


def test_a_click_on_a_field_half_in_sight_does_not_move_the_form(open_form: Callable[[str], FillPage]) -> None:
    page = open_form(FIVE)
    view, bar = page.form.viewport(), page.form.verticalScrollBar()
    row = page.form.grid.row("reform")
    assert row is not None
    box = row.editor.control
    bar.setValue(box.mapTo(page.form.widget(), QPoint(0, 0)).y() + box.height() // 2 - view.height())
    before = bar.value()
    QTest.mousePress(box.viewport() if isinstance(box, TextBox) else box, Qt.MouseButton.LeftButton, pos=QPoint(20, 4))
    settle()
    assert bar.value() == before
    QTest.mouseRelease(box.viewport() if isinstance(box, TextBox) else box, Qt.MouseButton.LeftButton)
