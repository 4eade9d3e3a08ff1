"""Draws the words of a page over its picture: a faint box each, doubtful and corrected ones tinted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from transcritor_gui.model import Box, Word, WordSource

__all__ = ["WordBoxes", "boxes_of", "paint_boxes", "paint_mark"]

_DOUBT: Final = QColor(214, 122, 0)
_CORRECTED: Final = QColor(20, 125, 60)
_FOUND: Final = QColor(30, 90, 200)
"""On the picture itself, which is white paper in light and dark alike."""


@dataclass(frozen=True, slots=True)
class WordBoxes:
    """Where the words of a page lie on its picture, in points."""

    all: tuple[QRectF, ...] = ()
    """In the order of the words."""
    doubtful: tuple[QRectF, ...] = ()
    corrected: tuple[QRectF, ...] = ()
    handwriting: tuple[QRectF, ...] = ()
    """The places of what is written by hand, read or not."""


def boxes_of(
    words: Sequence[Word], place: Callable[[Box], QRectF], *, handwriting: Sequence[Box] = ()
) -> WordBoxes:
    """`place` says where a box of the page lies on its picture."""
    boxes = tuple(place(word.box) for word in words)
    placed = tuple(zip(words, boxes, strict=True))
    return WordBoxes(
        boxes,
        tuple(box for word, box in placed if word.doubtful),
        tuple(box for word, box in placed if word.source is WordSource.CORRECTED),
        tuple(map(place, handwriting)),
    )


def paint_boxes(painter: QPainter, boxes: WordBoxes, found: Sequence[QRectF], *, accent: QColor) -> None:
    """The painter must be scaled to the units of the boxes; lines keep their width on the screen."""
    painter.setPen(_cosmetic(_with_alpha(accent, 0.28), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects(list(boxes.all))
    painter.setPen(_cosmetic(_DOUBT, 1.5))
    painter.setBrush(_with_alpha(_DOUBT, 0.25))
    painter.drawRects(list(boxes.doubtful))
    painter.setPen(_cosmetic(_CORRECTED, 1.5))
    painter.setBrush(_with_alpha(_CORRECTED, 0.12))
    painter.drawRects(list(boxes.corrected))
    frame = _cosmetic(_DOUBT, 1.5)
    frame.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(frame)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects(list(boxes.handwriting))
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
