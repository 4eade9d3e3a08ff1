"""Outlines of fields and boxes that can be seen.

Fusion draws them in the window's colour, made darker: on a dark window a box that is not ticked cannot be
told from its ground. It takes that colour from the field's own palette, where it serves for nothing else.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from transcritor_gui.ui.widgets import theme

__all__ = ["clear_outlines", "outlined"]

_FIELDS: Final = ("QCheckBox", "QRadioButton", "QLineEdit", "QAbstractSpinBox", "QProgressBar")
_DARKER: Final = 140
"""How Fusion makes an outline of a colour, in per cent (qfusionstyle_p_p.h)."""
_RATIO: Final = 3.0
"""WCAG 2.2, 1.4.11."""


def clear_outlines() -> None:
    """Let the fields of all windows have outlines that stand out; again after each change of the palette."""
    if QApplication.style().name().lower() != "fusion":
        return
    wanted = outlined(QApplication.palette())
    for field in _FIELDS:  # PySide's stubs ask for bytes here, and PySide itself for text
        if QApplication.palette(field) != wanted:  # type: ignore[call-overload]
            QApplication.setPalette(wanted, field)  # type: ignore[arg-type]


def outlined(palette: QPalette) -> QPalette:
    """`palette` for a field on a window that has it."""
    window = palette.color(QPalette.ColorRole.Window)
    outline = theme.readable(window.darker(_DARKER), window, _RATIO)
    changed = QPalette(palette)
    changed.setColor(QPalette.ColorRole.Window, outline.lighter(_DARKER))
    return changed
