"""Opening a returned Word or PDF file: read in the background, decided row by row, always a new draft."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from castforms.model.entry import Entry
from castforms.session.read import Reading
from castforms.session.workspace import StorageError, Workspace
from tests.pair import blank_tables
from tests.ui.driving import FIVE, TEMPLATES, named, ready
from ui.main_window import MainWindow
from ui.pages.read_dialog import ReadDialog

PATIENCE = 20_000
"""Milliseconds for what loads readers, fonts and writers for the first time on a busy machine."""
SAMPLE = TEMPLATES / FIVE / "sample.json"


@pytest.fixture(scope="module")
def sample() -> Entry:
    return Workspace([TEMPLATES]).read_entry(SAMPLE)


@pytest.fixture(scope="module")
def pair(sample: Entry, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    outcome = Workspace([TEMPLATES]).session(FIVE, sample).export(tmp_path_factory.mktemp("pair"), draft=True)
    return dict(outcome.files)


@pytest.fixture
def edited(pair: dict[str, Path], tmp_path: Path) -> Path:
    """The Word file with two answers changed."""
    document = docx.Document(str(pair[".docx"]))
    last = document.tables[-1].rows[-1]
    last.cells[0].text = "经办人：新经办"
    last.cells[1].text = "联系方式：（010）11112222"
    document.save(str(tmp_path / "edited.docx"))
    return tmp_path / "edited.docx"


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> Callable[[Path], ReadDialog]:
    """The dialog once there is something to decide."""

    def open_it(path: Path) -> ReadDialog:
        window.open_draft(path)
        (dialog,) = window.findChildren(ReadDialog)
        qtbot.waitUntil(dialog.make.isVisible, timeout=PATIENCE)
        return dialog

    return open_it


def filled(window: MainWindow, qtbot: QtBot) -> Entry:
    """The entry of the draft that is opened."""
    qtbot.waitUntil(lambda: window.fill is not None, timeout=PATIENCE)
    return ready(window, qtbot).session.entry


def rows(dialog: ReadDialog) -> list[list[str]]:
    items = [dialog.table.topLevelItem(row) for row in range(dialog.table.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items if item]


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_file_as_it_was_exported_becomes_a_draft_at_once(
    suffix: str, pair: dict[str, Path], window: MainWindow, sample: Entry, qtbot: QtBot
) -> None:
    window.open_draft(pair[suffix])
    assert filled(window, qtbot) == sample
    assert [draft.entry for draft in window.drafts.drafts()] == [sample]


def test_differences_stand_side_by_side(opened: Callable[[Path], ReadDialog], edited: Path, sample: Entry) -> None:
    dialog = opened(edited)
    assert "在生成 PDF 之后被改过" in dialog.explanation.text()
    assert rows(dialog) == [
        ["经办人", "新经办", sample.at(("handler",))],
        ["联系方式", "（010）11112222", sample.at(("contact",))],
    ]


def test_each_row_is_decided_by_the_keyboard(
    opened: Callable[[Path], ReadDialog], edited: Path, window: MainWindow, sample: Entry, qtbot: QtBot
) -> None:
    dialog = opened(edited)
    dialog.table.setCurrentItem(dialog.table.topLevelItem(0), 2)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert filled(window, qtbot) == sample.with_value(("contact",), "（010）11112222")


def test_all_or_none(
    opened: Callable[[Path], ReadDialog], edited: Path, window: MainWindow, sample: Entry, qtbot: QtBot
) -> None:
    dialog = opened(edited)
    named(dialog, QPushButton, "全部不采用(&N)").click()
    dialog.make.click()
    assert filled(window, qtbot) == sample
    dialog = opened(edited)
    named(dialog, QPushButton, "全部不采用(&N)").click()
    named(dialog, QPushButton, "全部采用(&A)").click()
    dialog.make.click()
    qtbot.waitUntil(lambda: window.fill is not None and window.fill.session.entry.at(("handler",)) == "新经办")


def test_a_table_filled_by_hand_is_a_new_draft(
    opened: Callable[[Path], ReadDialog], tmp_path: Path, window: MainWindow, qtbot: QtBot
) -> None:
    document = blank_tables.five_areas()
    blank_tables.fill_five_areas(document, [["甲"]] * 5, "中国某某学会", "张某某", "（010）68570000")
    document.save(str(tmp_path / "hand.docx"))
    dialog = opened(tmp_path / "hand.docx")
    assert dialog.table.isColumnHidden(2)
    dialog.make.click()
    entry = filled(window, qtbot)
    assert (entry.form_id, entry.at(("reform",)), entry.at(("handler",))) == (FIVE, ("甲",), "张某某")


def test_what_is_in_doubt_is_told(opened: Callable[[Path], ReadDialog], edited: Path, tmp_path: Path) -> None:
    document = docx.Document(str(edited))
    document.add_paragraph("另有补充材料随后寄出。")
    document.save(str(tmp_path / "more.docx"))
    assert "补充材料" in opened(tmp_path / "more.docx").notes.text()


def test_cancelling_leaves_everything_as_it_was(
    opened: Callable[[Path], ReadDialog], edited: Path, window: MainWindow
) -> None:
    QTest.keyClick(opened(edited), Qt.Key.Key_Escape)
    assert (window.fill, window.drafts.drafts()) == (None, ())


def test_a_file_that_cannot_be_read_is_said_in_words(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK broken")
    window.open_draft(tmp_path / "broken.docx")
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=PATIENCE)
    (box,) = window.findChildren(QMessageBox)
    assert "broken.docx" in box.text() + box.informativeText()
    box.close()
    QApplication.processEvents()


def test_cancelling_the_reading_leaves_no_fault_behind(
    window: MainWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer comes when nobody is there any more."""
    go_on, gone = Event(), Event()

    def read() -> Reading:
        go_on.wait()
        raise StorageError("迟到的回答")

    dialog = ReadDialog(Path("returned.docx"), read, window)
    dialog._background.destroyed.connect(gone.set)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    pool = dialog._background._pool
    dialog.reject()
    qtbot.waitUntil(gone.is_set)
    go_on.set()
    pool.shutdown(wait=True)
    assert not caplog.records
