"""The dialog that exports a form: where to, and what if the files or the folder are in the way."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from castforms.storage.publication import FileInUseError
from tests.ui.driving import FIVE, focused, press
from tests.unprivileged import unprivileged
from ui.main_window import MainWindow
from ui.pages.export_dialog import ExportDialog
from ui.pages.fill_page import FillPage
from ui.widgets.folder_choice import FolderChoice


@pytest.fixture
def export_to(
    open_sample: Callable[[str], FillPage], window: MainWindow, qtbot: QtBot
) -> Callable[[Path], ExportDialog]:
    def open_it(folder: Path) -> ExportDialog:
        dialog = ExportDialog(open_sample(FIVE).session.exporter(), folder, 0, window)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return open_it


def test_files_of_the_same_name_are_kept_unless_the_clerk_replaces_them(
    open_sample: Callable[[str], FillPage], window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    for replace in (None, False, True):
        page = open_sample(FIVE)
        dialog = ExportDialog(page.session.exporter(), folder, 0, window)
        qtbot.addWidget(dialog)
        dialog.start(replace=replace)
        qtbot.waitUntil(lambda dialog=dialog: bool(dialog.files))
    assert len(list(folder.glob("*.pdf"))) == len(list(folder.glob("*.docx"))) == 2


@pytest.mark.skipif(os.name == "nt", reason="rights are no bits there")
def test_any_folder_may_be_typed_for_the_export(export_to: Callable[[Path], ExportDialog], tmp_path: Path) -> None:
    """Also one that nobody has, and one that is closed to the clerk."""
    (tmp_path / "closed").mkdir(mode=0)
    dialog = export_to(tmp_path)
    for folder in ("~nobody-of-that-name", str(tmp_path / "closed" / "out")):
        with unprivileged():
            dialog.folder.box.setText(folder)
        assert "五个方面重点工作举措" in dialog.names.text()


@pytest.mark.parametrize("typed", ["{}", '"{}"', "{}\r\n"])
def test_a_path_pasted_as_other_programs_copy_it_names_its_folder(qtbot: QtBot, tmp_path: Path, typed: str) -> None:
    choice = FolderChoice(tmp_path)
    qtbot.addWidget(choice)
    choice.box.setText(typed.format(tmp_path / "报送"))
    assert choice.path == tmp_path / "报送"


def test_a_mere_name_is_a_folder_among_the_documents_and_not_where_the_program_lies(qtbot: QtBot) -> None:
    choice = FolderChoice(Path())
    qtbot.addWidget(choice)
    choice.box.setText("报送")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert choice.path == Path(documents) / "报送"


def test_a_file_that_word_holds_open_gives_a_choice(
    export_to: Callable[[Path], ExportDialog], qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = export_to(tmp_path / "out")
    dialog._on_failed(FileInUseError(tmp_path / "out" / "表.docx"))
    assert "表.docx" in dialog.message.text()
    assert (dialog.go.text(), dialog.use_number.isVisible()) == ("重试(&E)", True)
    dialog.use_number.click()
    qtbot.waitUntil(lambda: bool(dialog.files))


def test_a_folder_that_takes_nothing_is_typed_anew_at_once(
    export_to: Callable[[Path], ExportDialog], qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    dialog = export_to(tmp_path / "file")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.message.isHidden())
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(focused(), str(tmp_path / "out"))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.files))


def test_a_cancelled_export_writes_nothing(
    export_to: Callable[[Path], ExportDialog], qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = export_to(tmp_path / "out")
    dialog.start()
    dialog.reject()
    qtbot.waitUntil(lambda: dialog._background.idle)
    assert dialog.message.text().startswith("已取消")
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []
