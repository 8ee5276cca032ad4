"""The body of the report out of a file or out of Word's clipboard."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from castforms.model.entry import records_of, text_of
from castforms.session import picture_answers
from tests.pictures import jpeg
from tests.ui.driving import commit, press, settle, settled
from ui.forms.picture_editor import PictureEditor
from ui.forms.repeat_editor import RepeatEditor
from ui.forms.text_editors import TextEditor
from ui.pages.fill_page import FillPage
from ui.widgets import file_choice
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


@pytest.fixture
def two_pictures(open_form: Callable[[str], FillPage]) -> tuple[FillPage, RepeatEditor]:
    """A report with two cards for pictures, the first of them named."""
    page = open_form(REPORT)
    row = page.form.grid.row("pictures")
    assert row is not None
    editor = row.editor
    assert isinstance(editor, RepeatEditor)
    while len(editor.cards) < 2:
        editor.add.click()
    return page, editor


def begin_reading(editor: RepeatEditor, number: int, folder: Path) -> None:
    (folder / "照片.jpg").write_bytes(jpeg("RGB", 300, 200))
    editor.cards[number].findChildren(PictureEditor)[0].take(folder / "照片.jpg")


def pictures(page: FillPage) -> list[bool]:
    """Which cards hold a picture."""
    return [bool(item["picture"]) for item in records_of(page.session.entry.values["pictures"])]


def test_a_picture_goes_along_with_the_card_that_is_moved_while_it_is_read(
    two_pictures: tuple[FillPage, RepeatEditor], qtbot: QtBot, tmp_path: Path
) -> None:
    page, editor = two_pictures
    begin_reading(editor, 0, tmp_path)
    QTest.mouseClick(editor.cards[0].down, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(pictures(page)))
    assert pictures(page) == [False, True]
    assert [card.findChildren(PictureEditor)[0].thumbnail.isHidden() for card in editor.cards] == [True, False]
    settle()
    assert editor.cards[0].y() < editor.cards[1].y()


def test_a_picture_goes_along_when_the_card_above_is_removed(
    two_pictures: tuple[FillPage, RepeatEditor], qtbot: QtBot, tmp_path: Path
) -> None:
    page, editor = two_pictures
    editor.add.click()
    begin_reading(editor, 1, tmp_path)
    QTest.mouseClick(editor.cards[0].remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(pictures(page)))
    assert pictures(page) == [True, False]


def test_a_picture_is_dropped_with_the_card_that_is_removed_while_it_is_read(
    two_pictures: tuple[FillPage, RepeatEditor], tmp_path: Path
) -> None:
    page, editor = two_pictures
    begin_reading(editor, 0, tmp_path)
    background = editor.cards[0].findChildren(PictureEditor)[0]._background
    assert background is not None
    QTest.mouseClick(editor.cards[0].remove, Qt.MouseButton.LeftButton)
    background.wait()
    settle()
    assert pictures(page) == [False]


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Pictures are not read before this is set."""
    go_on = Event()
    read = picture_answers.picture_answer
    monkeypatch.setattr(picture_answers, "picture_answer", lambda path: go_on.wait(60) and read(path))
    yield go_on
    go_on.set()


def captions(page: FillPage) -> list[tuple[str, bool]]:
    """The captions of the cards, and which of these hold a picture."""
    items = records_of(page.session.entry.values["pictures"])
    return [(text_of(item["caption"]), bool(item["picture"])) for item in items]


def undo() -> None:
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def redo() -> None:
    press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def one_read(
    two_pictures: tuple[FillPage, RepeatEditor], go_on: Event, tmp_path: Path
) -> tuple[FillPage, RepeatEditor]:
    """Cards 甲 and 乙 with the picture of 甲 being read."""
    assert not go_on.is_set()
    page, editor = two_pictures
    for number, caption in enumerate("甲乙"):
        page.form.go_to(("pictures", number, "caption"))
        commit(caption)
    begin_reading(editor, 0, tmp_path)
    return page, editor


def test_a_picture_stays_with_its_card_when_the_move_is_undone_and_made_again(
    one_read: tuple[FillPage, RepeatEditor], go_on: Event, qtbot: QtBot
) -> None:
    page, editor = one_read
    QTest.mouseClick(editor.cards[0].down, Qt.MouseButton.LeftButton)
    undo()
    assert captions(page) == [("甲", False), ("乙", False)]
    redo()
    undo()
    go_on.set()
    qtbot.waitUntil(lambda: any(pictures(page)))
    assert captions(page) == [("甲", True), ("乙", False)]
    assert [card.findChildren(PictureEditor)[0].thumbnail.isHidden() for card in editor.cards] == [False, True]
    settle()
    assert editor.cards[0].y() < editor.cards[1].y()


def test_a_picture_stays_with_its_card_when_one_that_was_removed_comes_back_before_it(
    one_read: tuple[FillPage, RepeatEditor], go_on: Event, qtbot: QtBot
) -> None:
    page, editor = one_read
    QTest.mouseClick(editor.cards[0].down, Qt.MouseButton.LeftButton)
    QTest.mouseClick(editor.cards[0].remove, Qt.MouseButton.LeftButton)
    assert captions(page) == [("甲", False)]
    undo()
    go_on.set()
    qtbot.waitUntil(lambda: any(pictures(page)))
    assert captions(page) == [("乙", False), ("甲", True)]


def test_a_picture_stays_with_its_card_when_the_one_before_was_never_added(
    two_pictures: tuple[FillPage, RepeatEditor], go_on: Event, qtbot: QtBot, tmp_path: Path
) -> None:
    page, editor = two_pictures
    begin_reading(editor, 0, tmp_path)
    QTest.mouseClick(editor.cards[1].up, Qt.MouseButton.LeftButton)
    undo()  # the adding: two empty cards that change places are no edit
    assert len(editor.cards) == 1
    go_on.set()
    qtbot.waitUntil(lambda: any(pictures(page)))
    assert pictures(page) == [True]


def test_files_are_sought_among_the_documents_first_and_then_where_the_last_one_was(
    open_form: Callable[[str], FillPage], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = picture_editor(open_form(REPORT))
    monkeypatch.setattr(file_choice, "_CHOSEN", "chosen in this test")
    asked: list[str] = []
    answers = iter(["", str(tmp_path / "no.jpg"), ""])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: (asked.append(args[2]), (next(answers), ""))[1])
    for _time in range(3):
        qtbot.waitUntil(lambda: not editor.message.text().startswith("正在"))
        QTest.mouseClick(editor.choose, Qt.MouseButton.LeftButton)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert asked == [documents, documents, ""]


def test_the_keyboard_stays_on_the_button_while_a_picture_is_read(
    open_form: Callable[[str], FillPage], qtbot: QtBot, tmp_path: Path
) -> None:
    editor = picture_editor(open_form(REPORT))
    (tmp_path / "照片.jpg").write_bytes(jpeg("RGB", 300, 200))
    editor.focus_at(())
    editor.take(tmp_path / "照片.jpg")
    assert editor.choose.hasFocus()
    qtbot.waitUntil(editor.remove.isVisible)
    assert editor.choose.hasFocus()
