"""The table of jobs as people see it: rows, header, what is under the mouse, and words where it is empty."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import Job
from transcritor_gui.ui.job_list.job_delegate import JobDelegate
from transcritor_gui.ui.job_list.job_header import JobHeader
from transcritor_gui.ui.job_list.job_model import STORY_ROLE, JobModel
from transcritor_gui.ui.job_list.job_order import Column
from transcritor_gui.ui.job_list.job_story import Story
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.scroll_bars import slim_scroll_bars

__all__ = ["JobTable"]

_WIDTHS = {
    Column.NAME: 280,
    Column.PAGES: 72,
    Column.SOURCE: 96,
    Column.CONFIDENCE: 88,
    Column.LANGUAGE: 152,
    Column.ADDED: 96,
}
_LANGUAGE_FROM_WIDTH = 1080
"""In a narrower table the language, mostly the same for all, gives its place to the progress."""
_LEAST_WIDTH = 56
_NAME_SHARE = 0.4
"""Of what the other columns leave, the least for the name, until the user drags the column; it gets all that
the progress does not need."""
_NAME_WIDTHS = (144, 640)
_PROGRESS_WIDTHS = (232, 400)
"""Between a word with its action, and a sentence; longer ones are told in full below the list."""
_ROWS_MEASURED = 100
_MEASURE_MS = 250


class JobTable(QTableView):
    """One row a job. It knows the model and nothing of the service."""

    selected_jobs_changed = Signal()
    job_opened = Signal(object)
    """Job: by Enter or a double click."""
    action_clicked = Signal(object, object)
    """Job, RowAction: the words of a row's action were clicked."""
    menu_wanted = Signal(QPoint)
    """Global position, for a context menu over the selection."""
    drag_wanted = Signal()
    """The selection is being dragged away."""

    def __init__(self, model: JobModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = model
        self.empty_words = ""
        self._name_share: float | None = None
        self._progress_width = 0
        self._is_fitting = False
        self._selected_row = 0
        self._delegate = JobDelegate(self)
        self._delegate.action_clicked.connect(self.action_clicked)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Transcriptions"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self._set_up_headers()
        model.rowsRemoved.connect(self._select_neighbour)
        self._measure_soon = QTimer(self)
        self._measure_soon.setSingleShot(True)
        self._measure_soon.setInterval(_MEASURE_MS)
        self._measure_soon.timeout.connect(self._measure)
        for changed in (model.rowsInserted, model.dataChanged):
            changed.connect(self._measure_later)
        model.modelReset.connect(self._measure)
        slim_scroll_bars(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            slim_scroll_bars(self)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.ROW_HEIGHT)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT)
        header = JobHeader(self)
        self.setHorizontalHeader(header)
        header.setFirstSectionMovable(False)
        header.setMinimumSectionSize(_LEAST_WIDTH)
        self.setSortingEnabled(True)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.PROGRESS, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._on_section_resized)

    # Columns

    @property
    def name_share(self) -> float | None:
        """The name's share of the table's width where the user chose it; None where it follows the rest."""
        return self._name_share

    def set_name_share(self, share: float) -> None:
        self._name_share = min(0.8, max(0.1, share))
        self._fit_name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_name()

    def _fit_name(self) -> None:
        least, most = _NAME_WIDTHS
        self.setColumnHidden(Column.LANGUAGE, self.viewport().width() < _LANGUAGE_FROM_WIDTH)
        if self._name_share is not None:
            width = round(self.viewport().width() * self._name_share)
        else:
            shown = (column for column in _WIDTHS if column is not Column.NAME)
            others = sum(self.columnWidth(column) for column in shown if not self.isColumnHidden(column))
            room = self.viewport().width() - others
            width = max(round(room * _NAME_SHARE), room - max(_PROGRESS_WIDTHS[0], self._progress_width))
        self._is_fitting = True
        self.setColumnWidth(Column.NAME, min(most, max(least, width)))
        self._is_fitting = False

    @Slot()
    def _measure_later(self) -> None:
        if not self._measure_soon.isActive():
            self._measure_soon.start()

    @Slot()
    def _measure(self) -> None:
        """What the progress needs; it grows with what rows tell, and shrinks only with the window or anew."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        rows = range(min(_ROWS_MEASURED, self._jobs.rowCount()))
        stories = (self._story(self._jobs.index(row, Column.PROGRESS)) for row in rows)
        needed = max((self._delegate.story_width(option, story) for story in stories), default=0)
        needed = min(_PROGRESS_WIDTHS[1], needed)
        if needed > self._progress_width:
            self._progress_width = needed
            self._fit_name()

    @Slot(int, int, int)
    def _on_section_resized(self, section: int, _old: int, new: int) -> None:
        if section == Column.NAME and not self._is_fitting and self.viewport().width() > 0:
            self._name_share = new / self.viewport().width()

    # Selection

    def selected_jobs(self) -> tuple[Job, ...]:
        """In the order of the rows. Read from ranges: selectedRows() takes 0.5 s with 50,000."""
        rows: set[int] = set()
        for selected in self.selectionModel().selection().toList():
            rows.update(range(selected.top(), selected.bottom() + 1))
        return tuple(self._jobs.job_at(row) for row in sorted(rows))

    def current_job(self) -> Job | None:
        index = self.currentIndex()
        return self._jobs.job_at(index.row()) if index.isValid() else None

    def select_job(self, job_id: UUID) -> bool:
        """Make this job the selected one and bring it into view; False where the filter hides it."""
        row = self._jobs.row_of(job_id)
        if row is None:
            return False
        index = self._jobs.index(row, Column.NAME)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        chosen = self.selectionModel().selection().toList()
        if chosen:
            self._selected_row = min(one.top() for one in chosen)
        self.selected_jobs_changed.emit()

    @Slot()
    def _select_neighbour(self) -> None:
        """When what was selected has gone, go on with the row that took its place."""
        if self._jobs.rowCount() and not self.selectionModel().hasSelection():
            self.selectRow(min(self._selected_row, self._jobs.rowCount() - 1))

    # Words where there is nothing

    def set_empty_words(self, words: str) -> None:
        """What stands in the middle while no row passes the filter."""
        self.empty_words = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._jobs.rowCount() or not self.empty_words:
            return
        painter = QPainter(self.viewport())
        painter.setPen(theme.muted(self.palette()))
        painter.drawText(
            self.viewport().rect(),
            int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
            self.empty_words,
        )
        painter.end()

    # Mouse and keyboard

    def startDrag(self, _supported: Qt.DropAction) -> None:
        self.drag_wanted.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._set_hot(event.position().toPoint())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self.viewport().unsetCursor()
            if self._delegate.set_hot(None):
                self.viewport().update()
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current_job()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.job_opened.emit(current)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton and not self._is_on_action(point):
            self.job_opened.emit(self._jobs.job_at(index.row()))
        else:
            super().mouseDoubleClickEvent(event)

    def action_rect(self, row: int) -> QRect:
        """Where the action of this row is in the viewport; empty where it has none."""
        index = self._jobs.index(row, Column.PROGRESS)
        return self._delegate.action_rect(self._option(index), self._story(index))

    def _set_hot(self, point: QPoint) -> None:
        index = self.indexAt(point)
        on_action = self._is_on_action(point)
        if not self._delegate.set_hot(index.row() if index.isValid() else None, on_action=on_action):
            return
        if on_action:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().unsetCursor()
        self.viewport().update()

    def _is_on_action(self, point: QPoint) -> bool:
        index = self.indexAt(point)
        if not index.isValid() or index.column() != Column.PROGRESS:
            return False
        return self._delegate.action_rect(self._option(index), self._story(index)).contains(point)

    def _story(self, index: QModelIndex) -> Story:
        return cast("Story", self._jobs.index(index.row(), Column.PROGRESS).data(STORY_ROLE))

    def _option(self, index: QModelIndex) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(self._jobs.index(index.row(), Column.PROGRESS))
        return option

    @Slot(QPoint)
    def _on_menu_requested(self, point: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(point))
