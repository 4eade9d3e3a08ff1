"""The line icons of the window, drawn in the text colour of the palette in force.

An icon is drawn from its SVG each time Qt asks, at the size and scale asked for: it is crisp at any scale
and follows a change between light and dark by itself. The drawings are Lucide's (resources/icons/LICENSE).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer

from transcritor_gui.paths import resource_dir

__all__ = ["ICON_NAMES", "application_icon", "icon"]

ICON_NAMES: Final = (
    "alert", "bookmark", "check", "chevron-down", "chevron-left", "chevron-right", "clock", "copy", "export",
    "eye", "file", "fit", "folder", "frame", "image", "inbox", "info", "languages", "lock", "pause", "play",
    "plus", "printer",
    "retry", "scan-text", "search", "server", "settings", "sliders", "stop", "top", "trash",
    "turn-left", "turn-right", "undo", "up", "upload", "worst-first", "x", "zoom-in", "zoom-out",
)  # fmt: skip

_APPLICATION_ICON_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)


def icon(
    name: str, palette: QPalette | None = None, *, colour: Callable[[QPalette], QColor] | None = None
) -> QIcon:
    """The icon called `name`, one of ICON_NAMES; ValueError for another.

    It is drawn with `palette`, or with the application's palette of the moment where that is None. `colour`
    replaces the text colour of the normal state (`theme.warn`, `theme.ok`...); disabled and selected icons
    always look like the text beside them.
    """
    if name not in ICON_NAMES:
        raise ValueError(f"no icon is called {name}")
    return QIcon(_LineIconEngine(name, palette, colour))


def application_icon() -> QIcon:
    """The program's own icon, for windows and the task bar."""
    found = QIcon()
    for size_px in _APPLICATION_ICON_SIZES:
        found.addFile(str(_folder() / "app" / f"transcritor-{size_px}.png"), QSize(size_px, size_px))
    return found


class _LineIconEngine(QIconEngine):
    """Draws one SVG in the colours of a palette."""

    _clones: ClassVar[list[QIconEngine]] = []
    """Qt owns and deletes a clone, but PySide would delete it as soon as Python forgot it."""

    def __init__(
        self, name: str, palette: QPalette | None, colour: Callable[[QPalette], QColor] | None
    ) -> None:
        super().__init__()
        self._name = name
        self._palette = palette
        self._colour = colour

    def clone(self) -> QIconEngine:
        copy = _LineIconEngine(self._name, self._palette, self._colour)
        self._clones.append(copy)
        return copy

    def key(self) -> str:
        return "transcritor-line-icon"

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRect(QPoint(0, 0), QSize(side, side))
        square.moveCenter(rect.center())
        scale = painter.device().devicePixelRatio()
        painter.drawPixmap(square.topLeft(), self._drawn(side, scale, mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """`size` is in device-independent pixels (measured with Qt 6.11); the result has more."""
        return self._drawn(min(size.width(), size.height()), scale, mode)

    def _drawn(self, side: int, scale: float, mode: QIcon.Mode) -> QPixmap:
        colour = self._colour_for(mode)
        key = f"{self.key()}/{self._name}/{side}/{scale}/{colour.rgba():08x}"
        kept = QPixmap()
        if QPixmapCache.find(key, kept):
            return kept
        pixmap = QPixmap(QSize(1, 1) * max(1, math.ceil(side * scale)))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(_svg(self._name, colour, side)).render(painter, QRectF(0, 0, side, side))
        painter.end()
        QPixmapCache.insert(key, pixmap)
        return pixmap

    def _colour_for(self, mode: QIcon.Mode) -> QColor:
        palette = self._palette if self._palette is not None else QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
        if mode == QIcon.Mode.Selected:
            return palette.color(QPalette.ColorRole.HighlightedText)
        if self._colour is not None:
            return self._colour(palette)
        return palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)


def _svg(name: str, colour: QColor, side: int) -> QByteArray:
    """The drawing in `colour`; its lines are 2 of 24 units where it is small, and finer where it is large."""
    width = 2.0 if side <= 20 else max(1.25, 2.0 * 20 / side)
    text = _source(name).replace("currentColor", colour.name())
    text = text.replace(
        'stroke-width="2"', f'stroke-width="{width:.2f}" stroke-opacity="{colour.alphaF():.3f}"'
    )
    return QByteArray(text.encode())


@cache
def _source(name: str) -> str:
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")


def _folder() -> Path:
    return resource_dir() / "icons"
