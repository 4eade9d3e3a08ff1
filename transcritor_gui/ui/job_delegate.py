"""Paints the rows of the job table: selection, names, figures, and the story with its bar and its action.

Nothing is a widget in a cell: 1,000 progress bars would take 262 ms to set up, painting takes none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from transcritor_gui.model import Job
from transcritor_gui.ui import theme
from transcritor_gui.ui.icons import icon
from transcritor_gui.ui.job_model import JOB_ROLE, STORY_ROLE
from transcritor_gui.ui.job_order import Column
from transcritor_gui.ui.job_story import Story, Tone

__all__ = ["JobDelegate"]

_Index = QModelIndex | QPersistentModelIndex

_BAR_WIDTHS = (6 * theme.GRID, 12 * theme.GRID)
"""The bar takes a fifth of the column, between these; the same in every row."""
_BAR_HEIGHT = 6
_LEAST_TEXT = 12 * theme.GRID
"""Below this width of text the bar gives way to the words."""


class JobDelegate(QStyledItemDelegate):
    """Paints a row; a click on the words of its action is told with `action_clicked`."""

    action_clicked = Signal(object, object)
    """Job, RowAction."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hot: tuple[int, bool] | None = None

    def set_hot(self, row: int | None, *, on_action: bool = False) -> bool:
        """Tell the row under the mouse, and whether the mouse is on its action; True when that is news."""
        hot = None if row is None else (row, on_action)
        is_news = hot != self._hot
        self._hot = hot
        return is_news

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = option.fontMetrics.horizontalAdvance(str(index.data())) + 3 * theme.GRID
        return QSize(width, theme.ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        self._paint_ground(painter, option, index)
        palette = option.palette
        rect = _inner(option.rect)
        painter.setFont(theme.tabular_font(option.font))
        if index.column() == Column.PROGRESS:
            self._paint_story(painter, option, index, rect)
        else:
            leading = index.column() == Column.NAME
            painter.setPen(palette.color(QPalette.ColorRole.Text) if leading else theme.muted(palette))
            metrics = QFontMetrics(painter.font())
            text = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, rect.width())
            painter.drawText(rect, int(_alignment(index)), text)
        painter.restore()

    def action_rect(self, option: QStyleOptionViewItem, story: Story) -> QRect:
        """Where the words of the row's action are, in the viewport; an empty one where there is none."""
        return self._places(_inner(option.rect), option, story)[2]

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        if event.type() is not QEvent.Type.MouseButtonRelease or index.column() != Column.PROGRESS:
            return False
        mouse = cast("QMouseEvent", event)
        story = cast("Story", index.data(STORY_ROLE))
        is_left = mouse.button() is Qt.MouseButton.LeftButton
        if story.action is None or not is_left:
            return False
        if not self.action_rect(option, story).contains(mouse.position().toPoint()):
            return False
        self.action_clicked.emit(cast("Job", index.data(JOB_ROLE)), story.action)
        return True

    # Parts

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        palette, rect = option.palette, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            is_active = bool(option.state & QStyle.StateFlag.State_Active)
            colour = theme.accent(palette) if is_active else theme.muted(palette)
            painter.fillRect(rect, theme.tint(colour, palette, 0.20 if is_active else 0.14))
            if index.column() == Column.NAME:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour)
        elif self._hot is not None and self._hot[0] == index.row():
            painter.fillRect(rect, theme.tint(palette.color(QPalette.ColorRole.Text), palette, 0.04))
        line = theme.tint(palette.color(QPalette.ColorRole.Text), palette, 0.07)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line)

    def _paint_story(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, rect: QRect
    ) -> None:
        story = cast("Story", index.data(STORY_ROLE))
        palette = option.palette
        bar, words, action = self._places(rect, option, story)
        sign = QRect(rect.left(), rect.center().y() - theme.ICON // 2 + 1, theme.ICON, theme.ICON)
        _sign(story, palette).paint(painter, sign)
        if story.fraction is not None and not bar.isEmpty():
            _paint_bar(painter, bar, story.fraction, palette, is_quiet=story.tone is Tone.MUTED)
        metrics = QFontMetrics(painter.font())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        text = metrics.elidedText(story.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(_LEFT), text)
        if action.isEmpty():
            return
        if self._hot == (index.row(), True):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tint(theme.accent(palette), palette, 0.30))
            painter.drawRoundedRect(QRectF(action), 4, 4)
        painter.setPen(_link_colour(palette))
        label = QRect(action.left() + theme.GRID // 2, rect.top(), action.width(), rect.height())
        text = metrics.elidedText(story.action_text, Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label, int(_LEFT), text)

    def _places(self, rect: QRect, option: QStyleOptionViewItem, story: Story) -> tuple[QRect, QRect, QRect]:
        """Of the bar, the words, and the action. The action is never cut before the words are."""
        metrics = QFontMetrics(theme.tabular_font(option.font))
        left = rect.left() + theme.ICON + theme.GRID
        right = rect.right()
        action_width = 0
        if story.action is not None:
            action_width = min(metrics.horizontalAdvance(story.action_text) + theme.GRID + 1, right - left)
        room = right - left - action_width
        bar = QRect()
        least, most = _BAR_WIDTHS
        if story.fraction is not None and room - least - theme.CELL_MARGIN >= _LEAST_TEXT:
            width = min(most, max(least, rect.width() // 5))
            bar = QRect(left, rect.center().y() - _BAR_HEIGHT // 2 + 1, width, _BAR_HEIGHT)
            left += width + theme.CELL_MARGIN
            room = right - left - action_width
        gap = theme.GRID if story.action is not None else 0
        words_width = max(0, min(metrics.horizontalAdvance(story.text) + 1, room - gap))
        words = QRect(left, rect.top(), words_width, rect.height())
        height = metrics.height() + theme.GRID // 2
        action = QRect(words.right() + gap, rect.center().y() - height // 2 + 1, action_width, height)
        return bar, words, action if story.action is not None else QRect()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _inner(rect: QRect) -> QRect:
    return rect.adjusted(theme.CELL_MARGIN, 0, -theme.CELL_MARGIN, -1)


def _alignment(index: _Index) -> Qt.AlignmentFlag:
    return cast("Qt.AlignmentFlag", index.data(Qt.ItemDataRole.TextAlignmentRole))


def _link_colour(palette: QPalette) -> QColor:
    ground = theme.tint(theme.accent(palette), palette, 0.20)
    return theme.readable(theme.accent(palette), ground, 4.5)


def _sign(story: Story, palette: QPalette) -> QIcon:
    colours: dict[Tone, Callable[[QPalette], QColor] | None] = {
        Tone.PLAIN: None,
        Tone.MUTED: theme.muted,
        Tone.ACCENT: theme.accent,
        Tone.OK: theme.ok,
        Tone.WARN: theme.warn,
        Tone.BAD: theme.bad,
    }
    return icon(story.icon, palette, colour=colours[story.tone])


def _paint_bar(painter: QPainter, rect: QRect, fraction: float, palette: QPalette, *, is_quiet: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = rect.height() / 2
    painter.setBrush(theme.tint(palette.color(QPalette.ColorRole.Text), palette, 0.13))
    painter.drawRoundedRect(QRectF(rect), radius, radius)
    if fraction > 0:
        width = max(float(rect.height()), rect.width() * fraction)
        painter.setBrush(theme.muted(palette) if is_quiet else theme.accent(palette))
        painter.drawRoundedRect(QRectF(rect.left(), rect.top(), width, rect.height()), radius, radius)
    painter.restore()
