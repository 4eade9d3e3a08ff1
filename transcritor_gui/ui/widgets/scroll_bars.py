"""Slim scroll bars where the style's own are heavy; the system's elsewhere."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractScrollArea

from transcritor_gui.ui.widgets import theme

__all__ = ["slim_scroll_bars"]

_STYLE = """
QScrollBar {{ background: {ground}; border: none; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {handle}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {hot}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
"""


def slim_scroll_bars(
    area: QAbstractScrollArea, *, ground: QPalette.ColorRole = QPalette.ColorRole.Base
) -> None:
    """Make the bars of `area` slim under Fusion, in the colours of its palette now.

    To be called again from its own changeEvent: a parent hears of a new palette before its children have it.
    Windows, macOS and desktop styles keep their own bars.
    """
    if area.style().name().lower() != "fusion":
        return
    palette = area.palette()
    text = palette.color(QPalette.ColorRole.Text)
    under = palette.color(ground)

    def shade(strength: float) -> str:
        colour: QColor = theme.blended(under, text, strength)
        return colour.name()

    style = _STYLE.format(ground=under.name(), handle=shade(0.24), hot=shade(0.42))
    for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
        if bar.styleSheet() != style:
            bar.setStyleSheet(style)
