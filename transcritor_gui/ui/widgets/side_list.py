"""The list at the left of a window or dialogue: signs and names to choose from, with a note at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.icons import icon

__all__ = ["FAULT_ROLE", "ICON_ROLE", "NOTE_ROLE", "SideList"]

NOTE_ROLE: Final = Qt.ItemDataRole.UserRole
"""What stands at the right of a name, in quiet letters; None for nothing."""
ICON_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The name of an icon."""
FAULT_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""True where a sign at the right is to say that something is wrong there."""

_CORNER: Final = 6


class SideList(QListView):
    """Shows a model with the roles above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Delegate(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setViewportMargins(0, theme.GRID, 0, 0)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)

    def fitting_width(self) -> int:
        """What every name needs, chosen and with a sign at its right."""
        bold = self.font()
        bold.setWeight(bold.Weight.DemiBold)
        metrics, model = QFontMetrics(bold), self.model()
        names = (str(model.index(row, 0).data()) for row in range(model.rowCount()))
        signs = 2 * (theme.ICON + theme.GRID)
        return max(map(metrics.horizontalAdvance, names), default=0) + signs + 4 * theme.GRID + 1


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(15 * theme.GRID, theme.ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        palette = option.palette
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect.adjusted(theme.GRID, 1, -theme.GRID, -1)
        _paint_ground(painter, option, rect)
        inner = rect.adjusted(theme.GRID, 0, -theme.GRID, 0)
        tone = theme.accent if is_chosen else theme.muted
        icon(str(index.data(ICON_ROLE)), palette, colour=tone).paint(
            painter, _sign_place(inner, inner.left())
        )
        font = option.font
        font.setWeight(font.Weight.DemiBold if is_chosen else font.Weight.Normal)
        painter.setFont(theme.tabular_font(font))
        metrics = QFontMetrics(painter.font())
        right = _paint_note(painter, inner, index, palette)
        label = inner.adjusted(theme.ICON + theme.GRID, 0, -right, 0)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        text = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
    """The tint of what is chosen or under the mouse, and the frame of what has the keyboard."""
    palette = option.palette
    window = palette.color(QPalette.ColorRole.Window)
    tint: QColor | None = None
    if option.state & QStyle.StateFlag.State_Selected:
        tint = theme.blended(window, theme.accent(palette), 0.20)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        tint = theme.blended(window, palette.color(QPalette.ColorRole.WindowText), 0.06)
    by_keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    has_frame = (option.state & by_keyboard) == by_keyboard
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.accent(palette) if has_frame else Qt.PenStyle.NoPen)
    painter.setBrush(tint if tint is not None else Qt.BrushStyle.NoBrush)
    if tint is not None or has_frame:
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)


def _paint_note(
    painter: QPainter, inner: QRect, index: QModelIndex | QPersistentModelIndex, palette: QPalette
) -> int:
    """The note or the sign at the right; how much room it has taken, with the gap before it."""
    if index.data(FAULT_ROLE):
        place = _sign_place(inner, inner.right() - theme.ICON + 1)
        icon("alert", palette, colour=theme.bad).paint(painter, place)
        return theme.ICON + theme.GRID
    note = index.data(NOTE_ROLE)
    if note is None:
        return 0
    painter.setPen(theme.muted(palette))
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(note))
    return painter.fontMetrics().horizontalAdvance(str(note)) + theme.GRID


def _sign_place(inner: QRect, left: int) -> QRect:
    return QRect(left, inner.center().y() - theme.ICON // 2 + 1, theme.ICON, theme.ICON)
