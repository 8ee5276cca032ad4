"""Lines that are pasted: what becomes of them, and where the keyboard is meanwhile and after an undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.driving import commit, focused, items, list_editor, paste, press, undo
from ui.main_window import MainWindow
from ui.pages.fill_page import FillPage

Alt, Control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_pasted_lines_become_items_without_their_old_numbers(five: FillPage) -> None:
    paste("1. 建立专家库\n（2）开展科技服务\n\n三、编写科普读物\n")
    assert items(five) == ("建立专家库", "开展科技服务", "编写科普读物")


def test_pasted_spreadsheet_rows_become_items_without_their_number_column(five: FillPage) -> None:
    paste('1\t建立专家库\t办公室\r\n2\t"开展\n科技服务"\t学会部\r\n')
    assert items(five) == ("建立专家库 办公室", "开展科技服务 学会部")


def test_a_paste_is_undone_in_one_step(five: FillPage) -> None:
    commit("已有一条")
    paste("1. 甲举措\n2. 乙举措")
    undo()
    assert items(five) == ("已有一条",)


def test_many_pasted_lines_get_their_rows_while_the_window_stays_awake(five: FillPage, qtbot: QtBot) -> None:
    editor, lines = list_editor(five), [f"举措{number}" for number in range(1, 121)]
    paste("\n".join(lines))
    assert items(five) == tuple(lines)
    assert len(editor.rows) < len(lines)
    qtbot.waitUntil(lambda: len(editor.rows) == len(lines))
    assert [row.box.toPlainText() for row in editor.rows] == lines
    assert focused() is editor.rows[-1].box


def test_rows_of_a_paste_that_is_shortened_meanwhile_are_arranged_too(five: FillPage, qtbot: QtBot) -> None:
    """The Tab key goes through the rows that stay."""
    editor, arranged = list_editor(five), list[int]()
    paste("\n".join(f"举措{number}" for number in range(1, 121)))
    made = len(editor.rows)
    editor.arranged.connect(lambda: arranged.append(len(editor.rows)))
    editor.show_value(editor._texts()[:made])
    qtbot.waitUntil(lambda: arranged == [made])


def by_input_method(_window: MainWindow, words: str) -> None:
    commit(words)


def by_keys(window: MainWindow, words: str) -> None:
    for letter in words:
        QTest.keyClick(window.windowHandle(), letter)  # as the screen does it: the field is sought for every key


@pytest.mark.parametrize("type_words", [by_input_method, by_keys])
def test_words_typed_before_all_pasted_lines_have_their_rows_follow_the_last_line(
    five: FillPage, window: MainWindow, type_words: Callable[[MainWindow, str], None]
) -> None:
    editor = list_editor(five)
    paste("\n".join(f"举措{number}" for number in range(1, 121)))
    assert len(editor.rows) < 120
    type_words(window, "ab")
    assert (items(five)[0], items(five)[-1]) == ("举措1", "举措120ab")
    assert focused() is editor.rows[-1].box


def test_undo_and_redo_lead_to_the_items_that_changed(five: FillPage, qtbot: QtBot) -> None:
    editor = list_editor(five)
    paste("\n".join(f"举措{number}" for number in range(1, 61)))
    qtbot.waitUntil(lambda: len(editor.rows) == 60)
    editor.focus_at((40,))
    press(Qt.Key.Key_Delete, Alt)
    assert "举措41" not in items(five)
    editor.focus_at((0,))
    undo()
    assert focused() is editor.rows[40].box
    undo()
    assert items(five) == ()
    press(Qt.Key.Key_Y, Control)
    commit("b")
    assert items(five)[-1] == "举措60b"


def test_pasted_lines_take_the_place_of_what_was_selected(five: FillPage) -> None:
    commit("甲𠮷举措旧")
    press(Qt.Key.Key_A, Control)
    paste("1. 甲举措\n2. 乙举措")
    assert items(five) == ("甲举措", "乙举措")
    undo()
    assert items(five) == ("甲𠮷举措旧",)


def test_lines_that_word_breaks_inside_a_paragraph_become_items_too(five: FillPage) -> None:
    paste("甲举措\v乙举措")
    assert items(five) == ("甲举措", "乙举措")


@pytest.mark.parametrize(
    ("pasted", "kept"), [("中国某某学会\r\n", "中国某某学会"), ("中国\v某某学会\r\n办公室", "中国 某某学会 办公室")]
)
def test_pasted_lines_make_one_line_where_there_is_room_for_one(plan: FillPage, pasted: str, kept: str) -> None:
    plan.form.go_to(("unit",))
    paste(pasted)
    assert plan.session.entry.values["unit"] == kept


def test_a_copied_file_is_no_text(plan: FillPage) -> None:
    plan.form.go_to(("activities", 0, "plan"))
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/home/somebody/方案.docx")])
    QApplication.clipboard().setMimeData(files)
    press(Qt.Key.Key_V, Control)
    assert plan.session.entry.at(("activities", 0, "plan")) == ""


def test_a_paste_is_saved_though_the_form_is_left_in_the_same_instant(
    five: FillPage, window: MainWindow, tmp_path: Path
) -> None:
    QApplication.clipboard().setText("甲举措\n乙举措")
    QTest.keyClick(list_editor(five).rows[0].box, Qt.Key.Key_V, Control)
    window.go_home()
    (draft,) = (tmp_path / "drafts").glob("*.castform")
    assert "乙举措" in draft.read_text(encoding="utf-8")
