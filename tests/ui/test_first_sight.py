"""A form is laid out and painted once until it is seen, however often its parts ask for it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.driving import TEMPLATES
from ui.main_window import MainWindow
from ui.pages.fill_page import FillPage


class Witness(QObject):
    """Notes what happens to the page and its questions before they are seen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.paints = 0
        self.widths: set[int] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        page = self.window.fill
        if page is None or page.in_sight:
            return False
        if isinstance(watched, FillPage) and event.type() == QEvent.Type.Paint:
            self.paints += 1
        elif watched is page.form.widget() and event.type() == QEvent.Type.Resize:
            self.widths.add(page.form.widget().width())
        return False


@pytest.mark.parametrize("form", ["cast-2020-five-areas", "cast-2020-workers-day-plan", "cast-2020-workers-day-report"])
def test_a_form_longer_than_the_window_is_laid_out_for_one_width_and_painted_once(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, form: str
) -> None:
    file = tmp_path / "draft.castform"
    file.write_bytes((TEMPLATES / form / "sample.json").read_bytes())
    witness = Witness(window)
    QApplication.instance().installEventFilter(witness)  # type: ignore[union-attr]
    window.open_draft(file)
    qtbot.waitUntil(lambda: window.fill is not None and window.fill.in_sight)
    assert witness.paints == 1
    assert len(witness.widths) == 1
