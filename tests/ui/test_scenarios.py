"""A clerk at work: from the first start to the exported pair, by the keyboard alone, for each shipped form."""

import base64
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from castforms.model.entry import Entry, Record, Value, records_of, text_of, texts_of
from castforms.model.picture import picture_of
from castforms.model.template import Field, FieldType
from castforms.session.drafts import DraftBox, DraftNote
from castforms.session.profile import ProfileStore
from castforms.session.settings import Settings
from castforms.session.workspace import Workspace
from tests.ui.driving import TEMPLATES, commit, focused, named, new_window, paste, press, ready, settled, tab_to
from ui.app import come_home
from ui.forms.choice_editors import OneOfFewEditor, OneOfManyEditor, SearchBox, TickEditor
from ui.forms.file_editor import FileEditor
from ui.forms.list_editor import ListEditor
from ui.forms.picture_editor import PictureEditor
from ui.forms.question_grid import QuestionGrid
from ui.forms.redline_editor import RedlineEditor
from ui.forms.repeat_editor import RepeatEditor
from ui.main_window import MainWindow
from ui.pages.batch_dialog import BatchDialog
from ui.pages.export_dialog import ExportDialog
from ui.pages.fill_page import FillPage
from ui.pages.profile_dialog import ProfileDialog
from ui.widgets.slices import Slices

FORMS = sorted(path.parent.name for path in TEMPLATES.glob("*/sample.json"))


def fill(grid: QuestionGrid, values: Record, received: Path) -> None:
    """Types every answer, reaching each field by Tab; `received` is the file that a form may be filled from."""
    for row in grid.rows:
        value = values.get(row.editor.field.name, "")
        if isinstance(row.editor, FileEditor):
            open_file(row.editor, received)
        elif isinstance(row.editor, RedlineEditor):
            revise(row.editor, records_of(value))
        elif isinstance(row.editor, RepeatEditor):
            fill_repeat(row.editor, records_of(value), received)
        elif value and getattr(row.editor.control, "text", str)() != value:
            answer(row.editor, row.editor.field, value)


def open_file(editor: FileEditor, file: Path) -> None:
    """The system's own file dialog aside."""
    tab_to(editor.open_button)
    editor.open(file)
    while editor.reading:
        QApplication.processEvents()


def revise(editor: RedlineEditor, records: tuple[Record, ...]) -> None:
    for number, values in enumerate(records):
        if number == editor.list.count():
            tab_to(editor.add)
            press(Qt.Key.Key_Space)
        else:
            tab_to(editor.list)
            while editor.list.currentRow() != number:
                press(Qt.Key.Key_Down)
        for box, name in ((editor.revised, "revised"), (editor.reason, "reason")):
            if (text := text_of(values[name])) != box.toPlainText():
                tab_to(box)
                press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
                paste(text) if text else press(Qt.Key.Key_Delete)


def received_file(values: Record, folder: Path) -> Path:
    """The file a form asks for, made of what the sample says it says."""
    file = folder / (text_of(values.get("draft", "")) or "none")
    originals = [text_of(item.get("original", "")) for item in records_of(values.get("points", ()))]
    file.write_text("\n".join([text_of(values.get("title", "")), *originals]), encoding="utf-8")
    return file


def fill_repeat(editor: RepeatEditor, records: tuple[Record, ...], received: Path) -> None:
    for number, values in enumerate(records):
        if number == len(editor.cards):
            tab_to(editor.add)
            press(Qt.Key.Key_Space)
        fill(editor.cards[number].grid, values, received)


