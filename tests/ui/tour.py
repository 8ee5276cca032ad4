"""A way through the whole program, with a picture at every stop."""

from pathlib import Path

import docx
from PySide6.QtWidgets import QMessageBox

from castforms.session.drafts import DraftNote, DraftState
from tests.scans.stamped_return import short_plan, short_plan_scan
from tests.ui.camera import Camera, front
from tests.ui.driving import FIVE, TEMPLATES, settle, wait
from tests.unit.session.test_points_import import NOTICE
from ui.main_window import MainWindow
from ui.pages.fill_page import FillPage
from ui.pages.menus import EDIT, FILE, VIEW
from ui.pages.points_dialog import PointsDialog
from ui.pages.read_dialog import ReadDialog
from ui.pages.return_dialog import ReturnDialog
from ui.widgets.failure_dialog import FailureDialog


def home(window: MainWindow, camera: Camera) -> None:
    """The first page: empty, with drafts, searched."""
    camera.take(window, "01-home-empty")
    window.ask_profile()
    camera.take_dialog(window, "02-profile")
    states = [DraftNote(3), DraftNote(), DraftNote(0, DraftState.EXPORTED), DraftNote(0, DraftState.SENT)]
    for note, file in zip(states, sorted(TEMPLATES.glob("*/sample.json")), strict=False):
        entry = window.workspace.read_entry(file)
        window.drafts.save(window.drafts.create(entry), entry, note)
    window.go_home()
    camera.take(window, "03-home-drafts")
    window.home.search.setText("没有这样的表")
    camera.take(window, "04-home-nothing-found")
    window.home.search.clear()
    window.export_drafts()
    camera.take_dialog(window, "05-batch")


def forms(window: MainWindow, camera: Camera, folder: Path) -> None:
    """Every form, filled and blank."""
    for number, file in enumerate(sorted(TEMPLATES.glob("*/sample.json")), start=10):
        draft = folder / f"{file.parent.name}.castform"
        draft.write_bytes(file.read_bytes())
        window.open_draft(draft)
        opened(window)
        camera.take(window, f"{number}-{file.parent.name}")
    window.open_form("cast-2020-workers-day-plan")
    page = opened(window)
    page.form.visit_all()
    page.show_notice()
    camera.take(window, "20-blank-with-findings-and-notice")
    bar = page.form.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    camera.take(window, "21-further-down")
    window.export()
    box = window.findChild(QMessageBox)
    if box:
        camera.take(box, "22-not-yet")
        box.reject()


def dialogs(window: MainWindow, camera: Camera, folder: Path) -> None:
    """What leads from a form to paper and files."""
    window.open_draft(folder / "cast-2020-workers-day-report.castform")
    page = opened(window)
    window.print_pages()
    camera.take_dialog(window, "30-print")
    window.settings.put("export_folder", str(folder / "给领导"))
    page.saver.save_here()
    window.export()
    camera.take_dialog(window, "31-export", lambda dialog: dialog.start())  # type: ignore[attr-defined]
    window.home.return_wanted.emit(window.drafts.open(folder / "cast-2020-five-areas.castform"))
    wait(front(window).mail.isEnabled)  # type: ignore[attr-defined]
    camera.take_dialog(window, "32-return")
    failure = FailureDialog(True, "Windows 10, Python 3.11\nKeyError\nfill_page.py:12 save", window)
    failure.open()
    camera.take(failure, "33-failure")
    failure.close()


def tools(window: MainWindow, camera: Camera, folder: Path) -> None:
    """History, answers from other drafts, points of a notice, the blank form, menus, a reminder."""
    window.open_draft(folder / f"{FIVE}.castform")
    page = opened(window)
    for number in range(3):
        page.take_over(page.session.entry.with_value(("handler",), f"经办{number}"), "输入")
        page.saver.save_here()
    page.reminder.say(
        "草稿暂时保存不了：磁盘已满。内容还在窗口里，请不要关闭窗口；程序会继续尝试，成功后自动恢复正常。"
    )
    camera.take(window, "40-reminder")
    page.reminder.say("")
    window.show_history()
    camera.take_dialog(window, "41-history")
    window.show_copy()
    camera.take_dialog(window, "42-copy")
    window.print_blank()
    camera.take_dialog(window, "43-print-blank")
    for number, title in enumerate((FILE, EDIT, VIEW), start=44):
        menu = window.menus.menu(title)
        menu.popup(window.mapToGlobal(window.rect().topLeft()))
        camera.take(menu, f"{number}-menu")
        menu.close()
    window.go_home()
    window.import_points()
    points = front(window)
    assert isinstance(points, PointsDialog)
    camera.take(points, "47-points-empty")
    points.text.setPlainText(NOTICE)
    points.recognise.click()
    wait(lambda: points.table.rowCount() == 3)
    camera.take(points, "48-points")
    points.done(0)


def returns(window: MainWindow, camera: Camera, folder: Path) -> None:
    """A Word file that somebody edited, and a stamped page that comes back."""
    outcome = window.workspace.session(FIVE, window.workspace.read_entry(TEMPLATES / FIVE / "sample.json"))
    word = dict(outcome.export(folder / "pair", draft=True).files)[".docx"]
    document = docx.Document(str(word))
    document.tables[-1].rows[-1].cells[0].text = "经办人：新经办"
    document.save(str(folder / "edited.docx"))
    window.open_draft(folder / "edited.docx")
    read = front(window)
    assert isinstance(read, ReadDialog)
    wait(read.make.isVisible)
    camera.take_dialog(window, "50-read-back")
    (folder / "scan.jpg").write_bytes(short_plan_scan())
    window.settings.put("export_folder", str(folder / "out"))
    window.home.return_wanted.emit(window.drafts.open(window.drafts.create(short_plan(window.workspace))))
    dialog = front(window)
    assert isinstance(dialog, ReturnDialog)
    camera.take(dialog, "51-return-empty")
    dialog.scans.take([folder / "scan.jpg"])
    wait(lambda: not dialog.scans.go.isHidden())
    camera.take(dialog, "52-return-read")
    dialog.scans.go.click()
    wait(dialog.mail.isEnabled)
    dialog.mail.mark.click()
    camera.take_dialog(window, "53-return-sent")


def opened(window: MainWindow) -> FillPage:
    """The form once its pages are seen."""
    settle()
    wait(lambda: window.fill is not None and window.fill.ready and bool(window.fill.preview.view.pages))
    if window.fill is None:
        raise RuntimeError("no form")
    return window.fill
