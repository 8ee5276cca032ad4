"""Colours, spacing and the few rules of style beyond the platform's own look, for light and dark alike."""

import sys
from typing import NamedTuple

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

GAP = 8
"""Distance between things that belong together, in device-independent pixels."""
MARGIN = 16
"""Distance of a group from its surroundings."""
IS_NATIVE = sys.platform in {"win32", "darwin"}
"""Whether the platform has a style of its own; elsewhere it is Qt's Fusion."""


class Colours(NamedTuple):
    """What the platform's palette has no role for."""

    accent: str
    on_accent: str
    muted: str
    """Hints; contrast with `window` at least 4.5 : 1 (WCAG 2.2, 1.4.3)."""
    line: str
    card: str
    backdrop: str
    """Behind the pages of the preview."""
    handle: str
    """Of a scroll bar; contrast with `card` and `backdrop` at least 3 : 1 (WCAG 2.2, 1.4.11)."""
    error: str
    warning: str
    hint: str

    def of(self, severity: str) -> str:
        """Text colour of a finding by the name of its severity."""
        return {"error": self.error, "warning": self.warning}.get(severity, self.hint)


LIGHT = Colours(
    accent="#1f5fa8",
    on_accent="#ffffff",
    muted="#5d6670",
    line="#d5d9de",
    card="#ffffff",
    backdrop="#e4e7eb",
    handle="#7c848d",
    error="#b3261e",
    warning="#8a5300",
    hint="#1f5fa8",
)
DARK = Colours(
    accent="#8ab4f0",
    on_accent="#10233b",
    muted="#a9b1ba",
    line="#474d55",
    card="#2a2e33",
    backdrop="#17191c",
    handle="#7d8691",
    error="#f2a39c",
    warning="#eabf6a",
    hint="#8ab4f0",
)


def is_dark(palette: QPalette | None = None) -> bool:
    """Whether the platform shows light text on dark ground."""
    palette = palette or QGuiApplication.palette()
    return palette.windowText().color().lightness() > palette.window().color().lightness()


def colours() -> Colours:
    """The colours that suit the platform's palette as it is now."""
    return DARK if is_dark() else LIGHT


def apply(application: QApplication) -> None:
    """Dresses the whole program; again whenever the platform turns light or dark."""
    application.setStyleSheet(_style_sheet(colours()) + ("" if IS_NATIVE else _scroll_bars(colours())))


def tinted(colour: str, alpha: int) -> QColor:
    """The colour, see-through; `alpha` from 0 to 255."""
    tint = QColor(colour)
    tint.setAlpha(alpha)
    return tint


