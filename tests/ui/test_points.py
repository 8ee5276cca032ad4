"""Importing a year's points: pasted, checked in a table, kept, offered."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from castforms.session.workspace import Workspace
from castforms.storage.paths import resource_folder
from tests.ui.driving import commit, focused, named, new_window, press
from tests.unit.session.test_points_import import NOTICE
from ui.main_window import MainWindow
from ui.pages.points_dialog import PointsDialog

FORM = "work-points-measures"


@pytest.fixture
def own_window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Over lists of its own."""
    shipped = resource_folder()
    workspace = Workspace([shipped / "templates"], [], [shipped / "lists", tmp_path / "lists"])
    window = new_window(workspace, tmp_path)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(own_window: MainWindow, qtbot: QtBot) -> PointsDialog:
    own_window.menus.action("导入工作要点(&W)…").trigger()
    qtbot.waitUntil(lambda: bool(own_window.findChildren(PointsDialog)))
    return own_window.findChildren(PointsDialog)[0]


@pytest.fixture
def recognised(dialog: PointsDialog, qtbot: QtBot) -> PointsDialog:
    dialog.text.setPlainText(NOTICE)
    QTest.mouseClick(dialog.recognise, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 3)
    return dialog


def offered(window: MainWindow) -> list[str]:
    field = window.workspace.template(FORM).field("year_list")
    assert field is not None
    return [choice.label for choice in field.choices]


def cell(dialog: PointsDialog, row: int, column: int) -> str:
    item = dialog.table.item(row, column)
    assert item is not None
    return item.text()


def test_nothing_can_be_saved_before_points_are_found(dialog: PointsDialog) -> None:
    assert not dialog.save.isEnabled()


def test_the_tab_key_goes_from_the_text_to_the_files_it_may_come_from(dialog: PointsDialog) -> None:
    dialog.text.setFocus()
    press(Qt.Key.Key_Tab)
    assert focused() is dialog.source.button


def test_the_table_shows_number_section_title_and_department(recognised: PointsDialog) -> None:
    assert [cell(recognised, 2, column) for column in range(4)] == ["3", "二、服务发展", "办好年会", "学会学术部"]
    assert recognised.boxes["年份"].text() == "2026"


def test_the_heads_of_the_columns_stand_over_what_is_in_them(recognised: PointsDialog) -> None:
    table, column = recognised.table, 2
    table.setHorizontalHeaderItem(column, QTableWidgetItem("办"))
    table.setItem(0, column, QTableWidgetItem("办"))
    x, width = table.columnViewportPosition(column), table.columnWidth(column)
    head = QRect(x, 0, width, table.horizontalHeader().height())
    below = QRect(x, table.rowViewportPosition(0), width, table.rowHeight(0))
    assert first_ink(table.horizontalHeader().viewport(), head) == first_ink(table.viewport(), below)


def first_ink(widget: QWidget, area: QRect) -> int:
    """Pixels from the left of the area, lines of the table left out, to the first that is no ground."""
    inside = area.adjusted(2, 3, -3, -3)
    image = widget.grab(inside).toImage()
    ground = image.pixel(0, 0)
    columns = (x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in range(image.height())))
    return next(columns)


def test_a_checked_list_is_kept_and_offered(recognised: PointsDialog, own_window: MainWindow) -> None:
    item = recognised.table.item(2, 2)
    assert item is not None
    item.setText("办好学术年会")
    QTest.mouseClick(recognised.save, Qt.MouseButton.LeftButton)
    assert not recognised.isVisible()
    assert "中国科协2026年工作要点" in offered(own_window)
    assert own_window.workspace.lists["points-2026"].points[2].title == "办好学术年会"


def test_what_is_being_typed_into_the_table_is_kept_though_the_button_is_pressed_by_its_letter(
    recognised: PointsDialog, own_window: MainWindow, qtbot: QtBot
) -> None:
    recognised.table.setFocus()
    recognised.table.setCurrentCell(2, 2)
    press(Qt.Key.Key_F2)
    commit("办好学术年会")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(recognised.isHidden)
    assert own_window.workspace.lists["points-2026"].points[2].title == "办好学术年会"


def test_another_notice_does_not_keep_the_number_of_the_one_before(recognised: PointsDialog, qtbot: QtBot) -> None:
    title, _year, number = recognised.boxes.values()
    assert number.text() == "科协办函厅字〔2026〕3号"
    title.clear()
    QTest.keyClicks(title, "2027")
    recognised.text.setPlainText("1.第一项。做好。\n2.第二项。做好。")
    QTest.mouseClick(recognised.recognise, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: recognised.table.rowCount() == 2)
    assert (title.text(), number.text()) == ("2027", "")


def test_a_removed_row_is_not_kept(recognised: PointsDialog, own_window: MainWindow) -> None:
    recognised.table.selectRow(1)
    QTest.mouseClick(recognised.remove, Qt.MouseButton.LeftButton)
    QTest.mouseClick(recognised.save, Qt.MouseButton.LeftButton)
    assert [point.number for point in own_window.workspace.lists["points-2026"].points] == [1, 3]


def test_what_is_wrong_is_told_and_nothing_is_kept(recognised: PointsDialog, own_window: MainWindow) -> None:
    item = recognised.table.item(0, 0)
    assert item is not None
    item.setText("甲")
    QTest.mouseClick(recognised.save, Qt.MouseButton.LeftButton)
    assert "第 1 行" in recognised.said.text()
    assert "points-2026" not in own_window.workspace.lists


def test_cancel_keeps_nothing(recognised: PointsDialog, own_window: MainWindow, tmp_path: Path) -> None:
    QTest.mouseClick(recognised.cancel, Qt.MouseButton.LeftButton)
    named(recognised, QPushButton, "放弃(&A)").click()
    assert recognised.isHidden()
    assert "points-2026" not in own_window.workspace.lists
    assert not (tmp_path / "lists").exists()


def test_escape_does_not_throw_away_what_was_recognised(recognised: PointsDialog) -> None:
    QTest.keyClick(recognised, Qt.Key.Key_Escape)
    named(recognised, QPushButton, "继续填写(&G)").click()
    assert recognised.isVisible()


def test_what_was_put_right_is_not_recognised_away(recognised: PointsDialog, qtbot: QtBot) -> None:
    item = recognised.table.item(0, 2)
    assert item is not None
    item.setText("改过的标题")
    recognised.recognise.click()
    named(recognised, QPushButton, "保留修改(&K)").click()
    assert cell(recognised, 0, 2) == "改过的标题"
    QApplication.processEvents()
    recognised.recognise.click()
    named(recognised, QPushButton, "重新识别(&A)").click()
    qtbot.waitUntil(lambda: cell(recognised, 0, 2) != "改过的标题")


def test_a_file_is_recognised_at_once(dialog: PointsDialog, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text(NOTICE, "gb18030")
    dialog.source.take(file)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 3)


def test_doubts_stand_beside_their_points(dialog: PointsDialog, qtbot: QtBot) -> None:
    dialog.text.setPlainText(NOTICE.replace("\n牵头部门：学会学术部", ""))
    QTest.mouseClick(dialog.recognise, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 3)
    assert "牵头部门" in cell(dialog, 2, 4)
    assert "1 项请核对" in dialog.said.text()
