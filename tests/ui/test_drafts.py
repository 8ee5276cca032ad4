"""Drafts in the window: saved by themselves, open twice, recovered, compared, restored, taken over."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from castforms.model.entry import Entry, FieldPath, text_of
from castforms.session.drafts import DraftBox
from castforms.session.profile import ProfileStore
from castforms.session.workspace import Workspace
from tests.ui.driving import FIVE, PLAN, TEMPLATES, commit, named, new_window, press, ready
from ui.forms.list_editor import ListEditor
from ui.forms.repeat_editor import RepeatEditor
from ui.main_window import MainWindow
from ui.pages.draft_tools import show_copy, show_history
from ui.pages.fill_page import FillPage
from ui.widgets.notice_bar import NoticeBar

Open = Callable[[str], FillPage]


@pytest.fixture
def open_second(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[Callable[[Path], FillPage]]:
    """Opens a draft in a window of its own, which then has the keyboard."""
    window = new_window(workspace, tmp_path)
    qtbot.addWidget(window)

    def open_it(path: Path) -> FillPage:
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.open_draft(path)
        return ready(window, qtbot)

    yield open_it
    window.go_home()


def saved(window: MainWindow, qtbot: QtBot) -> Path:
    """Waits until the draft is on disk."""
    qtbot.waitUntil(lambda: window.saved.text().startswith("已保存"))
    assert window.fill is not None
    path = window.fill.saver.draft.path
    assert path is not None
    return path


def first_answer(entry: Entry) -> object:
    return entry.at(("xiaokang",))


def test_home_does_not_say_that_a_draft_was_saved(open_form: Open, window: MainWindow, qtbot: QtBot) -> None:
    """Also where the form is left while the draft is being written."""
    page = open_form(FIVE)
    commit("推动学会改革")
    page.save()
    window.go_home()
    qtbot.waitUntil(lambda: page.saver._background.idle)
    assert window.saved.text() == ""


def test_a_draft_is_deleted_and_got_back(open_form: Open, window: MainWindow, qtbot: QtBot) -> None:
    open_form(FIVE)
    commit("推动学会改革")
    path = saved(window, qtbot)
    window.go_home()
    qtbot.waitUntil(lambda: window.home.drafts.count() == 1)
    window.home.drafts.setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Delete)
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "找回" in box.informativeText()
    named(box, QPushButton, "删除(&D)").click()
    qtbot.waitUntil(lambda: window.home.drafts.count() == 0)
    window.open_draft(path.parent / "deleted" / path.name)
    assert first_answer(ready(window, qtbot).session.entry) == ("推动学会改革",)
    window.go_home()
    qtbot.waitUntil(lambda: window.home.drafts.count() == 1)


@pytest.mark.parametrize(
    ("chosen", "written"),
    [("给领导", "给领导.castform"), ("给领导.castform", "给领导.castform"), ("报告2020.4", "报告2020.4.castform")],
)
def test_a_copy_is_written_under_the_name_that_was_chosen(
    chosen: str,
    written: str,
    open_form: Open,
    window: MainWindow,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = open_form(FIVE)
    commit("推动学会改革")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / chosen), ""))
    window.save_copy()
    assert workspace.read_entry(tmp_path / written) == page.session.entry


def test_a_copy_over_the_draft_itself_is_no_work_of_somebody_else(
    open_sample: Open, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_sample(FIVE)
    own = tmp_path / "sample.castform"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(own), ""))
    window.save_copy()
    commit("推动学会改革")
    window.save_now()
    assert "推动学会改革" in own.read_text("utf-8")
    assert page.saver.draft.path == own
    assert not page.saver.draft.notice


def test_a_draft_opened_again_by_another_name_shows_what_is_being_typed(
    open_sample: Open, window: MainWindow, tmp_path: Path
) -> None:
    page = open_sample(FIVE)
    commit("推动学会改革")
    assert window.open_draft(tmp_path / ".." / tmp_path.name / "sample.castform")
    assert window.fill is page


def test_a_copy_replaces_no_file_about_which_nobody_was_asked(
    open_form: Open, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_form(FIVE)
    other = tmp_path / "给领导.castform"
    other.write_text("别的内容", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "给领导"), ""))
    window.save_copy()
    (box,) = window.findChildren(QMessageBox)
    press(Qt.Key.Key_Escape)
    assert other.read_text(encoding="utf-8") == "别的内容"
    assert "给领导.castform" in box.text()


def half_made(form: str, window: MainWindow, workspace: Workspace, qtbot: QtBot) -> FillPage:
    """The form of which the next question is made when the test says so."""
    window.open_draft(window.drafts.create(workspace.read_entry(TEMPLATES / form / "sample.json")))
    qtbot.waitUntil(lambda: window.fill is not None)
    page = window.fill
    assert page is not None
    page._builder.stop()
    return page


@pytest.mark.parametrize(
    ("form", "path"), [(PLAN, ("activities", 0, "host")), (FIVE, ("xiaokang", 0)), (PLAN, ("unit",))]
)
def test_words_typed_while_the_rest_of_the_form_is_made_stay(
    form: str, path: FieldPath, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    page = half_made(form, window, workspace, qtbot)
    while (field := QApplication.focusWidget()) is None or page.form.path_of(field) != path:
        next(page._steps)
        page.form.reveal()
        if page.form.grid.row(str(path[0])):
            page.form.go_to(path)
    commit("甲")
    page._builder.start()
    qtbot.waitUntil(lambda: page.ready)
    commit("乙")
    assert text_of(page.session.entry.at(path)).count("甲乙") == 1


@pytest.mark.parametrize(("form", "name"), [(PLAN, "activities"), (FIVE, "xiaokang")])
def test_an_item_added_while_the_rest_of_the_form_is_made_replaces_none(
    form: str, name: str, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    page = half_made(form, window, workspace, qtbot)
    while (field := QApplication.focusWidget()) is None or page.form.path_of(field) is None:
        next(page._steps)
        page.form.reveal()
        if page.form.grid.row(name):
            page.form.go_to((name, 0))
    row = page.form.grid.row(name)
    assert row is not None
    assert isinstance(row.editor, ListEditor | RepeatEditor)
    QTest.mouseClick(row.editor.add, Qt.MouseButton.LeftButton)
    page._builder.start()
    qtbot.waitUntil(lambda: page.ready)
    sample = workspace.read_entry(TEMPLATES / form / "sample.json")
    before, after = sample.at((name,)), page.session.entry.at((name,))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    count = len(row.editor.rows if isinstance(row.editor, ListEditor) else row.editor.cards)
    assert count == len(after)


def test_a_change_is_on_disk_within_a_second(open_form: Open, window: MainWindow, qtbot: QtBot) -> None:
    page = open_form(FIVE)
    commit("推动学会改革")
    qtbot.waitUntil(lambda: window.drafts.drafts() != (), timeout=1500)
    assert window.drafts.drafts()[0].entry == page.session.entry


def test_typing_without_a_pause_is_saved_all_the_same(open_form: Open, window: MainWindow, qtbot: QtBot) -> None:
    open_form(FIVE)
    typed = []

    def typing_is_saved() -> bool:
        commit("字")
        typed.append("字")
        return window.drafts.drafts() != ()

    qtbot.waitUntil(typing_is_saved)
    assert len(typed) > 5


def test_leaving_the_program_for_another_saves_at_once(open_form: Open, window: MainWindow, qtbot: QtBot) -> None:
    page = open_form(FIVE)
    commit("推动")
    page.saver._soon.stop()
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)  # type: ignore[union-attr]
    saved(window, qtbot)


def test_a_second_window_is_told_and_nobody_s_text_is_overwritten(
    open_form: Open, window: MainWindow, open_second: Callable[[Path], FillPage], qtbot: QtBot
) -> None:
    page = open_form(FIVE)
    commit("甲写的")
    other = open_second(saved(window, qtbot))
    assert "正在另一个窗口中打开" in other.reminder.words
    assert other.reminder.isVisible()
    other.form.edited.emit(("xiaokang",), ("甲写的，乙写的",), "输入", False)
    for each in (page, other):
        each.save()
        qtbot.waitUntil(lambda each=each: each.saver._background.idle)
    assert {first_answer(draft.entry) for draft in window.drafts.drafts()} == {("甲写的",), ("甲写的，乙写的",)}


def test_a_file_that_cannot_be_opened_is_named_and_the_clerk_is_told_why(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "去年的.castform").write_text('{"castform": 1, "form"', encoding="utf-8")
    window.open_draft(tmp_path / "去年的.castform")
    box = window.findChildren(QMessageBox)[-1]
    assert "去年的.castform" in box.text()
    assert "文件不完整" in box.informativeText()
    box.reject()


def test_a_reminder_never_opens_a_window_of_its_own(qtbot: QtBot) -> None:
    bar = NoticeBar("上次没有来得及写入文件的内容已经恢复，请核对。")
    qtbot.addWidget(bar)
    assert not bar.isVisible()


def test_a_disk_that_refuses_is_told_once_and_saving_resumes(open_form: Open, window: MainWindow, qtbot: QtBot) -> None:
    page = open_form(FIVE)
    folder = window.drafts.folder
    folder.write_text("")  # no folder can be made here
    said: list[str] = []
    page.saver.noticed.connect(said.append)
    for text in ("推动", "改革"):
        commit(text)
        page.saver.save()
        qtbot.waitUntil(lambda: page.saver._background.idle)
    assert window.saved.text() == "还没有保存"
    assert page.reminder.isVisible()
    (words,) = said
    assert "备用位置" in words
    folder.unlink()
    page.saver._soon.start(0)  # as it does by itself every few seconds
    saved(window, qtbot)
    assert not page.reminder.isVisible()
    assert [first_answer(draft.entry) for draft in window.drafts.drafts()] == [("推动改革",)]


def test_what_only_reached_the_second_place_is_there_at_the_next_start(
    open_form: Open, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    open_form(FIVE)
    folder = window.drafts.folder
    folder.write_text("")
    commit("推动")
    window.go_home()
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "下次打开这份草稿时会自动恢复" in box.informativeText()
    box.buttons()[0].click()
    folder.unlink()
    (draft,) = DraftBox(workspace, tmp_path / "drafts").drafts()
    assert first_answer(draft.entry) == ("推动",)


def test_a_damaged_draft_opens_from_its_versions_and_says_so(open_form: Open, window: MainWindow, qtbot: QtBot) -> None:
    page = open_form(FIVE)
    commit("推动")
    path = saved(window, qtbot)
    entry = page.session.entry
    window.go_home()
    path.write_bytes(path.read_bytes()[:100])
    window.open_draft(path)
    page = ready(window, qtbot)
    assert page.session.entry == entry
    assert "已经损坏" in page.reminder.words
    saved(window, qtbot)
    assert window.drafts.open(path).words == ""


def test_an_older_version_is_compared_and_restored_and_the_restoring_undone(
    open_form: Open, window: MainWindow
) -> None:
    page = open_form(FIVE)
    commit("推动")
    window.save_now()
    before = page.session.entry
    commit("改革")
    window.save_now()
    now = page.session.entry
    dialog = show_history(page, window.drafts)
    row = dialog.table.topLevelItem(0)
    assert row is not None
    assert [row.text(column) for column in (1, 2)] == ["推动", "推动改革"]
    dialog.restore.click()
    assert page.session.entry == before
    page.undo()
    assert page.session.entry == now


def test_answers_of_another_draft_are_looked_at_and_taken_over(
    open_form: Open, window: MainWindow, workspace: Workspace
) -> None:
    last_year = workspace.read_entry(TEMPLATES / FIVE / "sample.json")
    window.drafts.create(last_year)
    page = open_form(FIVE)
    page.session.edit(("unit",), "新单位", "输入")
    dialog = show_copy(page, window.drafts)
    offered = [dialog.table.topLevelItem(row).text(0) for row in range(dialog.table.topLevelItemCount())]  # type: ignore[union-attr]
    assert "单位" in offered
    assert offered.index("单位") not in dialog.table.ticked
    dialog.go.click()
    assert page.session.entry.at(("unit",)) == "新单位"
    assert first_answer(page.session.entry) == first_answer(last_year)
    page.undo()
    assert first_answer(page.session.entry) == ()


def test_a_file_that_cannot_be_read_is_no_source(open_form: Open, window: MainWindow, tmp_path: Path) -> None:
    dialog = show_copy(open_form(FIVE), window.drafts)
    (tmp_path / "x.castform").write_text("garbage")
    dialog.open_path(tmp_path / "x.castform")
    assert "JSON" in dialog.words.text()
    assert not dialog.go.isEnabled()
    dialog.open_path(Path(shutil.copy(TEMPLATES / FIVE / "sample.json", tmp_path)))
    assert dialog.go.isEnabled()


def test_an_imported_form_is_among_the_forms(qtbot: QtBot, tmp_path: Path) -> None:
    outside = tmp_path / "outside" / "own-form"
    shutil.copytree(TEMPLATES / FIVE, outside)
    for name in ("template.toml", "sample.json"):
        text = (outside / name).read_text("utf-8")
        (outside / name).write_text(text.replace(FIVE, "own-form"), "utf-8")
    window = new_window(Workspace([TEMPLATES, tmp_path / "own"]), tmp_path)
    qtbot.addWidget(window)
    window.show()
    count = len(window.home.cards)
    window.import_form(outside / "template.toml")
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=30_000)
    assert window.findChildren(QMessageBox)[-1].text().startswith("已导入")
    window.open_form("own-form")
    assert ready(window, qtbot).session.template.id == "own-form"
    assert len(window.home.cards) == count  # it belongs to a notice that is there already


def test_the_arrow_goes_through_what_was_answered_lately(open_form: Open, workspace: Workspace, tmp_path: Path) -> None:
    sample = workspace.read_entry(TEMPLATES / PLAN / "sample.json")
    for unit in ("甲学会", "乙学会"):
        ProfileStore(tmp_path).note_answers(workspace.template(PLAN), sample.with_value(("unit",), unit))
    page = open_form(PLAN)
    page.form.go_to(("unit",))
    for unit in ("乙学会", "甲学会", "乙学会"):
        press(Qt.Key.Key_Down)
        assert page.session.entry.at(("unit",)) == unit
    commit("x")
    press(Qt.Key.Key_Down)
    assert page.session.entry.at(("unit",)) == "乙学会x"


def test_closing_the_window_saves_and_frees_the_draft(
    open_form: Open, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    page = open_form(FIVE)
    commit("推动")
    entry = page.session.entry
    assert window.close()
    box = DraftBox(workspace, tmp_path / "drafts")
    (draft,) = box.drafts()
    assert draft.entry == entry
    work = box.work_on(draft)
    assert work.notice == ""
    work.close()
