"""Colours, fonts and icons of the table's rows, worked out once a palette and not at every painted cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette, QPixmap

from transcritor_gui.ui.job_list.job_story import Tone
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["RowLook"]

_TONES: dict[Tone, Callable[[QPalette], QColor] | None] = {
    Tone.PLAIN: None,
    Tone.MUTED: theme.muted,
    Tone.ACCENT: theme.accent,
    Tone.OK: theme.ok,
    Tone.WARN: theme.warn,
    Tone.BAD: theme.bad,
}


_MOST_WIDTHS: Final = 4096


class RowLook:
    """For one palette and one font; `fits` tells whether it still is the right one."""

    def __init__(self, palette: QPalette, font: QFont) -> None:
        self._key = (palette.cacheKey(), font.key())
        self._palette = QPalette(palette)
        self._signs: dict[tuple[str, Tone, float], QPixmap] = {}
        self._widths: dict[str, int] = {}
        self.font = theme.tabular_font(font)
        self.metrics = QFontMetrics(self.font)
        self.small_font = theme.small_font(font)
        self.small_metrics = QFontMetrics(self.small_font)
        self.text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
        self.muted = theme.muted(palette)
        self.accent = theme.accent(palette)
        self.selected = theme.tint(self.accent, palette, 0.20)
        self.selected_elsewhere = theme.tint(self.muted, palette, 0.14)
        """The selection while another part of the window, or another program, has the keyboard."""
        self.under_mouse = theme.tint(self.text, palette, 0.04)
        self.line = theme.tint(self.text, palette, 0.07)
        self.groove = theme.tint(self.text, palette, 0.13)
        self.link = theme.readable(self.accent, self.selected, 4.5)
        self.link_ground = theme.tint(self.accent, palette, 0.30)

    def fits(self, palette: QPalette, font: QFont) -> bool:
        return self._key == (palette.cacheKey(), font.key())

    def width_of(self, text: str) -> int:
        """In pixels; most words of the table stand in many rows."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            width = self._widths[text] = self.metrics.horizontalAdvance(text)
        return width

    def elided(self, text: str, mode: Qt.TextElideMode, width: int) -> str:
        """`text` as it fits into so many pixels."""
        return text if self.width_of(text) <= width else self.metrics.elidedText(text, mode, width)

    def sign(self, name: str, tone: Tone, scale: float) -> QPixmap:
        """The icon in its colour, for a screen of this scale."""
        kept = self._signs.get((name, tone, scale))
        if kept is None:
            size = QSize(theme.ICON, theme.ICON)
            kept = icon(name, self._palette, colour=_TONES[tone]).pixmap(size, scale)
            self._signs[name, tone, scale] = kept
        return kept