def answer(editor: object, field: Field, value: Value) -> None:  # noqa: C901 - one branch for each kind of editor
    if isinstance(editor, ListEditor):
        tab_to(editor.rows[0].box)
        for number, item in enumerate(texts_of(value)):
            if number:
                press(Qt.Key.Key_Return)
            commit(item)
    elif isinstance(editor, TickEditor):
        for name in texts_of(value):
            tab_to(editor.boxes[name])
            press(Qt.Key.Key_Space)
    elif isinstance(editor, OneOfFewEditor):
        tab_to(next(iter(editor.buttons.values())))
        press(Qt.Key.Key_Space)
        while not editor.buttons[text_of(value)].isChecked():
            press(Qt.Key.Key_Down)
    elif isinstance(editor, OneOfManyEditor):
        tab_to(editor.box)
        if isinstance(editor.box, SearchBox):
            choose_by_words(editor.box, value)
        while editor.box.currentData() != value:
            press(Qt.Key.Key_Down)
    elif isinstance(editor, PictureEditor):
        choose(editor, base64.b64decode(text_of(value)))
    else:
        tab_to(editor.box)  # type: ignore[attr-defined]
        (paste if field.type is FieldType.LONG_TEXT else commit)(text_of(value))


def choose(editor: PictureEditor, data: bytes) -> None:
    tab_to(editor.choose)
    with TemporaryDirectory() as folder:
        file = Path(folder, "picture.jpg")  # what the file dialog would give
        file.write_bytes(data)
        taken = QEventLoop()
        editor.edited.connect(taken.quit)
        editor.take(file)
        taken.exec()


def with_pictures_of(entry: Entry, sample: Entry) -> Entry:
    """The sample with the pictures as they were taken in: smaller ones than were chosen."""
    taken = [text_of(item.get("picture", "")) for item in records_of(entry.at(("pictures",)))]
    for number, text in enumerate(taken if "pictures" in sample.values else ()):
        assert picture_of(text)
        sample = sample.with_value(("pictures", number, "picture"), text)
    return sample


def choose_by_words(box: SearchBox, value: Value) -> None:
    commit(box.itemText(box.findData(value)))
    popup = box.completer().popup().window().windowHandle()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)


@pytest.mark.parametrize("form", FORMS)
def test_from_the_blank_form_to_the_pair_by_keyboard_alone(
    form: str,
    open_form: Callable[[str], FillPage],
    window: MainWindow,
    workspace: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    sample = workspace.read_entry(TEMPLATES / form / "sample.json")
    page = open_form(form)
    fill(page.form.grid, sample.values, received_file(sample.values, tmp_path))
    sample = with_pictures_of(page.session.entry, sample)
    assert page.session.entry == sample
    settled(page, qtbot)
    assert page.errors == 0

    press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    tab_to(dialog.folder.box)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    commit(str(tmp_path / "给领导"))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.files))
    assert sorted((tmp_path / "给领导").iterdir()) == sorted(dialog.files.values())
    assert {".docx", ".pdf"} <= dialog.files.keys()
    assert sum(page_count(file) for file in dialog.files.values()) == len(page.preview.view.pages)
    press(Qt.Key.Key_Escape)

    window.go_home()
    (draft,) = window.drafts.drafts()
    assert (draft.entry, draft.note.words) == (sample, "已导出")


def page_count(file: Path) -> int:
    """Pages of a PDF; a Word file has none of its own."""
    if file.suffix != ".pdf":
        return 0
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def test_the_first_start_asks_for_the_unit_once_and_fills_it_in(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    window = MainWindow(Settings(tmp_path))
    window.furnish(workspace, DraftBox(workspace, tmp_path / "drafts"), ProfileStore(tmp_path))
    qtbot.addWidget(window)
    window.show()
    come_home(window, ask=True)
    qtbot.waitUntil(lambda: window.findChild(ProfileDialog) is not None)
    dialog = window.findChild(ProfileDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.boxes["unit"].setFocus()
    commit("中国测试学会")
    tab_to(dialog.boxes["phone"])
    commit("（010）62160000")
    press(Qt.Key.Key_Escape)
    named(dialog, QPushButton, "继续填写(&G)").click()
    dialog.save.click()
    come_home(window, ask=True)
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in window.findChildren(Slices)))
    assert window.findChildren(ProfileDialog) == [dialog]

    window.open_form("cast-2020-five-areas")
    page = ready(window, qtbot)
    assert page.session.entry.values["unit"] == "中国测试学会"
    assert page.session.entry.values["contact"] == "（010）62160000"


