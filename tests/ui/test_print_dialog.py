"""What the clerk asks the printer for: pages, copies, sides."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.driving import commit
from ui.pages.fill_page import FillPage
from ui.pages.print_dialog import PrintDialog
from ui.pages.printing import new_printer, print_steps


@pytest.fixture
def report(open_sample: Callable[[str], FillPage]) -> FillPage:
    return open_sample("cast-2020-workers-day-report")


@pytest.fixture
def dialog(report: FillPage, qtbot: QtBot) -> PrintDialog:
    dialog = PrintDialog(report.preview.view.pages, report.preview.fonts, "试印")
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def test_only_the_chosen_pages_are_printed(report: FillPage, tmp_path: Path) -> None:
    boxes = report.preview.view.pages
    printer = new_printer(boxes, "试印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    for _step in print_steps(printer, boxes, report.preview.fonts):
        pass
    with pdfium.PdfDocument(tmp_path / "printed.pdf") as printed:
        assert len(printed) == 2


def test_the_print_dialog_tells_the_printer_which_pages_how_often_and_on_which_sides(
    report: FillPage, dialog: PrintDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.ranges.setFocus()
    qtbot.waitUntil(dialog.isActiveWindow)
    commit("3，1")
    QTest.keyClick(dialog.copies, Qt.Key.Key_Up)
    QTest.keyClick(dialog.sides, Qt.Key.Key_Down)
    QTest.keyClick(dialog.sides, Qt.Key.Key_Down)
    printer = dialog.new_printer()
    assert dialog.duplex is QPrinter.DuplexMode.DuplexLongSide  # a printer that prints to a file has one side only
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    for _step in print_steps(printer, report.preview.view.pages, report.preview.fonts):
        pass
    with pdfium.PdfDocument(tmp_path / "printed.pdf") as printed:
        assert len(printed) == 4


@pytest.mark.parametrize("text", ["0", "5", "x", "3-2", "1-"])
def test_pages_that_are_not_there_are_not_printed(dialog: PrintDialog, text: str) -> None:
    QTest.keyClicks(dialog.ranges, text)
    assert dialog.message.text()
    assert not dialog.go.isEnabled()
