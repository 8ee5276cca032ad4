"""Puts pages on paper at their true size, one page a turn of the event loop."""

from collections.abc import Iterator

from PySide6.QtCore import QMarginsF, QObject, QSizeF, QTimer
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from castforms.model.pages import PageBox
from ui.widgets.page_painter import PageFonts, paint_page


class PrintJob(QObject):
    """Prints what the printer was told to print."""

    def __init__(self, printer: QPrinter, pages: tuple[PageBox, ...], fonts: PageFonts, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = print_steps(printer, pages, fonts)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._print_next)
        self._timer.start()

    def _print_next(self) -> None:
        if next(self._steps, self) is self:
            self._timer.stop()
            self.deleteLater()


def new_printer(pages: tuple[PageBox, ...], name: str) -> QPrinter:
    """A printer that knows the job's name and paper, and scales nothing."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    _set_paper(printer, pages[0])
    return printer


def print_steps(printer: QPrinter, pages: tuple[PageBox, ...], fonts: PageFonts) -> Iterator[None]:
    """Draws the chosen pages, one point of the page on one point of the paper; pauses after each.

    Copies are drawn again where the printer cannot make them itself.
    """
    chosen = [page for number, page in enumerate(pages, start=1) if _wanted(printer.pageRanges(), number)]
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    painter = QPainter()
    for page in chosen * copies:
        _set_paper(printer, page)
        if painter.isActive():
            printer.newPage()
        else:
            painter.begin(printer)
        paint_page(painter, page, fonts, printer.logicalDpiX() / 72)
        yield
    painter.end()


def _wanted(ranges: QPageRanges, number: int) -> bool:
    return ranges.isEmpty() or ranges.contains(number)


def _set_paper(printer: QPrinter, page: PageBox) -> None:
    short, long = sorted((page.width, page.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = page.width > page.height
    orientation = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
