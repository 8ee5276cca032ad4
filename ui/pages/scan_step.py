"""First step of a return: the scans are dropped or chosen, read page by page, and become the stamped PDF."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from castforms.model.scan import PageReading, Remark, RemarkKind, ScanResult
from castforms.session.cancelled import CancelledError
from castforms.session.workspace import StorageError
from ui.pages.judged_row import JudgedRow
from ui.theme import GAP, MARGIN
from ui.widgets.background import Background
from ui.widgets.file_choice import ask_files
from ui.widgets.labels import button, heading, muted, say
from ui.widgets.layouts import clear
from ui.widgets.tab_order import order_tabs

if TYPE_CHECKING:
    from castforms.session.scan_intake import ScanIntake

_FILES = "扫描件和照片 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp)"
_WELCOME = "PDF、JPG、PNG、TIFF，可以是多个文件，次序、方向不限；请用彩色、200～300 dpi 扫描。"
_THUMBNAIL = QSize(96, 136)
_STATES = {RemarkKind.PROBLEM: "problem", RemarkKind.QUESTION: "question", RemarkKind.NOTE: "note"}
_CONFIRM = {RemarkKind.PROBLEM: "我已核对，仍用这一份", RemarkKind.QUESTION: "我已核对"}


class _Read(NamedTuple):
    result: ScanResult
    pictures: tuple[QImage, ...]
    """One for each chosen page."""


class ScanStep(QWidget):
    """Takes files, shows what was found, writes the stamped PDF."""

    taken = Signal(object)
    """The result with its PDF."""
    begun = Signal()
    """Other scans are being read: what was taken before no longer counts."""
    _progressed = Signal(int, str)

    def __init__(self, intake: "Callable[[], ScanIntake]", folder: Callable[[], Path]) -> None:
        """`intake` is called in the thread that reads: it loads fonts."""
        super().__init__()
        self._make_intake, self._folder = intake, folder
        self._background = Background("scan", self)
        self._cancel = Event()
        self._progressed.connect(self._show_progress)
        self.files: list[Path] = []
        self.result: ScanResult | None = None
        self.rows: list[JudgedRow] = []
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(heading("1　收回盖章扫描件"))
        column.addWidget(self._drop_area())
        column.addWidget(self._progress_bar())
        self._found = QVBoxLayout()
        self._found.setSpacing(GAP)
        column.addLayout(self._found)
        self.go = button("生成盖章 PDF(&G)", kind="primary")
        self.go.clicked.connect(self.write)
        self.go.hide()
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.hide()
        column.addWidget(self.message)
        column.addStretch(1)

    @property
    def busy(self) -> bool:
        """Whether something is being read or written."""
        return not self._background.idle

    def take(self, files: Sequence[Path]) -> None:
        """Reads these files and those taken before, all together."""
        new = [file for file in files if file not in self.files]
        if self.busy or not new:
            return
        self.files += new
        self._start()

    def clear(self) -> None:
        """Forgets the files."""
        if not self.busy:
            self.files, self.result = [], None
            self._list_files()
            self._clear_found()
            self.begun.emit()

    def cancel(self) -> None:
        """Stops the reading after the page that is being read."""
        self._cancel.set()
        self.progress.setFormat("正在停止……")

    def write(self) -> None:
        """Writes the stamped PDF in another thread."""
        result = self.result
        if result is None or self.busy:
            return
        folder = self._folder()
        self._background.run(lambda: self._make_intake().write(result, folder), self._on_written, self._on_failed)

    def finish(self) -> None:
        """Stops and waits for the thread."""
        self._cancel.set()
        self._background.finish()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files from the desktop are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes the dropped files."""
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _drop_area(self) -> QFrame:
        area = QFrame()
        area.setObjectName("card")
        column = QVBoxLayout(area)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        words = QLabel("把盖章后的扫描件或照片拖到这里")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.listed = muted("")
        self.listed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = button("选择文件(&S)…")
        self.choose.clicked.connect(self._ask)
        self.again = button("清空重来(&X)", kind="link")
        self.again.clicked.connect(self.clear)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addWidget(self.again)
        row.addStretch(1)
        column.addWidget(words)
        column.addWidget(self.listed)
        column.addLayout(row)
        self._list_files()
        return area

    def _list_files(self) -> None:
        """Names the files; as long as there are none, what they may be."""
        self.listed.setText("、".join(file.name for file in self.files) or _WELCOME)
        self.again.setVisible(bool(self.files))

    def _progress_bar(self) -> QWidget:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName("读取进度")
        stop = button("取消")
        stop.clicked.connect(self.cancel)
        row.addWidget(self.progress, 1)
        row.addWidget(stop)
        self._bar.hide()
        return self._bar

    def _ask(self) -> None:
        if not self.busy:  # a disabled button loses the keyboard
            self.take(ask_files(self, "选择盖章扫描件", _FILES))

    def _start(self) -> None:
        self._cancel.clear()
        self._clear_found()
        self.begun.emit()
        self._list_files()
        self._show_progress(0, self.files[0].name)
        self._bar.show()
        files, ratio = list(self.files), self.devicePixelRatioF()

        def read() -> _Read:
            result = self._make_intake().read(files, self._progressed.emit, self._cancel.is_set)
            return _Read(result, tuple(_thumbnail(reading.jpeg, ratio) for reading in result.chosen))

        self._background.run(read, self._on_read, self._on_failed)

    def _show_progress(self, count: int, name: str) -> None:
        self.progress.setFormat(f"正在读第 {count + 1} 张：{name}")
        self.listed.setToolTip(name)

    def _on_read(self, read: _Read) -> None:
        self._bar.hide()
        self.result = result = read.result
        whole = [remark for remark in result.remarks if not remark.page]
        self._add_rows(self._found, whole)
        for number in range(1, result.pages + 1):
            reading = next((each for each in result.chosen if each.page == number), None)
            picture = read.pictures[result.chosen.index(reading)] if reading else QImage()
            self._found.addWidget(self._page(number, reading, picture))
        self.go.setVisible(result.complete)
        order_tabs(self)
        self._allow()

    def _page(self, number: int, reading: PageReading | None, picture: QImage) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        row = QHBoxLayout(card)
        row.setContentsMargins(GAP, GAP, GAP, GAP)
        row.setSpacing(MARGIN)
        image = QLabel("缺页" if reading is None else "")
        image.setFixedSize(_THUMBNAIL)
        image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        image.setAccessibleName(f"第 {number} 页的扫描件")
        if reading:
            image.setPixmap(QPixmap.fromImage(picture))
        row.addWidget(image)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(heading(f"第 {number} 页"))
        column.addWidget(muted(_facts(reading) if reading else "还没有扫描到这一页"))
        remarks = [remark for remark in (self.result.remarks if self.result else ()) if remark.page == number]
        if reading and not remarks:
            column.addWidget(JudgedRow("done", "与原稿一致"))
        self._add_rows(column, remarks)
        column.addStretch(1)
        row.addLayout(column, 1)
        return card

    def _add_rows(self, column: QVBoxLayout, remarks: Sequence[Remark]) -> None:
        for remark in remarks:
            complete = self.result is not None and self.result.complete
            row = JudgedRow(
                _STATES[remark.kind], remark.message, confirm=_CONFIRM.get(remark.kind, "") if complete else ""
            )
            row.confirmed.connect(self._allow)
            self.rows.append(row)
            column.addWidget(row)

    def _allow(self) -> None:
        self.go.setEnabled(not self.busy and all(row.settled for row in self.rows))
        waiting = sum(1 for row in self.rows if not row.settled)
        self.go.setToolTip(f"还有 {waiting} 条需要您核对后打勾" if waiting else "")

    def _on_written(self, result: ScanResult) -> None:
        self.result = result
        self._allow()
        name = result.pdf.name if result.pdf else ""
        self._say(f"已生成 {name}", "")
        self.taken.emit(result)

    def _on_failed(self, error: BaseException) -> None:
        self._bar.hide()
        self._allow()
        if isinstance(error, CancelledError):
            self.files = []
            self._list_files()
            self._say("已取消，没有收入任何页。", "")
        elif isinstance(error, StorageError):
            self._say(str(error), "error")
        else:
            raise error

    def _say(self, text: str, severity: str) -> None:
        say(self.message, text, severity)
        self.message.setVisible(bool(text))

    def _clear_found(self) -> None:
        self.rows = []
        self.go.hide()
        self._say("", "")
        clear(self._found)


def _facts(reading: PageReading) -> str:
    seals = "、".join(f"印章 {seal.diameter:.0f} 毫米" for seal in reading.seals)
    return "　".join(filter(None, (f"{reading.source} 第 {reading.number} 张", f"{reading.dpi:.0f} dpi", seals)))


def _thumbnail(jpeg: bytes, ratio: float) -> QImage:
    """Decoded small: a picture of that size takes milliseconds; `ratio` is pixels of the screen to one of ours."""
    buffer = QBuffer()
    buffer.setData(QByteArray(jpeg))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"jpeg")
    reader.setScaledSize(reader.size().scaled(_THUMBNAIL * ratio, Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    picture.setDevicePixelRatio(ratio)
    return picture
