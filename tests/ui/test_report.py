"""The body of the report out of a file or out of Word's clipboard."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.pictures import jpeg
from tests.ui.driving import press, settled
from ui.forms.picture_editor import PictureEditor
from ui.forms.text_editors import TextEditor
from ui.pages.fill_page import FillPage
from ui.widgets.text_input import TextBox

REPORT = "cast-2020-workers-day-report"


def body(page: FillPage) -> TextEditor:
    row = page.form.grid.row("body")
    assert row is not None
    assert isinstance(row.editor, TextEditor)
    return row.editor


def test_a_file_is_read_into_the_body_and_one_undo_takes_it_back(
    open_form: Callable[[str], FillPage], qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_form(REPORT)
    file = tmp_path / "总结.txt"
    file.write_text("一、基本情况\n活动已经结束。", "gb18030")
    body(page).source.take(file)
    qtbot.waitUntil(lambda: page.session.entry.at(("body",)) == "一、基本情况\n活动已经结束。")
    settled(page, qtbot)
    assert page.preview.view.pages == page.session.paged().pages
    body(page).box.setFocus()
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.session.entry.at(("body",)) == ""


def test_what_was_typed_before_stays(open_form: Callable[[str], FillPage], qtbot: QtBot, tmp_path: Path) -> None:
    page = open_form(REPORT)
    body(page).box.setFocus()
    QTest.keyClicks(body(page).box, "abc")
    file = tmp_path / "总结.txt"
    file.write_text("活动已经结束。", "utf-8")
    body(page).source.take(file)
    qtbot.waitUntil(lambda: page.session.entry.at(("body",)) == "abc\n活动已经结束。")


def test_a_file_that_cannot_be_read_is_told_beside_the_button(
    open_form: Callable[[str], FillPage], qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_form(REPORT)
    file = tmp_path / "总结.docx"
    file.write_bytes(b"PK nothing")
    body(page).source.take(file)
    qtbot.waitUntil(lambda: "Word" in body(page).source.message.text())
    assert page.session.entry.at(("body",)) == ""


def test_a_paste_from_word_brings_its_words_only(open_form: Callable[[str], FillPage]) -> None:
    page = open_form(REPORT)
    box = body(page).box
    assert isinstance(box, TextBox)
    clip = QMimeData()
    clip.setHtml("<h1 style='color:red'>一、基本情况</h1><p><b>活动</b>已经结束。</p>")
    clip.setText("一、基本情况\n活动已经结束。")
    box.insertFromMimeData(clip)
    assert page.session.entry.at(("body",)) == "一、基本情况\n活动已经结束。"


def picture_editor(page: FillPage) -> PictureEditor:
    return page.form.findChildren(PictureEditor)[0]


def test_a_picture_is_put_in_shown_and_taken_away_again(
    open_sample: Callable[[str], FillPage], qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_sample(REPORT)
    editor = picture_editor(page)
    assert not editor.thumbnail.isHidden()
    (tmp_path / "照片.jpg").write_bytes(jpeg("RGB", 300, 200))
    before = page.session.entry.at(("pictures", 0, "picture"))
    editor.take(tmp_path / "照片.jpg")
    qtbot.waitUntil(lambda: page.session.entry.at(("pictures", 0, "picture")) != before)
    settled(page, qtbot)
    assert [len(box.pictures) for box in page.preview.view.pages].count(1) == 1
    QTest.mouseClick(editor.remove, Qt.MouseButton.LeftButton)
    assert page.session.entry.at(("pictures", 0, "picture")) == ""
    assert editor.thumbnail.isHidden()


def test_a_file_that_is_no_picture_is_told(open_form: Callable[[str], FillPage], qtbot: QtBot, tmp_path: Path) -> None:
    page = open_form(REPORT)
    (tmp_path / "照片.jpg").write_bytes(b"nothing")
    picture_editor(page).take(tmp_path / "照片.jpg")
    qtbot.waitUntil(lambda: "不是能识别的图片" in picture_editor(page).message.text())
    assert page.session.entry.at(("pictures", 0, "picture")) == ""
