"""The pages one below the other, as they will be printed."""

import sys
from collections.abc import Iterator
from enum import Enum
from math import ceil, floor

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from castforms.model.entry import FieldPath
from castforms.model.pages import PageBox
from ui import theme
from ui.widgets.page_painter import Band, PageFonts, changed_band, paint_page, paint_seals
from ui.widgets.printed_answers import Extent, line_at, marks, nearest

POINT = 96 / 72
"""Device-independent pixels of a point at 100 %."""
_GAP = 14
_SMALLEST, _LARGEST = 0.25, 4.0


class Fit(Enum):
    """What decides the zoom."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


class PageView(QAbstractScrollArea):
    """Draws the pages in sight; a click asks for the answer below it."""

    clicked = Signal(object)
    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, fonts: PageFonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fonts = fonts
        self._pages: tuple[PageBox, ...] = ()
        self._pictures: dict[int, tuple[PageBox, float, QPixmap]] = {}
        self._active: FieldPath = ()
        self._before: int | None = None
        self._sought = False
        self._seals = True
        self._fit = Fit.WIDTH
        self._zoom = 1.0
        self._page = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("页面预览")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing behind need be drawn
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalScrollBar().valueChanged.connect(self._note_page)
        self.setMinimumWidth(300)

    @property
    def pages(self) -> tuple[PageBox, ...]:
        """The pages shown."""
        return self._pages

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """1 is the true size."""
        return self._zoom

    def show_pages(self, pages: tuple[PageBox, ...]) -> None:
        """Shows other pages at the place where the view is; where little has changed, little is drawn."""
        before, self._pages = self._pages, pages
        self._pictures = {number: kept for number, kept in self._pictures.items() if number < len(pages)}
        self.setAccessibleDescription(f"共 {len(pages)} 页")
        if [(page.width, page.height) for page in before] != [(page.width, page.height) for page in pages]:
            self._arrange()
        else:
            self._update_changed(before)
        if before and (self._sought or self._before is not None):  # what is seen first is the first page
            self._sought = not self._bring_into_sight()

    def _update_changed(self, before: tuple[PageBox, ...]) -> None:
        for number, (old, new) in enumerate(zip(before, self._pages, strict=True)):
            if old.seals != new.seals:
                self.viewport().update()
            elif band := changed_band(old, new):
                self.viewport().update(self._band_rect(number, band))

    def show_seals(self, shown: bool) -> None:
        """Shows or hides where the stamp will sit."""
        self._seals = shown
        self.viewport().update()

    def mark(self, path: FieldPath) -> None:
        """Marks the answer being edited, and brings it into sight if nothing of it is; an empty one, once it is not."""
        self._active, self._before = path, None
        self._sought = not self._bring_into_sight()
        self.viewport().update()

    def follow(self, path: FieldPath, before: int, *, now: bool) -> None:
        """Marks the answer being edited, and keeps the line in sight that prints its character behind so many others.

        Blanks are not counted.  Without `now` it is sought on the next pages only.
        """
        if path != self._active:
            self._active = path
            self.viewport().update()
        self._before = before
        if now:
            self._sought = not self._bring_into_sight()

    def set_fit(self, fit: Fit) -> None:
        """Fits the width or the whole of the page in sight into the view, and any page whenever its size changes."""
        bar, page = self.verticalScrollBar(), self._page
        top, self._fit = bar.value() / max(1, self._height()), fit
        self._arrange()
        bar.setValue(round(top * self._height()))
        if fit is Fit.PAGE:
            self.go_to_page(page)

    def set_zoom(self, zoom: float) -> None:
        """Zooms freely; what was in the middle stays there."""
        bar = self.verticalScrollBar()
        middle = (bar.value() + self.viewport().height() / 2) / max(1, self._height())
        self._fit, self._zoom = Fit.FREE, min(_LARGEST, max(_SMALLEST, zoom))
        self._arrange()
        bar.setValue(round(middle * self._height() - self.viewport().height() / 2))

    def go_to_page(self, number: int) -> None:
        """Brings a page (from 0) to the top."""
        if 0 <= number < len(self._pages):
            self.verticalScrollBar().setValue(round(self._top(number)) - _GAP // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the pages in sight.

        An exception that left here would end the program (PySide 6.11), so it goes the way of the others by hand.
        """
        try:
            self._paint(event.rect())
        except Exception:  # noqa: BLE001 - see above
            self._pages = ()
            sys.excepthook(*sys.exc_info())

    def _paint(self, area: QRect) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(area, QColor(theme.colours().backdrop))
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        window = QRect(offset, self.viewport().size())
        tint = theme.tinted(theme.LIGHT.accent, 38)
        for number, page in enumerate(self._pages):
            place = self._page_rect(number)
            if not window.intersects(place):
                continue
            corner = self._on_pixel(place.topLeft() - offset)
            painter.drawPixmap(corner, self._picture(number, page))
            painter.translate(corner)
            band = (area.top() - corner.y()) / self._scale, (area.bottom() - corner.y()) / self._scale
            for rect in marks(page, self._active, band):
                painter.fillRect(QRectF(*(value * self._scale for value in rect)), tint)
            if self._seals:
                paint_seals(painter, page, self._scale)
            painter.translate(-corner)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.colours().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows that the arrow keys turn the pages now."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Shows it no longer."""
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Asks for the answer below the mouse."""
        path = self.path_at(event.position().toPoint())
        if path:
            self.clicked.emit(path)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last page."""
        if event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to_page(0 if event.key() == Qt.Key.Key_Home else len(self._pages) - 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits again."""
        super().resizeEvent(event)
        self._arrange()

    def path_at(self, point: QPoint) -> FieldPath:
        """The answer printed nearest to that point of the view; empty where there is none near."""
        x, y = point.x() + self.horizontalScrollBar().value(), point.y() + self.verticalScrollBar().value()
        for number, page in enumerate(self._pages):
            place = self._page_rect(number)
            if place.contains(x, y):
                return nearest(page, (x - place.left()) / self._scale, (y - place.top()) / self._scale)
        return ()

    @property
    def _scale(self) -> float:
        return POINT * self._zoom

    def _window(self) -> tuple[int, int]:
        return self.viewport().width(), self.viewport().height()

    def _picture(self, number: int, page: PageBox) -> QPixmap:
        ratio = self.devicePixelRatioF()
        kept = self._pictures.get(number)
        if kept and kept[1] == self._scale * ratio:
            if kept[0] is not page:
                self._mend(kept[2], kept[0], page)
                self._pictures[number] = (page, kept[1], kept[2])
            return kept[2]
        size = self._page_rect(number).size()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        paint_page(painter, page, self._fonts, self._scale)
        self._frame(painter, size)
        painter.end()
        self._pictures[number] = (page, self._scale * ratio, picture)
        return picture

    def _on_pixel(self, point: QPoint) -> QPointF:
        """The nearest point where a pixel of the screen begins: between two of them a picture would be smeared."""
        ratio = self.devicePixelRatioF()
        return QPointF(round(point.x() * ratio) / ratio, round(point.y() * ratio) / ratio)

    def _mend(self, picture: QPixmap, old: PageBox, new: PageBox) -> None:
        """Draws the strip anew in which the pages differ."""
        band = changed_band(old, new)
        if band is None:
            return
        size = QSize(round(new.width * self._scale), round(new.height * self._scale))
        strip = self._strip(band, size.width())
        painter = QPainter(picture)
        painter.setClipRect(strip)
        painter.fillRect(strip, Qt.GlobalColor.white)
        paint_page(painter, new, self._fonts, self._scale, (strip.top() / self._scale, strip.bottom() / self._scale))
        self._frame(painter, size)
        painter.end()

    def _strip(self, band: Band, width: int) -> QRect:
        top, bottom = floor(band[0] * self._scale) - 1, ceil(band[1] * self._scale) + 1
        return QRect(0, top, width, bottom - top)

    def _band_rect(self, number: int, band: Band) -> QRect:
        """Where the strip is on the screen; a mark may reach a little beyond it."""
        place = self._page_rect(number)
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return self._strip(band, place.width()).translated(place.topLeft() - offset).adjusted(-4, -4, 4, 4)

    def _frame(self, painter: QPainter, size: QSize) -> None:
        painter.setPen(QColor(theme.colours().line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(0, 0, size.width() - 1, size.height() - 1)

    def _arrange(self) -> None:
        if self._pages and self._fit is not Fit.FREE:
            self._zoom = self._fitting()
        wide, high = self._window()
        widest = max((page.width for page in self._pages), default=0) * self._scale + 2 * _GAP
        for bar, content, window in (
            (self.horizontalScrollBar(), round(widest), wide),
            (self.verticalScrollBar(), self._height(), high),
        ):
            bar.setRange(0, max(0, content - window))
            bar.setPageStep(window)
            bar.setSingleStep(40)
        self.zoom_changed.emit(self._zoom)
        self._note_page()
        self.viewport().update()

    def _fitting(self) -> float:
        width = max(page.width for page in self._pages) * POINT
        height = max(page.height for page in self._pages) * POINT
        bar = self.verticalScrollBar().sizeHint().width() if self.verticalScrollBar().isHidden() else 0
        zoom = (self.viewport().width() - 2 * _GAP - bar) / width
        if self._fit is Fit.PAGE:
            zoom = min(zoom, (self.viewport().height() - 2 * _GAP) / height)
        return min(2.0, max(_SMALLEST, zoom))

    def _height(self) -> int:
        return round(self._top(len(self._pages)))

    def _top(self, number: int) -> float:
        return _GAP + sum(round(page.height * self._scale) + _GAP for page in self._pages[:number])

    def _page_rect(self, number: int) -> QRect:
        page = self._pages[number]
        width, height = round(page.width * self._scale), round(page.height * self._scale)
        left = max(_GAP, (self.viewport().width() - width) // 2)
        return QRect(left, round(self._top(number)), width, height)

    def _places(self, path: FieldPath) -> Iterator[QRectF]:
        for number, page in enumerate(self._pages):
            for mark in marks(page, path):
                yield self._place(number, mark)

    def _place(self, number: int, extent: Extent) -> QRectF:
        return QRectF(*(value * self._scale for value in extent)).translated(self._page_rect(number).topLeft())

    def _bring_into_sight(self) -> bool:
        """Scrolls where the cursor's line, or with no cursor any line, is not seen; tells whether there is one."""
        if self._before is None:
            places = list(self._places(self._active))
        else:
            line = line_at(self._pages, self._active, self._before)
            places = [self._place(*line)] if line else []
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        if places and not any(top <= place.top() and place.bottom() <= top + height for place in places):
            self.verticalScrollBar().setValue(round(places[0].top() - height / 3))
        return bool(places)

    def _note_page(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        tops = [number for number in range(len(self._pages)) if self._top(number) <= middle]
        number = tops[-1] if tops else 0
        if number != self._page:
            self._page = number
            self.page_changed.emit(number)
