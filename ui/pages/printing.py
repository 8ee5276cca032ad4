"""Prints the pages at their true size with the system's own dialog."""

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from castforms.model.pages import PageBox
from ui.widgets.page_painter import PageFonts, paint_page


def ask_and_print(pages: tuple[PageBox, ...], fonts: PageFonts, name: str, parent: QWidget) -> bool:
    """Asks which printer, pages, copies and sides; tells whether it printed."""
    printer = new_printer(pages, name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, on=False)
    dialog.setMinMax(1, len(pages))
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    print_pages(printer, pages, fonts)
    return True


def new_printer(pages: tuple[PageBox, ...], name: str) -> QPrinter:
    """A printer that knows the job's name and paper, and scales nothing."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    _set_paper(printer, pages[0])
    return printer


def print_pages(printer: QPrinter, pages: tuple[PageBox, ...], fonts: PageFonts) -> None:
    """Draws the chosen pages, one point of the page on one point of the paper."""
    first = printer.fromPage() or 1
    last = printer.toPage() or len(pages)
    painter = QPainter()
    for number, page in enumerate(pages[first - 1 : last]):
        _set_paper(printer, page)
        if number:
            printer.newPage()
        else:
            painter.begin(printer)
        paint_page(painter, page, fonts, printer.logicalDpiX() / 72)
    painter.end()


def _set_paper(printer: QPrinter, page: PageBox) -> None:
    short, long = sorted((page.width, page.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = page.width > page.height
    orientation = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
