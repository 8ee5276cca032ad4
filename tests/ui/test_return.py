"""From the stamped paper to the mailbox, in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from castforms.model.entry import Entry
from castforms.session.drafts import DraftState
from castforms.session.workspace import Workspace
from tests.scans.stamped_return import short_plan, short_plan_scan
from tests.ui.driving import FIVE, TEMPLATES, compose, focused, named, press, settle
from ui.main_window import MainWindow
from ui.pages.return_dialog import ReturnDialog

PATIENCE = 120_000


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the desktop is asked to open; this one has no programs."""
    files: list[Path] = []
    monkeypatch.setattr("ui.pages.mail_step.open_path", lambda path: not files.append(path))
    return files


def begin(window: MainWindow, qtbot: QtBot, entry: Entry, folder: Path) -> ReturnDialog:
    window.settings.put("export_folder", str(folder))
    path = window.drafts.create(entry)
    window.go_home()
    window.home.return_wanted.emit(window.drafts.open(path))
    qtbot.waitUntil(lambda: bool(window.findChildren(ReturnDialog)))
    return window.findChildren(ReturnDialog)[-1]


def five(workspace: Workspace) -> Entry:
    return workspace.read_entry(TEMPLATES / FIVE / "sample.json")


@pytest.fixture
def unstamped(window: MainWindow, qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> ReturnDialog:
    """A return whose notice wants no stamp: its mail is ready at once, the files lie in `out`."""
    dialog = begin(window, qtbot, five(workspace), tmp_path / "out")
    qtbot.waitUntil(dialog.mail.isEnabled, timeout=PATIENCE)
    return dialog


def drop(dialog: ReturnDialog, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.scans.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))


def state_shown(window: MainWindow) -> str:
    """What the home page says of its first draft."""
    item = window.home.drafts.topLevelItem(0)
    return item.text(1) if item else ""


def test_that_it_is_marked_as_sent_is_seen_in_a_low_window(unstamped: ReturnDialog, qtbot: QtBot) -> None:
    unstamped.resize(unstamped.width(), unstamped.minimumSizeHint().height())
    settle()
    assert unstamped.mail.mark.visibleRegion().isEmpty()
    QTest.keyClick(unstamped, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: "已标记" in unstamped.mail.sent_note.text())
    settle()
    assert not unstamped.mail.sent_note.visibleRegion().isEmpty()


def test_a_stamped_return_goes_from_the_scan_to_sent(
    window: MainWindow, qtbot: QtBot, workspace: Workspace, tmp_path: Path, opened: list[Path]
) -> None:
    (tmp_path / "scan.jpg").write_bytes(short_plan_scan())
    out = tmp_path / "out"
    dialog = begin(window, qtbot, short_plan(workspace), out)
    drop(dialog, tmp_path / "scan.jpg")
    assert not dialog.mail.isEnabled()
    qtbot.waitUntil(lambda: not dialog.scans.go.isHidden(), timeout=PATIENCE)
    qtbot.mouseClick(dialog.scans.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.mail.isEnabled, timeout=PATIENCE)
    assert sorted(file.suffix for file in out.iterdir()) == [".docx", ".pdf"]
    assert any("（盖章）" in file.name for file in out.iterdir())
    assert window.drafts.open(dialog.draft.path).note.state is DraftState.SEALED
    qtbot.mouseClick(dialog.mail.open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE)
    assert opened[0].suffix == ".eml"
    qtbot.mouseClick(dialog.mail.mark, Qt.MouseButton.LeftButton)
    today = dialog.mail.day.date().toString("yyyy-MM-dd")
    dialog.reject()
    qtbot.waitUntil(lambda: state_shown(window) == f"已发送 {today}", timeout=PATIENCE)


