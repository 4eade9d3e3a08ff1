"""Paints the rows of the job table: selection, names, figures, and the story with its bar and its action.

Nothing is a widget in a cell: 1,000 progress bars would take 262 ms to set up, painting takes none.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from transcritor_gui.model import Job, WorkPlace
from transcritor_gui.ui.job_list.job_cells import cell_alignment
from transcritor_gui.ui.job_list.job_model import FOLDER_ROLE, JOB_ROLE, STORY_ROLE
from transcritor_gui.ui.job_list.job_order import Column
from transcritor_gui.ui.job_list.job_story import Story, Tone
from transcritor_gui.ui.job_list.row_look import RowLook
from transcritor_gui.ui.widgets import theme

__all__ = ["JobDelegate"]

_Index = QModelIndex | QPersistentModelIndex

_BAR_WIDTHS = (5 * theme.GRID, 12 * theme.GRID)
"""The bar takes a seventh of the column, between these; the same in every row."""
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
        self._look: RowLook | None = None

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
        look = self._look_for(option)
        painter.save()
        painter.setFont(look.font)
        self._paint_ground(painter, option, index, look)
        rect = _inner(option.rect)
        if index.column() == Column.PROGRESS:
            self._paint_story(painter, index, rect, look)
        else:
            if index.column() == Column.NAME:
                rect = _paint_mark(painter, index, rect, look)
                rect = _paint_folder(painter, str(index.data(FOLDER_ROLE)), rect, look)
            painter.setPen(look.text if index.column() == Column.NAME else look.muted)
            text = look.elided(str(index.data()), Qt.TextElideMode.ElideMiddle, rect.width())
            painter.drawText(rect, _ALIGNMENTS[index.column()], text)
        painter.restore()

    def _look_for(self, option: QStyleOptionViewItem) -> RowLook:
        if self._look is None or not self._look.fits(option.palette, option.font):
            self._look = RowLook(option.palette, option.font)
        return self._look

    def action_rect(self, option: QStyleOptionViewItem, story: Story) -> QRect:
        """Where the words of the row's action are, in the viewport; an empty one where there is none."""
        return _places(_inner(option.rect), self._look_for(option), story)[2]

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

    def story_width(self, option: QStyleOptionViewItem, story: Story) -> int:
        """What the cell of this story needs, so that nothing of it is cut."""
        metrics = self._look_for(option).metrics
        width = theme.ICON + theme.GRID + metrics.horizontalAdvance(story.text) + 2 * theme.CELL_MARGIN + 2
        if story.fraction is not None:
            width += _BAR_WIDTHS[0] + theme.GRID + theme.CELL_MARGIN
        if story.action is not None:
            width += metrics.horizontalAdvance(story.action_text) + 2 * theme.GRID
        return width

    # Parts

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, look: RowLook
    ) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            is_active = bool(option.state & QStyle.StateFlag.State_Active)
            painter.fillRect(rect, look.selected if is_active else look.selected_elsewhere)
            if index.column() == Column.NAME:
                edge = QRect(rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(edge, look.accent if is_active else look.muted)
        elif self._hot is not None and self._hot[0] == index.row():
            painter.fillRect(rect, look.under_mouse)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.line)

    def _paint_story(self, painter: QPainter, index: _Index, rect: QRect, look: RowLook) -> None:
        story = cast("Story", index.data(STORY_ROLE))
        bar, words, action = _places(rect, look, story)
        sign = QPoint(rect.left(), rect.center().y() - theme.ICON // 2 + 1)
        scale = painter.device().devicePixelRatio()
        painter.drawPixmap(sign, look.sign(story.icon, story.tone, scale))
        if story.fraction is not None and not bar.isEmpty():
            _paint_bar(painter, bar, story, look)
        painter.setPen(look.text)
        text = _fitting(story, look, words.width())
        text = look.elided(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(_LEFT), text)
        if action.isEmpty():
            return
        if self._hot == (index.row(), True):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.link_ground)
            painter.drawRoundedRect(QRectF(action), 4, 4)
        painter.setPen(look.link)
        label = QRect(action.left() + theme.GRID // 2, rect.top(), action.width(), rect.height())
        text = look.elided(story.action_text, Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label, int(_LEFT), text)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ALIGNMENTS = tuple(cell_alignment(column).value for column in Column)


def _inner(rect: QRect) -> QRect:
    return rect.adjusted(theme.CELL_MARGIN, 0, -theme.CELL_MARGIN, -1)


def _places(rect: QRect, look: RowLook, story: Story) -> tuple[QRect, QRect, QRect]:
    """Of the bar, the words, and the action.

    The action is never cut before the words are, nor they for a bar that has nothing to show.
    """
    left = rect.left() + theme.ICON + theme.GRID
    right = rect.right()
    action_width = 0
    if story.action is not None:
        action_width = min(look.width_of(story.action_text) + theme.GRID + 1, right - left)
    room = right - left - action_width
    bar = QRect()
    least, most = _BAR_WIDTHS
    needed = _LEAST_TEXT if story.fraction else max(_LEAST_TEXT, look.width_of(story.text))
    if story.fraction is not None and room - least - theme.CELL_MARGIN >= needed:
        width = min(most, max(least, rect.width() // 7))
        bar = QRect(left, rect.center().y() - _BAR_HEIGHT // 2 + 1, width, _BAR_HEIGHT)
        left += width + theme.GRID
        room = right - left - action_width
    gap = theme.GRID if story.action is not None else 0
    text = _fitting(story, look, room - gap)
    words_width = max(0, min(look.width_of(text) + 1, room - gap))
    words = QRect(left, rect.top(), words_width, rect.height())
    height = look.metrics.height() + theme.GRID // 2
    action = QRect(words.right() + gap, rect.center().y() - height // 2 + 1, action_width, height)
    return bar, words, action if story.action is not None else QRect()


def _fitting(story: Story, look: RowLook, width: int) -> str:
    """What the story says where there is so much room for its words."""
    has_room = look.width_of(story.text) <= width
    return story.text if has_room or not story.brief else story.brief


def _paint_mark(painter: QPainter, index: _Index, rect: QRect, look: RowLook) -> QRect:
    """The mark of a job at the team server, at the end of its name's cell; what is left of `rect`."""
    if cast("Job", index.data(JOB_ROLE)).place is not WorkPlace.TEAM:
        return rect
    size = theme.ICON
    place = QPoint(rect.right() - size, rect.center().y() - size // 2 + 1)
    scale = painter.device().devicePixelRatio()
    painter.drawPixmap(place, look.sign("server", Tone.MUTED, scale))
    return rect.adjusted(0, 0, -(size + theme.GRID), 0)


def _paint_folder(painter: QPainter, folder: str, rect: QRect, look: RowLook) -> QRect:
    """The quiet second line of a name that stands there more than once; the place of its first line."""
    if not folder:
        return rect
    first, second = look.metrics.height(), look.small_metrics.height()
    top = rect.center().y() - (first + second) // 2 + 1
    painter.save()
    painter.setFont(look.small_font)
    painter.setPen(look.muted)
    text = look.small_metrics.elidedText(folder, Qt.TextElideMode.ElideLeft, rect.width())
    painter.drawText(QRect(rect.left(), top + first, rect.width(), second), int(_LEFT), text)
    painter.restore()
    return QRect(rect.left(), top, rect.width(), first)


def _paint_bar(painter: QPainter, rect: QRect, story: Story, look: RowLook) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = rect.height() / 2
    painter.setBrush(look.groove)
    painter.drawRoundedRect(QRectF(rect), radius, radius)
    if story.fraction:
        width = max(float(rect.height()), rect.width() * story.fraction)
        painter.setBrush(look.muted if story.tone is Tone.MUTED else look.accent)
        painter.drawRoundedRect(QRectF(rect.left(), rect.top(), width, rect.height()), radius, radius)
    painter.restore()