def _style_sheet(c: Colours) -> str:
    return f"""
    QLabel#muted, QLabel#hint {{ color: {c.muted}; }}
    QLabel#required {{ color: {c.error}; font-weight: 600; }}
    QLabel[severity="error"], QLabel#muted[severity="error"] {{ color: {c.error}; }}
    QLabel[severity="warning"], QLabel#muted[severity="warning"] {{ color: {c.warning}; }}
    QLabel[severity="hint"], QLabel#muted[severity="hint"] {{ color: {c.hint}; }}
    QFrame#card {{ background: {c.card}; border: 1px solid {c.line}; border-radius: 6px; }}
    QFrame#bar {{ background: {c.card}; border-bottom: 1px solid {c.line}; }}
    QFrame#notice {{ background: {c.card}; border-bottom: 2px solid {c.warning}; }}
    QFrame#rule {{ background: {c.line}; max-height: 1px; min-height: 1px; border: none; }}
    QScrollArea, QScrollArea > QWidget > QWidget#sheet {{ background: transparent; border: none; }}
    QLineEdit, QPlainTextEdit {{
        border: 1px solid {c.line}; border-radius: 4px; padding: 4px 6px; background: palette(base);
        selection-background-color: {c.accent}; selection-color: {c.on_accent};
    }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {c.accent}; padding: 3px 5px; }}
    QLineEdit[severity="error"], QPlainTextEdit[severity="error"] {{ border-color: {c.error}; }}
    QLineEdit[severity="warning"], QPlainTextEdit[severity="warning"] {{ border-color: {c.warning}; }}
    QPushButton {{
        border: 1px solid {c.line}; border-radius: 4px; padding: 5px 12px; background: palette(button);
    }}
    QPushButton:hover {{ border-color: {c.accent}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.accent}; }}
    QPushButton:focus {{ padding: 4px 11px; }}
    QPushButton:pressed {{ background: {c.line}; }}
    QPushButton:disabled {{ color: {c.muted}; }}
    QPushButton#primary {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: 600; }}
    QPushButton#primary:focus {{ border: 2px solid palette(window-text); }}
    QPushButton#primary:disabled {{ background: {c.line}; color: {c.muted}; border-color: {c.line}; }}
    QPushButton#link {{
        border: 1px solid transparent; background: transparent; color: {c.accent}; padding: 4px 6px; text-align: left;
    }}
    QPushButton#link:hover {{ text-decoration: underline; }}
    QPushButton#link:focus {{ border: 1px solid {c.accent}; }}
    QPushButton#link:disabled {{ color: {c.muted}; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 3px 6px; color: palette(window-text); }}
    QToolButton:hover {{ border-color: {c.line}; background: palette(button); }}
    QToolButton:focus {{ padding: 2px 5px; }}
    QToolButton#sign {{ padding: 3px 0px; }}
    QToolButton#sign:focus {{ padding: 2px 0px; }}
    QToolButton[severity="warning"] {{ color: {c.warning}; }}
    QToolButton:checked {{ background: {c.line}; }}
    QToolButton:disabled {{ color: {c.line}; }}
    QCheckBox, QRadioButton {{ padding: 3px 6px 3px 2px; border: 1px solid transparent; border-radius: 4px; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent}; }}
    QTreeView {{ border: none; background: palette(window); }}
    QTreeView#list {{ background: {c.card}; border: 1px solid {c.line}; border-radius: 6px; }}
    QTreeView#list::item, QListView::item {{ padding: 5px 4px; border-bottom: 1px solid {c.line}; }}
    QListView {{ background: {c.card}; border: 1px solid {c.line}; border-radius: 6px; }}
    QTableWidget {{ background: {c.card}; border: 1px solid {c.line}; gridline-color: {c.line}; }}
    QTableWidget::item {{ padding: 3px 4px; }}
    QTableWidget::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
    QListView::indicator:unchecked, QTreeView::indicator:unchecked, QCheckBox::indicator:unchecked {{
        border: 1px solid {c.muted}; border-radius: 3px; background: palette(base);
    }}
    QCheckBox::indicator:unchecked:disabled {{ border-color: {c.line}; }}
    QListView::item:selected, QTreeView::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
    QTreeView:focus {{ border: 1px solid {c.accent}; border-radius: 4px; }}
    QHeaderView::section {{
        background: transparent; border: none; border-bottom: 1px solid {c.line}; padding: 4px 7px; color: {c.muted};
    }}
    QSplitter::handle {{ background: {c.line}; }}
    QSplitter::handle:horizontal {{ width: 1px; }}
    QSplitter::handle:vertical {{ height: 1px; }}
    QStatusBar {{ border-top: 1px solid {c.line}; }}
    QStatusBar::item {{ border: none; }}
    """


def _scroll_bars(c: Colours) -> str:
    """Flat ones: Fusion paints each with dozens of gradients, in several threads, which is seen when a form comes."""
    return f"""
    QScrollBar:vertical {{ background: transparent; width: 14px; }}
    QScrollBar:horizontal {{ background: transparent; height: 14px; }}
    QScrollBar::handle {{ background: {c.handle}; border-radius: 4px; margin: 3px; min-width: 28px; min-height: 28px; }}
    QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {c.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0px; height: 0px; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    """
