"""Small pictures of the pages; a click, or the arrow keys, go to one."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QWidget

from castforms.model.pages import PageBox
from ui import theme
from ui.widgets.page_painter import PageFonts, paint_page, paint_seals
from ui.widgets.row_list import RoomyDelegate

_WIDTH = 84
"""Of a picture, in device-independent pixels."""
_ROOM = 34
"""Beside the picture, for the frame and the scroll bar."""

Index = QModelIndex | QPersistentModelIndex


class _Pictures(QAbstractListModel):
    """Draws a page when it comes into sight."""

    def __init__(self, fonts: PageFonts, strip: QWidget) -> None:
        super().__init__(strip)
        self._fonts = fonts
        self._strip = strip
        self._pages: tuple[PageBox, ...] = ()
        self._drawn: dict[int, tuple[PageBox, QPixmap]] = {}

    def show_pages(self, pages: tuple[PageBox, ...]) -> None:
        same = len(pages) == len(self._pages)
        if not same:
            self.beginResetModel()
        before, self._pages = self._pages, pages
        if not same:
            self._drawn = {number: kept for number, kept in self._drawn.items() if number < len(pages)}
            self.endResetModel()
            return
        for number, (old, new) in enumerate(zip(before, pages, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number), self.index(number))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        number = index.row()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(number + 1)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"第 {number + 1} 页，共 {len(self._pages)} 页"
            case Qt.ItemDataRole.DecorationRole:
                return self._picture(number, self._pages[number])
        return None

    def _picture(self, number: int, page: PageBox) -> QPixmap:
        kept = self._drawn.get(number)
        if kept and kept[0] == page:
            return kept[1]
        ratio, scale = self._strip.devicePixelRatioF(), _WIDTH / page.width
        picture = QPixmap(QSize(_WIDTH, round(page.height * scale)) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        paint_page(painter, page, self._fonts, scale)
        paint_seals(painter, page, scale)
        painter.setPen(QColor(theme.colours().line))
        painter.drawRect(0, 0, _WIDTH - 1, round(page.height * scale) - 1)
        painter.end()
        self._drawn[number] = (page, picture)
        return picture


class PageStrip(QListView):
    """The pages one below the other."""

    chosen = Signal(int)

    def __init__(self, fonts: PageFonts) -> None:
        super().__init__()
        self._pictures = _Pictures(fonts, self)
        self.setModel(self._pictures)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(RoomyDelegate(self))
        self.setIconSize(QSize(_WIDTH, 2 * _WIDTH))
        self.setFixedWidth(_WIDTH + _ROOM)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("页面缩略图")
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.activated.connect(lambda index: self.chosen.emit(index.row()))

    def show_pages(self, pages: tuple[PageBox, ...]) -> None:
        """Shows other pages."""
        self._pictures.show_pages(pages)

    def show_current(self, number: int) -> None:
        """Marks the page that the large view shows."""
        self.setCurrentIndex(self._pictures.index(number))
