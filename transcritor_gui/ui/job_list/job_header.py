"""The header of the job table: quiet words over their columns, and an arrow at the one that orders it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from transcritor_gui.ui.widgets import theme

__all__ = ["JobHeader"]

_ARROW = 7


class JobHeader(QHeaderView):
    """Painted like the rows, so that words and cells share their edges."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(theme.ROW_HEIGHT - 2)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        if not rect.isValid():
            return
        palette = self.palette()
        painter.save()
        painter.fillRect(rect, palette.color(QPalette.ColorRole.Base))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.hairline(palette))
        is_sorted = self.sortIndicatorSection() == logicalIndex
        is_under_mouse = rect.contains(self.viewport().mapFromGlobal(self.cursor().pos()))
        font = theme.small_font(self.font())
        painter.setFont(font)
        strong = is_sorted or is_under_mouse
        painter.setPen(palette.color(QPalette.ColorRole.Text) if strong else theme.muted(palette))
        inner = rect.adjusted(theme.CELL_MARGIN, 0, -theme.CELL_MARGIN, -1)
        model = self.model()
        text = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        role = Qt.ItemDataRole.TextAlignmentRole
        alignment = model.headerData(logicalIndex, Qt.Orientation.Horizontal, role)
        is_right = bool(alignment & Qt.AlignmentFlag.AlignRight)
        metrics = QFontMetrics(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(alignment), text)
        if is_sorted:
            width = metrics.horizontalAdvance(text)
            middle = inner.right() - width - _ARROW if is_right else inner.left() + width + _ARROW
            is_up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            _paint_arrow(painter, QPointF(middle, inner.center().y() + 0.5), is_up=is_up)
        painter.restore()


def _paint_arrow(painter: QPainter, middle: QPointF, *, is_up: bool) -> None:
    rise = _ARROW / 4 if is_up else -_ARROW / 4
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(painter.pen().color(), 1.5))
    painter.drawPolyline(
        QPolygonF(
            [
                middle + QPointF(-_ARROW / 2, rise),
                middle + QPointF(0, -rise),
                middle + QPointF(_ARROW / 2, rise),
            ]
        )
    )