def test_what_was_typed_is_there_again_after_the_program_ends(
    open_form: Callable[[str], FillPage], window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_form("cast-2020-five-areas")
    commit("推动学会改革")
    qtbot.waitUntil(lambda: window.saved.text().startswith("已保存"))
    again = new_window(workspace, tmp_path)
    qtbot.addWidget(again)
    assert [draft.entry for draft in again.drafts.drafts()] == [page.session.entry]


def test_a_form_that_is_only_looked_at_leaves_no_draft(
    open_form: Callable[[str], FillPage], window: MainWindow
) -> None:
    open_form("cast-2020-five-areas")
    window.go_home()
    assert window.drafts.drafts() == ()


def test_errors_stop_the_export_and_lead_to_the_first_of_them(
    open_form: Callable[[str], FillPage], window: MainWindow
) -> None:
    page = open_form("cast-2020-workers-day-plan")
    tab_to(named(page, type(page.export_button), "导出(&E)…"))
    press(Qt.Key.Key_Space)
    box = window.findChild(QMessageBox)
    assert box is not None
    box.defaultButton().click()
    assert page.form.path_of(focused()) == page.session.findings()[1].path
    assert window.findChild(ExportDialog) is None


def test_a_draft_is_marked_as_sealed_and_shows_it(open_form: Callable[[str], FillPage], window: MainWindow) -> None:
    open_form("cast-2020-five-areas")
    commit("推动学会改革")
    window.go_home()
    (draft,) = window.drafts.drafts()
    assert draft.note.words.startswith("缺")
    window.home.drafts.marked.emit(draft, type(draft.note.state).SEALED)
    assert window.drafts.drafts()[0].note.words == "已盖章"


def test_many_drafts_are_exported_at_once_and_the_one_left_out_says_why(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    for form in FORMS:
        entry = workspace.read_entry(TEMPLATES / form / "sample.json")
        window.drafts.save(window.drafts.create(entry), entry, DraftNote())
    blank = workspace.blank(FORMS[0])
    window.drafts.save(window.drafts.create(blank), blank, DraftNote(3))
    press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.findChild(BatchDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.go.text().startswith(f"导出 {len(FORMS)} 份")
    dialog.all.click()
    dialog.folder.box.setText(str(tmp_path / "out"))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.close_button.text() == "完成", timeout=20_000)
    assert dialog.progress.value() == len(FORMS) + 1
    assert [bool(given.complaint) for given in dialog.given].count(False) == len(FORMS)
    stems = {path.stem for path in (tmp_path / "out").glob("*.pdf")}
    assert len(stems & {path.stem for path in (tmp_path / "out").glob("*.docx")}) == len(FORMS)
    assert "1 份没有导出" in dialog.message.text()
    assert any("✕" in item.text() for item in dialog._items())
    assert focused() is dialog.open_folder
    press(Qt.Key.Key_Escape)
    assert [draft.note.words for draft in window.drafts.drafts()].count("已导出") == len(FORMS)


def test_a_batch_is_cancelled_half_way(window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    entry = workspace.read_entry(TEMPLATES / FORMS[0] / "sample.json")
    for _draft in range(30):
        window.drafts.create(entry)
    dialog = BatchDialog(workspace, window.drafts, window.drafts.drafts(), tmp_path / "out", window)
    dialog.open()
    dialog.start()
    qtbot.waitUntil(lambda: len(dialog.given) > 1, timeout=20_000)
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.running, timeout=20_000)
    assert "已取消" in dialog.message.text()
    assert 0 < len(list((tmp_path / "out").glob("*.pdf"))) < 30
    assert len(list((tmp_path / "out").glob("*.docx"))) == len(list((tmp_path / "out").glob("*.pdf")))