def test_a_question_must_be_ticked_before_the_stamped_file_is_made(
    window: MainWindow, qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    """The page lies in the scans twice."""
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(short_plan_scan())
    dialog = begin(window, qtbot, short_plan(workspace), tmp_path / "out")
    drop(dialog, tmp_path / "a.jpg", tmp_path / "b.jpg")
    qtbot.waitUntil(lambda: not dialog.scans.go.isHidden(), timeout=PATIENCE)
    assert not dialog.scans.go.isEnabled()
    (row,) = [row for row in dialog.scans.rows if not row.settled]
    row.box.click()
    assert dialog.scans.go.isEnabled()
    dialog.reject()


def test_a_question_is_answered_by_the_keyboard_on_the_way_to_the_stamped_file(
    window: MainWindow, qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(short_plan_scan())
    dialog = begin(window, qtbot, short_plan(workspace), tmp_path / "out")
    dialog.scans.choose.setFocus()
    drop(dialog, tmp_path / "a.jpg", tmp_path / "b.jpg")
    qtbot.waitUntil(lambda: not dialog.scans.go.isHidden(), timeout=PATIENCE)
    assert dialog.isActiveWindow()
    assert focused() is dialog.scans.choose
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.mail.isEnabled, timeout=PATIENCE)
    assert focused() is dialog.scans.go
    press(Qt.Key.Key_Tab)
    assert focused() is dialog.zip
    dialog.reject()


def test_a_file_that_is_no_scan_is_told_and_nothing_is_made(
    window: MainWindow, qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("不是扫描件", "utf-8")
    dialog = begin(window, qtbot, short_plan(workspace), tmp_path / "out")
    drop(dialog, tmp_path / "notes.txt")
    qtbot.waitUntil(lambda: bool(dialog.scans.rows), timeout=PATIENCE)
    assert "notes.txt" in dialog.scans.rows[0].accessibleName()
    assert dialog.scans.go.isHidden()
    dialog.reject()


def test_a_form_without_stamp_can_be_sent_at_once(unstamped: ReturnDialog, tmp_path: Path) -> None:
    assert unstamped.mail.to.text() == "address@cast.org.cn"
    assert sorted(file.suffix for file in (tmp_path / "out").iterdir()) == [".docx", ".pdf"]
    unstamped.reject()


def test_files_without_stamp_are_put_into_the_folder_that_is_named_later(
    unstamped: ReturnDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    unstamped.folder.box.setFocus()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(focused(), str(tmp_path / "new"))
    assert not list(tmp_path.glob("n*"))
    press(Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not unstamped.progress.isVisible(), timeout=PATIENCE)
    assert sorted(file.suffix for file in (tmp_path / "new").iterdir()) == [".docx", ".pdf"]
    unstamped.leave()


def test_what_was_typed_into_the_mail_stays_when_other_files_go_with_it(
    unstamped: ReturnDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    unstamped.mail.text.setPlainText("刘老师：材料请见附件。")
    unstamped.zip.click()
    qtbot.waitUntil(lambda: any(file.suffix == ".zip" for file in (tmp_path / "out").iterdir()), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not unstamped.progress.isVisible(), timeout=PATIENCE)
    assert unstamped.mail.text.toPlainText() == "刘老师：材料请见附件。"
    unstamped.leave()


def test_words_that_are_being_composed_into_the_mail_are_kept(unstamped: ReturnDialog, qtbot: QtBot) -> None:
    for field in (unstamped.mail.subject, unstamped.mail.text):
        field.clear()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        compose("材料")
        QApplication.sendEvent(field, QInputMethodEvent("", []))  # the input method takes them back
        unstamped.mail.to.setFocus()
    assert (unstamped.mail.subject.text(), unstamped.mail.text.toPlainText()) == ("材料", "材料")
    unstamped.leave()


def test_the_mail_is_as_the_boxes_say_however_fast_they_are_ticked(unstamped: ReturnDialog, qtbot: QtBot) -> None:
    unstamped.zip.click()
    unstamped.zip.click()
    qtbot.waitUntil(lambda: unstamped._background.idle, timeout=PATIENCE)
    assert ".zip" not in unstamped.mail.text.toPlainText()
    unstamped.leave()


def test_scrolling_past_the_day_does_not_change_it(unstamped: ReturnDialog) -> None:
    day, none = unstamped.mail.day, Qt.KeyboardModifier.NoModifier
    before, place = day.date(), QPointF(5, 5)
    wheel = QWheelEvent(
        place, place, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(day, wheel)
    assert day.date() == before
    unstamped.reject()


def test_address_subject_and_text_can_be_copied(unstamped: ReturnDialog, qtbot: QtBot) -> None:
    copied = []
    for name in ("复制收件人", "复制主题", "复制正文"):
        button = next(each for each in unstamped.findChildren(QPushButton) if each.accessibleName() == name)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        copied.append(QGuiApplication.clipboard().text())
    assert copied == [unstamped.mail.to.text(), unstamped.mail.subject.text(), unstamped.mail.text.toPlainText()]
    unstamped.reject()


def test_a_wrong_address_is_told_and_no_draft_is_written(unstamped: ReturnDialog, qtbot: QtBot, tmp_path: Path) -> None:
    unstamped.mail.to.setText("刘静")
    qtbot.mouseClick(unstamped.mail.open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "不是电子邮箱地址" in unstamped.mail.message.text(), timeout=PATIENCE)
    assert not list((tmp_path / "out").glob("*.eml"))
    unstamped.leave()


def test_closing_asks_before_a_changed_mail_is_lost(unstamped: ReturnDialog, qtbot: QtBot) -> None:
    unstamped.mail.text.setPlainText("刘老师：材料请见附件。")
    unstamped.reject()
    assert unstamped.isVisible()
    named(unstamped, QPushButton, "放弃(&A)").click()
    qtbot.waitUntil(unstamped.isHidden, timeout=PATIENCE)


def test_closing_while_it_is_checking_closes_it_afterwards(
    window: MainWindow, qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    dialog = begin(window, qtbot, five(workspace), tmp_path / "out")
    dialog.reject()
    qtbot.waitUntil(dialog.isHidden, timeout=PATIENCE)
