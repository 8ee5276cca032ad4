"""What will be on paper, which pages, how many copies, one side or both; then the system's own dialog."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from castforms.model.pages import PageBox
from ui.pages.printing import new_printer
from ui.theme import GAP, MARGIN
from ui.widgets.labels import button, heading, muted, set_severity
from ui.widgets.layouts import fit_on_screen
from ui.widgets.page_painter import PageFonts
from ui.widgets.page_view import Fit, PageView

_SIDES = {
    "由打印机决定": QPrinter.DuplexMode.DuplexAuto,
    "单面": QPrinter.DuplexMode.DuplexNone,
    "双面，沿长边翻页": QPrinter.DuplexMode.DuplexLongSide,
    "双面，沿短边翻页": QPrinter.DuplexMode.DuplexShortSide,
}
_RANGES = re.compile(r"\s*\d+\s*(-\s*\d+\s*)?(,\s*\d+\s*(-\s*\d+\s*)?)*")
_MOST_COPIES = 99


class PrintDialog(QDialog):
    """The pages at the left as they will be printed, the choices at the right."""

    chosen = Signal(object)
    """A printer that was told what to print."""

    def __init__(self, pages: tuple[PageBox, ...], fonts: PageFonts, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印")
        fit_on_screen(self, 880, 620)
        self._pages, self._name = pages, name
        self.view = PageView(fonts)
        self.view.setAccessibleName("打印预览")
        self.view.show_seals(False)
        self.view.set_fit(Fit.PAGE)
        self.view.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.view.show_pages(pages)
        self.all = QRadioButton(f"全部 {len(pages)} 页(&A)")
        self.some = QRadioButton("页码(&G)：")
        self.all.setChecked(True)
        self.ranges = QLineEdit()
        self.ranges.setPlaceholderText("例如 1-2,4")
        self.ranges.setAccessibleName("页码")
        self.ranges.textEdited.connect(lambda: self.some.setChecked(True))
        self.ranges.textChanged.connect(self._check)
        self.all.toggled.connect(self._check)
        self.copies = QSpinBox()
        self.copies.setRange(1, _MOST_COPIES)
        self.sides = QComboBox()
        self.copies.setAccessibleName("份数")
        self.sides.setAccessibleName("单双面")
        self.sides.addItems(list(_SIDES))
        self.message = muted("")
        set_severity(self.message, "error")
        self.go = button("打印(&P)…", kind="primary", tip="选择打印机，然后打印")
        self.go.setDefault(True)
        self.go.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, MARGIN, 0)
        row.setSpacing(MARGIN)
        row.addWidget(self.view, 1)
        row.addWidget(self._choices())
        self._check()

    @property
    def duplex(self) -> QPrinter.DuplexMode:
        """One side or both."""
        return _SIDES[self.sides.currentText()]

    def new_printer(self) -> QPrinter:
        """A printer told what is chosen here."""
        printer = new_printer(self._pages, self._name)
        printer.setCopyCount(self.copies.value())
        printer.setDuplex(self.duplex)
        if self.some.isChecked():
            printer.setPageRanges(QPageRanges.fromString(_half_width(self.ranges.text())))
        return printer

    def _choices(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(18 * self.fontMetrics().height())
        column = QVBoxLayout(side)
        column.setContentsMargins(0, MARGIN, 0, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(heading("打印范围"))
        pages = QHBoxLayout()
        pages.addWidget(self.some)
        pages.addWidget(self.ranges, 1)
        column.addWidget(self.all)
        column.addLayout(pages)
        column.addWidget(self.message)
        form = QFormLayout()
        form.addRow("份数(&C)：", self.copies)
        form.addRow("单双面(&D)：", self.sides)
        column.addLayout(form)
        column.addWidget(muted("按实际大小打印，不缩放。屏幕上的虚线圆不会印出。"))
        column.addStretch(1)
        cancel = button("取消")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        column.addLayout(buttons)
        return side

    def _check(self) -> None:
        complaint = self._complaint() if self.some.isChecked() else ""
        self.message.setText(complaint)
        self.message.setVisible(bool(complaint))
        self.go.setEnabled(not complaint)

    def _complaint(self) -> str:
        text = _half_width(self.ranges.text())
        if not _RANGES.fullmatch(text):
            return "请写页码，例如 1-2,4。"
        if not all(1 <= int(number) <= len(self._pages) for number in re.findall(r"\d+", text)):
            return f"只有第 1 页到第 {len(self._pages)} 页。"
        return "" if not QPageRanges.fromString(text).isEmpty() else "请把小的页码写在前面，例如 1-2。"

    def _choose(self) -> None:
        self.accept()
        self.chosen.emit(self.new_printer())


def _half_width(text: str) -> str:
    """Page numbers as an input method may leave them."""
    return text.translate(str.maketrans("０１２３４５６７８９，、－—～~", "0123456789,,----"))
