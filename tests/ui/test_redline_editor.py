"""Opinions on a draft in the window: opened, revised point by point, undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from castforms.model.entry import records_of, text_of
from tests.ui.driving import commit, focused, press, settled
from ui.forms.file_editor import FileEditor
from ui.forms.redline_editor import RedlineEditor
from ui.pages.fill_page import FillPage

FORM = "cast-draft-opinions"
DRAFT = "某某工作要点（征求意见稿）\n一、总体要求\n1.抓好落实。全年完成20项任务。\n2.加强宣传。办好网站。\n"


@pytest.fixture
def page(open_form: Callable[[str], FillPage]) -> FillPage:
    return open_form(FORM)


@pytest.fixture
def opened(page: FillPage, qtbot: QtBot, tmp_path: Path) -> FillPage:
    (tmp_path / "要点.txt").write_text(DRAFT, encoding="utf-8")
    open_file(page, qtbot, tmp_path / "要点.txt")
    return page


def open_file(page: FillPage, qtbot: QtBot, file: Path) -> None:
    file_editor(page).open(file)
    qtbot.waitUntil(lambda: not file_editor(page).reading)


def file_editor(page: FillPage) -> FileEditor:
    row = page.form.grid.row("draft")
    assert row is not None
    assert isinstance(row.editor, FileEditor)
    return row.editor


def editor(page: FillPage) -> RedlineEditor:
    row = page.form.grid.row("points")
    assert row is not None
    assert isinstance(row.editor, RedlineEditor)
    return row.editor


def test_the_keyboard_stays_on_the_button_while_a_draft_is_read(page: FillPage, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "要点.txt").write_text(DRAFT, encoding="utf-8")
    file_editor(page).focus_at(())
    open_file(page, qtbot, tmp_path / "要点.txt")
    assert file_editor(page).open_button.hasFocus()


def revised(page: FillPage) -> list[str]:
    return [text_of(item["revised"]) for item in records_of(page.session.entry.values["points"])]


def go_to(page: FillPage, number: int, name: str = "revised") -> None:
    page.form.go_to(("points", number, name))


def test_a_draft_fills_title_and_points_in_one_step(opened: FillPage) -> None:
    values = opened.session.entry.values
    assert text_of(values["title"]) == "某某工作要点（征求意见稿）"
    assert [text_of(item["number"]) for item in records_of(values["points"])] == ["一", "1", "2"]
    opened.undo()
    assert records_of(opened.session.entry.values["points"]) == ()


def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(opened: FillPage, qtbot: QtBot, tmp_path: Path) -> None:
    before = opened.session.entry
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    open_file(opened, qtbot, tmp_path / "旧.doc")
    assert "另存为 .docx" in file_editor(opened).message.text()
    assert opened.session.entry is before


def test_typing_changes_the_point_and_the_list_marks_it(opened: FillPage) -> None:
    go_to(opened, 2)
    press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    commit("开通公众号。")
    assert revised(opened)[2] == "2.加强宣传。办好网站。开通公众号。"
    assert [editor(opened).list.item(k).text()[0] for k in range(3)] == ["　", "　", "改"]


def test_the_difference_is_shown_word_by_word(opened: FillPage) -> None:
    go_to(opened, 1)
    editor(opened).revised.selectAll()
    commit("1.抓好落实。全年完成30项任务。")
    shown = editor(opened).difference
    cursor = shown.textCursor()
    looks = {}
    for position, character in enumerate(shown.toPlainText()):
        cursor.setPosition(position + 1)
        look = cursor.charFormat()
        looks.setdefault((look.fontStrikeOut(), look.fontUnderline()), []).append(character)
    assert ("".join(looks[True, False]), "".join(looks[False, True])) == ("20", "30")


def test_a_point_is_restored_struck_out_and_added(opened: FillPage) -> None:
    go_to(opened, 1)
    editor(opened).strike.click()
    assert revised(opened)[1] == ""
    assert editor(opened).list.item(1).text()[0] == "删"
    editor(opened).restore.click()
    assert revised(opened)[1] == "1.抓好落实。全年完成20项任务。"
    editor(opened).add.click()
    commit("新增的一条。")
    assert revised(opened)[2] == "新增的一条。"
    assert editor(opened).list.item(2).text()[0] == "增"


def test_undo_goes_back_to_the_point_it_changes(opened: FillPage) -> None:
    go_to(opened, 1)
    commit("改")
    go_to(opened, 2)
    opened.undo()
    assert editor(opened).list.currentRow() == 1
    assert focused() is editor(opened).revised
    assert editor(opened).revised.toPlainText() == "1.抓好落实。全年完成20项任务。"


def test_the_pages_show_the_marked_up_draft_too(opened: FillPage, qtbot: QtBot) -> None:
    opened.form.go_to(("points", 1, "revised"))
    commit("改")
    settled(opened, qtbot)
    assert len(opened.preview.view.pages) > len(opened.session.paged().pages)


def test_the_point_that_is_turned_to_is_the_one_marked_on_the_page(opened: FillPage) -> None:
    go_to(opened, 0)
    entered: list[object] = []
    opened.form.entered.connect(entered.append)
    editor(opened).next.click()
    assert entered == [("points", 1, "revised")]
