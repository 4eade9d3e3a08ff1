"""Paints a place found as a line of text in which the words that are to change stand out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from transcritor_gui.ui.widgets import theme

__all__ = ["MARK_ROLE", "PlaceDelegate"]

MARK_ROLE = Qt.ItemDataRole.UserRole
"""Where in the text of the row the words stand that are to change: (start, end)."""

_Index = QModelIndex | QPersistentModelIndex


class PlaceDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        style = shown.widget.style() if shown.widget is not None else QApplication.style()
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, shown.widget)
        text = shown.fontMetrics.elidedText(
            shown.text, Qt.TextElideMode.ElideRight, room.width() - 2 * theme.GRID
        )
        shown.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        is_selected = bool(shown.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        layout = QTextLayout(text, shown.font)
        layout.setFormats([self._mark(shown, index, len(text), is_selected=is_selected)])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(room.width())
        layout.endLayout()
        painter.save()
        painter.setClipRect(room)
        painter.setPen(shown.palette.color(role))
        top = room.top() + (room.height() - line.height()) / 2
        layout.draw(painter, QPointF(room.left() + theme.GRID // 2, top))
        painter.restore()

    def _mark(
        self, option: QStyleOptionViewItem, index: _Index, length: int, *, is_selected: bool
    ) -> QTextLayout.FormatRange:
        start, end = index.data(MARK_ROLE)
        mark = QTextLayout.FormatRange()
        mark.start = min(start, length)
        mark.length = max(0, min(end, length) - mark.start)
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.Bold)
        if not is_selected:
            ground = option.palette.color(QPalette.ColorRole.Base)
            form.setForeground(theme.readable(theme.accent(option.palette), ground, 4.5))
        mark.format = form
        return mark
