"""Draws the words of a page over its picture: a faint box each, doubtful and corrected ones tinted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

__all__ = ["paint_boxes", "paint_mark"]

_DOUBT: Final = QColor(214, 122, 0)
_CORRECTED: Final = QColor(20, 125, 60)
_FOUND: Final = QColor(30, 90, 200)
"""On the picture itself, which is white paper in light and dark alike."""


def paint_boxes(
    painter: QPainter,
    boxes: Sequence[QRectF],
    doubtful: Sequence[QRectF],
    corrected: Sequence[QRectF],
    found: Sequence[QRectF],
    *,
    accent: QColor,
) -> None:
    """The painter must be scaled to the units of the boxes; lines keep their width on the screen."""
    painter.setPen(_cosmetic(_with_alpha(accent, 0.28), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects(list(boxes))
    painter.setPen(_cosmetic(_DOUBT, 1.5))
    painter.setBrush(_with_alpha(_DOUBT, 0.25))
    painter.drawRects(list(doubtful))
    painter.setPen(_cosmetic(_CORRECTED, 1.5))
    painter.setBrush(_with_alpha(_CORRECTED, 0.12))
    painter.drawRects(list(corrected))
    painter.setPen(_cosmetic(_FOUND, 2))
    painter.setBrush(_with_alpha(_FOUND, 0.2))
    painter.drawRects(list(found))


def paint_mark(painter: QPainter, rect: QRectF, accent: QColor, strength: float) -> None:
    """The word under the mouse, or the selected one, at `rect` of the view."""
    painter.setPen(QPen(accent, 2))
    painter.setBrush(_with_alpha(accent, strength))
    painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 2, 2)


def _cosmetic(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen


def _with_alpha(colour: QColor, alpha: float) -> QColor:
    changed = QColor(colour)
    changed.setAlphaF(alpha)
    return changed
