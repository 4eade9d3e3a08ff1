"""Measures and colours that every part of the window shares, all worked out from the palette in force.

No colour is fixed: each is made from palette roles, and moved lighter or darker until it can be read on its
ground. The ratios are those of WCAG 2.2, 1.4.3 and 1.4.11 (4.5 for text, 3 for signs).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QColor, QFont, QPalette

__all__ = [
    "CELL_MARGIN",
    "GRID",
    "ICON",
    "LARGE_ICON",
    "ROW_HEIGHT",
    "accent",
    "bad",
    "blended",
    "contrast",
    "hairline",
    "heading_font",
    "is_dark",
    "muted",
    "ok",
    "readable",
    "small_font",
    "tabular_font",
    "tint",
    "warn",
]

GRID: Final = 8
"""Every distance is a multiple or a half of this, in device-independent pixels."""
ROW_HEIGHT: Final = 34
"""Of the rows of tables and lists."""
CELL_MARGIN: Final = 12
"""At the left and right of a table's cell and of the words over it."""
ICON: Final = 16
"""Side of an icon beside text."""
LARGE_ICON: Final = 56
"""Side of the one icon of an empty view."""

_TEXT_RATIO: Final = 4.5
_SIGN_RATIO: Final = 3.0
_OK_HUE: Final = 145
_WARN_HUE: Final = 35
_BAD_HUE: Final = 4


def is_dark(palette: QPalette) -> bool:
    return _luminance(palette.color(QPalette.ColorRole.Base)) < 0.18


def muted(palette: QPalette) -> QColor:
    """Text of the second rank; still readable on the window and in lists."""
    ground = palette.color(QPalette.ColorRole.Base)
    text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
    return readable(blended(text, ground, 0.38), palette.color(QPalette.ColorRole.Window), _TEXT_RATIO)


def accent(palette: QPalette) -> QColor:
    """The system's accent, for the one thing that matters most: progress, the frame of a drop, links."""
    colour = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
    return readable(colour, palette.color(QPalette.ColorRole.Base), _SIGN_RATIO)


def ok(palette: QPalette) -> QColor:
    return _sign(_OK_HUE, palette)


def warn(palette: QPalette) -> QColor:
    """For what a person should look at; as text or as a sign."""
    return _sign(_WARN_HUE, palette)


def bad(palette: QPalette) -> QColor:
    """For what failed."""
    return _sign(_BAD_HUE, palette)


def tint(colour: QColor, palette: QPalette, strength: float = 0.16) -> QColor:
    """A ground for text: the list's own with a breath of `colour`."""
    return blended(palette.color(QPalette.ColorRole.Base), colour, strength)


def hairline(palette: QPalette) -> QColor:
    """For the one-pixel lines between areas."""
    window = palette.color(QPalette.ColorRole.Window)
    return blended(window, palette.color(QPalette.ColorRole.WindowText), 0.16)


def tabular_font(font: QFont) -> QFont:
    """`font` with figures of equal width, so that numbers stand in columns and do not jump."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


def small_font(font: QFont) -> QFont:
    """For captions and counts."""
    return _scaled(font, 0.92)


def heading_font(font: QFont) -> QFont:
    """For the one sentence of an empty view and the titles of settings."""
    heading = _scaled(font, 1.3)
    heading.setWeight(QFont.Weight.DemiBold)
    return heading


def blended(first: QColor, second: QColor, share: float) -> QColor:
    """`first` with `share` (0 to 1) of `second` mixed in."""
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * share,
        first.greenF() + (second.greenF() - first.greenF()) * share,
        first.blueF() + (second.blueF() - first.blueF()) * share,
    )


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: QColor, ground: QColor, ratio: float) -> QColor:
    """`colour`, moved towards white or black just so far that it has `ratio` on `ground`."""
    away = QColor("white") if _luminance(ground) < 0.18 else QColor("black")
    for step in range(21):
        moved = blended(colour, away, step / 20)
        if contrast(moved, ground) >= ratio:
            return moved
    return away


def _sign(hue: int, palette: QPalette) -> QColor:
    ground = palette.color(QPalette.ColorRole.Base)
    lightness = 165 if is_dark(palette) else 95
    return readable(QColor.fromHsl(hue, 150, lightness), ground, _TEXT_RATIO)


def _scaled(font: QFont, factor: float) -> QFont:
    changed = QFont(font)
    if font.pointSizeF() > 0:
        changed.setPointSizeF(font.pointSizeF() * factor)
    else:
        changed.setPixelSize(round(font.pixelSize() * factor))
    return changed


def _luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2.2, 0 to 1."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
