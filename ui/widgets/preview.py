"""The pages with their tools: page list, zoom, where the seal will sit."""

from functools import cached_property

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from castforms.model.entry import FieldPath
from castforms.model.measure import Face, Substitution
from castforms.model.pages import PageBox
from ui.theme import GAP
from ui.widgets.labels import muted, set_severity, tool
from ui.widgets.page_painter import PageFonts
from ui.widgets.page_strip import PageStrip
from ui.widgets.page_view import Fit, PageView

_SUBSTITUTED = "本机缺少下列字体，由别的字体代替。版式和行数不变，字形略有不同；装上原字体后重新打开即可："
_MOST_SHOWN = 20
_STEPS = (0.25, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


class Preview(QWidget):
    """Shows pages as soon as their fonts are open; opens one font file at a time so that typing never waits."""

    clicked = Signal(object)

    def __init__(self, fonts: PageFonts) -> None:
        super().__init__()
        self.fonts = fonts
        self.view = PageView(self.fonts)
        self.view.clicked.connect(self.clicked)
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(self._show_zoom)
        self._waiting: tuple[tuple[PageBox, ...], tuple[Face, ...]] | None = None
        self._told: tuple[Substitution, ...] = ()
        self._opening = QTimer(self, singleShot=True, interval=0)
        self._opening.timeout.connect(self._open_next)
        self._note = muted("正在排版……")
        self._note.setContentsMargins(24, 24, 24, 24)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._note)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools())
        self._pages = QHBoxLayout()
        self._pages.setSpacing(0)
        self._pages.addWidget(self._stack, 1)
        column.addLayout(self._pages, 1)

    @cached_property
    def strip(self) -> PageStrip:
        """The small pictures; made when they are first asked for."""
        strip = PageStrip(self.fonts)
        strip.chosen.connect(self.view.go_to_page)
        strip.show_pages(self.view.pages)
        self._pages.insertWidget(0, strip)
        return strip

    def show_strip(self, shown: bool) -> None:
        """Shows or hides the small pictures."""
        self.strip.setVisible(shown)
        self.strip.show_current(self.page_list.currentIndex())

    def show_substitutions(self, substitutions: tuple[Substitution, ...]) -> None:
        """Tells that fonts of this machine stand in for those the standard names."""
        if substitutions == self._told:
            return
        self._told = substitutions
        self.fonts_button.setVisible(bool(substitutions))
        lines = [_substitution_words(substitution) for substitution in substitutions]
        self.fonts_button.setToolTip("\n".join((_SUBSTITUTED, *dict.fromkeys(lines))))

    def toggle_seals(self) -> None:
        """Shows or hides where the stamp will sit."""
        self.seal_button.toggle()

    def show_pages(self, pages: tuple[PageBox, ...], missing: tuple[Face, ...]) -> None:
        """Shows the pages; `missing` are their faces that are not open yet."""
        if missing:
            self._waiting = (pages, missing)
            self._opening.start()
            return
        self._waiting = None
        self._list_pages(len(pages))
        self.seal_button.setVisible(any(page.seals for page in pages))
        self.view.show_pages(pages)
        self.page_list.setCurrentIndex(self.view.page)  # that of a list made anew is the first
        if "strip" in self.__dict__:
            self.strip.show_pages(pages)
        self._stack.setCurrentWidget(self.view)

    def show_note(self, text: str) -> None:
        """Says why there are no pages."""
        self._note.setText(text)
        self._stack.setCurrentWidget(self._note)

    def mark(self, path: FieldPath) -> None:
        """Marks the answer being edited."""
        self.view.mark(path)

    def follow(self, path: FieldPath, before: int, *, now: bool) -> None:
        """Keeps the line of the cursor in sight, from now on or from the next pages on."""
        self.view.follow(path, before, now=now)

    def zoom_in(self) -> None:
        """One step larger."""
        self.view.set_zoom(next((step for step in _STEPS if step > self.view.zoom + 0.01), _STEPS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        self.view.set_zoom(next((step for step in reversed(_STEPS) if step < self.view.zoom - 0.01), _STEPS[0]))

    def fit_width(self) -> None:
        """The page as wide as the view."""
        self.view.set_fit(Fit.WIDTH)

    def fit_page(self) -> None:
        """The whole page in the view."""
        self.view.set_fit(Fit.PAGE)

    def true_size(self) -> None:
        """100 %."""
        self.view.set_zoom(1.0)

    def _open_next(self) -> None:
        if self._waiting:
            pages, missing = self._waiting
            self.fonts.open(missing[0])
            self.show_pages(pages, missing[1:])

    def _tools(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(GAP, 4, GAP, 4)
        row.setSpacing(2)
        self.page_list = QComboBox()
        self.page_list.setAccessibleName("页")
        self.page_list.setToolTip("转到某一页")
        self.page_list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.page_list.activated.connect(self.view.go_to_page)
        self.strip_button = tool("缩略图", "显示或隐藏页面缩略图（Ctrl+4）")
        self.strip_button.setCheckable(True)
        self.strip_button.toggled.connect(self.show_strip)
        self.fonts_button = tool("字体", "")
        self.fonts_button.setAccessibleName("本机缺少的字体")
        self.fonts_button.clicked.connect(
            lambda: QToolTip.showText(QCursor.pos(), self.fonts_button.toolTip(), self.fonts_button)
        )
        set_severity(self.fonts_button, "warning")
        self.fonts_button.hide()
        row.addWidget(self.page_list)
        row.addWidget(self.strip_button)
        row.addWidget(self.fonts_button)
        row.addStretch(1)
        self.zoom_button = tool("100%", "实际大小（Ctrl+0）")
        self.seal_button = tool("印章", "显示印章将盖的位置（虚线圆，只在屏幕上显示，不会印出）")
        self.seal_button.setCheckable(True)
        self.seal_button.setChecked(True)
        self.seal_button.hide()
        self.seal_button.toggled.connect(self.view.show_seals)
        for button, action in (
            (tool("－", "缩小（Ctrl+-）"), self.zoom_out),
            (self.zoom_button, self.true_size),
            (tool("＋", "放大（Ctrl++）"), self.zoom_in),
            (tool("页宽", "适合页宽（Ctrl+1）"), self.fit_width),
            (tool("整页", "显示整页（Ctrl+2）"), self.fit_page),
        ):
            button.clicked.connect(action)
            row.addWidget(button)
        row.addWidget(self.seal_button)
        return bar

    def _list_pages(self, count: int) -> None:
        if self.page_list.count() != count:
            self.page_list.clear()
            self.page_list.addItems([f"{number} / {count} 页" for number in range(1, count + 1)])

    def _show_page(self, number: int) -> None:
        self.page_list.setCurrentIndex(number)
        if "strip" in self.__dict__:
            self.strip.show_current(number)

    def _show_zoom(self, zoom: float) -> None:
        self.zoom_button.setText(f"{zoom:.0%}")


def _substitution_words(substitution: Substitution) -> str:
    which = f"的“{substitution.characters[:_MOST_SHOWN]}”" if substitution.characters else ""
    return f"{substitution.wanted}{which} → {substitution.used}"
