"""Editing: typed, pasted, reordered, composed, undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from castforms.model.entry import FieldPath
from tests.ui.driving import commit, compose, focused, items, list_editor, paste, press, settle, settled, undo
from ui.forms.choice_editors import OneOfManyEditor
from ui.forms.date_editor import DateEditor
from ui.forms.repeat_editor import RepeatEditor
from ui.main_window import MainWindow
from ui.pages.fill_page import FillPage
from ui.widgets.text_input import TextBox

Alt, Control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_an_item_is_moved_and_removed_by_keyboard(five: FillPage, qtbot: QtBot) -> None:
    paste("甲举措\n乙举措")
    qtbot.waitUntil(lambda: len(list_editor(five).rows) == len(items(five)))
    press(Qt.Key.Key_Up, Alt)
    assert items(five) == ("乙举措", "甲举措")
    press(Qt.Key.Key_Delete, Alt)
    assert items(five) == ("甲举措",)


def test_an_item_is_dragged_by_its_number(five: FillPage, qtbot: QtBot) -> None:
    paste("甲举措\n乙举措\n丙举措")
    qtbot.waitUntil(lambda: len(list_editor(five).rows) == len(items(five)))
    rows = list_editor(five).rows
    grip, last = rows[0].grip, rows[2]
    below = grip.mapFromGlobal(last.mapToGlobal(QPoint(0, last.height() - 1)))
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseMove(grip, below)
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=below)
    assert items(five) == ("乙举措", "丙举措", "甲举措")
    assert five.session.undo_name == "调整顺序"


def test_a_dragged_item_takes_a_long_list_along(five: FillPage, qtbot: QtBot) -> None:
    paste("\n".join(f"举措{number}" for number in range(1, 31)))
    editor, bar = list_editor(five), five.form.verticalScrollBar()
    qtbot.waitUntil(lambda: len(editor.rows) == len(items(five)))
    settle()
    bar.setValue(0)
    grip, view = editor.rows[0].grip, five.form.viewport()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton)
    lowest = view.mapToGlobal(QPoint(0, view.height())).y()
    for _move in range(60):
        grip.dragged.emit(lowest)
        QApplication.processEvents()
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton)
    assert items(five)[-1] == "举措1"


@pytest.mark.usefixtures("five")
def test_undo_names_what_it_takes_back(window: MainWindow) -> None:
    paste("甲举措\n乙举措\n丙举措")
    press(Qt.Key.Key_Delete, Alt)
    assert window.menus.action("撤销(&U)").text() == "撤销(&U)：删除第3条"


def test_undo_brings_the_keyboard_back_to_where_the_change_was(five: FillPage) -> None:
    paste("甲举措\n乙举措")
    five.form.go_to(("unit",))
    commit("中国测试学会")
    five.form.go_to(("contact",))
    undo()
    assert five.form.path_of(focused()) == ("unit",)
    assert five.session.entry.values["unit"] == ""


def test_redo_makes_it_again(five: FillPage) -> None:
    commit("甲举措")
    undo()
    press(Qt.Key.Key_Y, Control)
    assert items(five) == ("甲举措",)
    assert list_editor(five).rows[0].box.toPlainText() == "甲举措"


@pytest.mark.parametrize("name", ["unit", "xiaokang"])
def test_a_composition_makes_no_edit_until_it_is_committed(five: FillPage, name: str) -> None:
    five.form.go_to((name,))
    before = five.session.entry
    for letters in ("z", "zh", "zhong", "zhong guo"):
        compose(letters)
        assert five.session.entry is before
    commit("中国")
    assert "中国" in str(five.session.entry.values[name])
    undo()
    assert five.session.entry == before


@pytest.mark.parametrize("name", ["unit", "xiaokang"])
def test_words_typed_after_a_composition_that_was_left_are_kept(five: FillPage, name: str) -> None:
    five.form.go_to((name,))
    compose("zhong")
    press(Qt.Key.Key_Tab)  # the input method says no more about it
    five.form.go_to((name,))
    QTest.keyClicks(focused(), "CAST")
    assert "CAST" in str(five.session.entry.values[name])


def test_the_form_does_not_move_when_the_first_word_is_typed(five: FillPage) -> None:
    box = list_editor(five).rows[0].box
    before = box.height()
    commit("国")
    assert box.height() == before


def test_nothing_is_checked_in_the_middle_of_a_composition(five: FillPage, qtbot: QtBot) -> None:
    commit("举措，")
    settled(five, qtbot)
    shown = five.preview.view.pages
    commit("一。")
    compose("xue")
    five.refresh()
    assert five.preview.view.pages is shown
    commit("学会")
    settled(five, qtbot)
    assert five.preview.view.pages != shown


def test_a_composition_over_a_selection_is_one_edit(five: FillPage) -> None:
    commit("旧的举措")
    press(Qt.Key.Key_A, Control)
    compose("xin")
    assert items(five) == ("旧的举措",)
    commit("新的举措")
    assert items(five) == ("新的举措",)


@pytest.mark.parametrize("typed", ["2020-4-20", "2020/4/20", "20200420", "2020.4.20"])
def test_a_typed_date_is_kept_as_the_day_it_says(plan: FillPage, typed: str) -> None:
    plan.form.go_to(("report_date",))
    box = focused()
    QTest.keyClicks(box, typed)
    press(Qt.Key.Key_Tab)
    assert plan.session.entry.values["report_date"] == "2020-04-20"
    assert box.property("text") == "2020年4月20日"


def test_a_date_that_is_none_stays_as_typed_and_is_named(plan: FillPage, qtbot: QtBot) -> None:
    plan.form.go_to(("report_date",))
    QTest.keyClicks(focused(), "2020-2-30")
    settled(plan, qtbot)
    assert plan.session.entry.values["report_date"] == "2020-2-30"
    assert ("report_date",) in [finding.path for finding in plan.session.findings()]


def test_a_date_is_picked_from_the_calendar(plan: FillPage) -> None:
    row = plan.form.grid.row("report_date")
    assert row is not None
    assert isinstance(row.editor, DateEditor)
    commit("2020-4-20") if focused() is row.editor.box else row.editor.box.show_text("2020年4月20日")
    row.editor.button.click()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert plan.session.entry.values["report_date"] == "2020-04-21"


def test_the_calendar_stays_on_the_screen(plan: FillPage) -> None:
    row = plan.form.grid.row("report_date")
    assert row is not None
    assert isinstance(row.editor, DateEditor)
    screen = plan.screen().availableGeometry()
    plan.window().move(0, screen.bottom() - row.editor.box.mapTo(plan.window(), QPoint(0, 0)).y() - 60)
    row.editor.button.click()
    calendar = QApplication.activePopupWidget()
    assert calendar is not None
    assert screen.contains(calendar.frameGeometry())
    calendar.close()


def test_a_card_is_added_filled_moved_and_removed(plan: FillPage) -> None:
    row = plan.form.grid.row("activities")
    assert row is not None
    editor = row.editor
    assert isinstance(editor, RepeatEditor)
    editor.add.click()
    assert plan.form.path_of(focused()) == ("activities", 1, "host")
    commit("乙学会")
    assert plan.session.entry.at(("activities", 1, "host")) == "乙学会"
    assert not editor.add.isEnabled()  # "1-2项"
    QTest.mouseClick(editor.cards[1].up, Qt.MouseButton.LeftButton)
    assert plan.session.entry.at(("activities", 0, "host")) == "乙学会"
    QTest.mouseClick(editor.cards[1].remove, Qt.MouseButton.LeftButton)
    assert len(editor.cards) == 1
    assert plan.session.undo_name == "删除活动2"


def test_the_count_follows_the_typing_and_turns_when_the_limit_is_passed(plan: FillPage) -> None:
    plan.form.go_to(("activities", 0, "plan"))
    row = plan.form._row
    assert row is not None
    paste("字" * 500)
    assert (row.count.text(), row.count.property("severity") or "") == ("500 / 500 字", "")
    commit("多")
    assert (row.count.text(), row.count.property("severity")) == ("501 / 500 字", "warning")


def test_the_count_is_never_cut_off(plan: FillPage) -> None:
    plan.form.go_to(("activities", 0, "plan"))
    row = plan.form._row
    assert row is not None
    for text in ("字", "字" * 99, "字" * 2000):
        commit(text)
        QApplication.processEvents()
        assert row.count.width() >= row.count.sizeHint().width()


@pytest.mark.parametrize("width", [1280, 1920])
def test_a_long_text_ends_before_its_scroll_bar(
    window: MainWindow, open_sample: Callable[[str], FillPage], width: int
) -> None:
    window.resize(width, 1000)
    page = open_sample("cast-2020-workers-day-report")
    page.form.go_to(("body",))
    box = focused()
    assert isinstance(box, TextBox)
    line = box.document().firstBlock().layout().lineAt(0)
    assert box.verticalScrollBar().isVisible()
    assert line.width() <= box.viewport().width()


def test_the_paper_of_a_text_is_as_white_as_its_palette_says(plan: FillPage) -> None:
    plan.form.go_to(("activities", 0, "plan"))
    box = plan.form._row.editor.control if plan.form._row else None
    assert isinstance(box, TextBox)
    QApplication.processEvents()
    picture = box.viewport().grab().toImage()
    assert picture.pixelColor(picture.width() - 2, picture.height() - 2) == box.palette().base().color()


@pytest.mark.parametrize("path", [("xiaokang",), ("unit",)])
def test_the_menu_of_a_field_offers_no_undo_of_its_own(five: FillPage, path: FieldPath) -> None:
    five.form.go_to(path)
    commit("学会")
    field = focused()
    corner = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, corner, field.mapToGlobal(corner))
    QApplication.sendEvent(field, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = {action.objectName() for action in menu.actions()}
    menu.close()
    assert "edit-paste" in names
    assert not names & {"edit-undo", "edit-redo"}


def test_small_buttons_have_names_to_be_spoken(five: FillPage) -> None:
    assert [b for b in five.findChildren(QToolButton) if not b.accessibleName() and b.isVisible()] == []


def point_box(open_sample: Callable[[str], FillPage]) -> tuple[FillPage, OneOfManyEditor]:
    page = open_sample("work-points-measures")
    page.form.go_to(("measures", 0, "point"))
    (editor,) = [e for e in page.form.findChildren(OneOfManyEditor) if e.path == ("measures", 0, "point")]
    return page, editor


def test_a_point_of_a_long_list_is_found_by_words_in_it(open_sample: Callable[[str], FillPage]) -> None:
    page, editor = point_box(open_sample)
    commit("意识形态")
    popup = editor.box.completer().popup()
    assert popup.isVisible()
    assert popup.model().rowCount() < editor.box.count() // 2
    keys = popup.window().windowHandle()
    QTest.keyClick(keys, Qt.Key.Key_Down)
    QTest.keyClick(keys, Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    assert page.form.path_of(focused()) == ("measures", 0, "measure")
    assert "意识形态" in editor.box.currentText()
    assert page.session.entry.at(editor.path) == editor.box.currentData()
    assert page.session.undo_name == "选择“要点”"


def test_a_search_that_finds_no_point_says_so_where_it_is_seen(open_sample: Callable[[str], FillPage]) -> None:
    _page, editor = point_box(open_sample)
    assert editor.nothing_found.isHidden()
    commit("没有这样的要点")
    settle()
    assert editor.nothing_found.visibleRegion().boundingRect() == editor.nothing_found.rect()
    press(Qt.Key.Key_A, Control)
    commit("意识形态")
    assert editor.nothing_found.isHidden()


def test_words_that_are_no_point_do_not_stay(open_sample: Callable[[str], FillPage]) -> None:
    page, editor = point_box(open_sample)
    chosen = editor.box.currentText()
    commit("没有这样的要点")
    press(Qt.Key.Key_Tab)
    assert editor.box.currentText() == chosen
    assert page.session.undo_name == ""
