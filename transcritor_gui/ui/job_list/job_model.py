"""The jobs as a Qt table: filtered (`row_filter`), sorted (`job_order`), and kept up to date in place.

It filters and sorts by itself: with 10,000 rows a QSortFilterProxyModel needs 1.5 s for a sort, this 4 ms.
Every change is told to views as the smallest honest one, so that selection and scrolling survive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from transcritor_gui.jobs.events import StageChanged
from transcritor_gui.model import ACTIVE, Job, JobStatus
from transcritor_gui.model.job_criteria import JobCriteria
from transcritor_gui.ui.job_list.durations import of_one, steadied
from transcritor_gui.ui.job_list.job_cells import (
    cell_alignment,
    cell_text,
    column_heading,
    hover_text,
    spoken_text,
)
from transcritor_gui.ui.job_list.job_groups import JobGroup, group_of
from transcritor_gui.ui.job_list.job_order import (
    Column,
    Entry,
    RowOrder,
    entry_of,
)
from transcritor_gui.ui.job_list.job_story import RowAction, Story, story_of
from transcritor_gui.ui.job_list.repeated_names import RepeatedNames, folder_words
from transcritor_gui.ui.job_list.row_filter import RowFilter, search_words

__all__ = ["FOLDER_ROLE", "JOB_ROLE", "STORY_ROLE", "JobModel"]

JOB_ROLE = Qt.ItemDataRole.UserRole
"""The Job of the row."""
STORY_ROLE = Qt.ItemDataRole.UserRole + 1
"""The Story of the row."""
FOLDER_ROLE = Qt.ItemDataRole.UserRole + 2
"""What stands below the name: the folder of a file whose name another file has too, and the tags."""

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_MOST_RANGES = 16
"""Changes in more places than this are told as one range that spans them all."""


class JobModel(QAbstractTableModel):
    """All jobs; its rows are those that pass the filter, in order."""

    counts_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[UUID, Entry] = {}
        self._seconds_left: dict[UUID, float | None] = {}
        self._all_seconds_left: float | None = None
        self._stages: dict[UUID, StageChanged] = {}
        self._names = RepeatedNames()
        self._rows: list[UUID] = []
        self._row_of: dict[UUID, int] = {}
        self._counts: Counter[JobStatus] = Counter()
        self._groups: Counter[JobGroup] = Counter()
        self._filter = RowFilter()
        self._order = RowOrder()

    # What there is

    @property
    def group(self) -> JobGroup:
        return self._filter.group

    def job(self, job_id: UUID) -> Job | None:
        entry = self._entries.get(job_id)
        return None if entry is None else entry.job

    def jobs(self) -> Iterable[Job]:
        """All jobs, whether shown or not."""
        return (entry.job for entry in self._entries.values())

    def job_at(self, row: int) -> Job:
        return self._entries[self._rows[row]].job

    def row_of(self, job_id: UUID) -> int | None:
        return self._row_of.get(job_id)

    def count(self, group: JobGroup) -> int:
        """How many jobs a group of the sidebar holds, whatever is searched for."""
        if group is JobGroup.ALL:
            return len(self._entries)
        return self._groups[group]

    @property
    def status_counts(self) -> Mapping[JobStatus, int]:
        """How many jobs there are of each status; 0 for one that has none."""
        return self._counts

    # Changes

    def load(self, jobs: Iterable[Job]) -> None:
        """Put `jobs` in the place of all there were."""
        self.beginResetModel()
        self._entries = {job.id: entry_of(job) for job in jobs}
        self._seconds_left.clear()
        self._stages.clear()
        self._names.load(map(_file, self._entries.values()))
        self._counts = Counter(job.status for job in self.jobs())
        self._groups = Counter(group_of(job) for job in self.jobs())
        self._set_rows(self._sorted(self._filter.passing(self._entries)))
        self.endResetModel()
        self.counts_changed.emit()

    @Slot(object)
    def add(self, jobs: Iterable[Job]) -> None:
        """Take in new jobs; those that are known already are updated."""
        self.update(jobs, may_add=True)

    @Slot(object)
    def update(self, jobs: Iterable[Job], *, may_add: bool = False) -> None:
        """Take newer snapshots of jobs; unknown ones are left out unless `may_add`."""
        before = dict(self._counts), dict(self._groups)
        reorder = False
        touched: dict[UUID, None] = {}
        new_files: list[tuple[str, str]] = []
        key = self._order.key()
        for job in jobs:
            old = self._entries.get(job.id)
            if old is None and not may_add:
                continue
            new = entry_of(job)
            if old is None:
                new_files.append(_file(new))
            else:
                self._counts[old.job.status] -= 1
                self._groups[group_of(old.job)] -= 1
                reorder = reorder or (job.id in self._row_of and key(old) != key(new))
            self._counts[job.status] += 1
            self._groups[group_of(job)] += 1
            self._entries[job.id] = new
            touched[job.id] = None
            if job.status is not JobStatus.RUNNING:
                self._stages.pop(job.id, None)
        self._tell_names(self._names.add(new_files))
        entering = [i for i in touched if i not in self._row_of and self._filter.passes(self._entries[i])]
        leaving = {i for i in touched if i in self._row_of and not self._filter.passes(self._entries[i])}
        self._take_out(leaving)
        self._put_in(entering)
        if reorder:
            self._reorder(self._sorted(self._rows))
        self._tell_changed(sorted(self._row_of[i] for i in touched if i in self._row_of))
        if before != (dict(self._counts), dict(self._groups)) or entering or leaving:
            self.counts_changed.emit()

    @Slot(object)
    def remove(self, job_ids: Iterable[UUID]) -> None:
        gone = {job_id for job_id in job_ids if job_id in self._entries}
        self._take_out({job_id for job_id in gone if job_id in self._row_of})
        files = [_file(self._entries[job_id]) for job_id in gone]
        for job_id in gone:
            job = self._entries.pop(job_id).job
            self._counts[job.status] -= 1
            self._groups[group_of(job)] -= 1
            self._seconds_left.pop(job_id, None)
            self._stages.pop(job_id, None)
        if gone:
            self._tell_names(self._names.remove(files))
            self.counts_changed.emit()

    def set_seconds_left(self, job_id: UUID, seconds: float | None) -> None:
        """The service's estimate for the rest of a running document; shown with the next snapshot."""
        self._seconds_left[job_id] = steadied(self._seconds_left.get(job_id), seconds)

    def set_seconds_left_of_all(self, seconds: float | None) -> None:
        """The estimate for all that is worked on, which no row tells more than; None while there is none."""
        self._all_seconds_left = seconds

    @Slot(object)
    def set_stage(self, event: StageChanged) -> None:
        """How far a running job at the team server has come."""
        entry = self._entries.get(event.job_id)
        if entry is None or entry.job.status is not JobStatus.RUNNING:
            return
        self._stages[event.job_id] = event
        row = self._row_of.get(event.job_id)
        if row is not None:
            self._tell_changed([row])

    # Filter

    def set_group(self, group: JobGroup) -> None:
        self._filter = replace(self._filter, group=group, held=None)
        self._order = replace(self._order, group=group)
        self._refilter()

    def set_criteria(self, criteria: JobCriteria) -> None:
        """Show jobs only of which these hold."""
        self._filter = replace(self._filter, criteria=criteria, held=None)
        self._refilter()

    def set_search(self, text: str, snippets: Mapping[UUID, str]) -> None:
        """Show jobs whose name holds every word of `text`, and those in `snippets`.

        `snippets` says what was found inside a job's text, for its row to show; rows stand in its order,
        below those whose names were found.
        """
        old, before = self._filter.snippets, self._order
        self._filter = replace(self._filter, words=search_words(text), snippets=snippets, held=None)
        ranks = {job_id: rank for rank, job_id in enumerate(snippets, start=1)}
        self._order = replace(self._order, ranks=ranks)
        self._refilter(is_order_new=self._order != before)
        told = old.keys() | snippets.keys()
        self._tell_changed(sorted(self._row_of[i] for i in told if i in self._row_of))

    def hold(self, job_id: UUID | None) -> None:
        """Let this row stay whatever becomes of it, and the one held before go where it does not pass."""
        if job_id != self._filter.held:
            self._filter = replace(self._filter, held=job_id if job_id in self._row_of else None)
            self._refilter()

    def next_with_doubts(self, job_id: UUID) -> Job | None:
        """The next row below this one, then from the top, that has doubtful words to be looked at."""
        row = self._row_of.get(job_id, -1)
        below = (*self._rows[row + 1 :], *self._rows[: max(0, row)])
        return next((self._entries[other].job for other in below if self._entries[other].job.doubts), None)

    def _refilter(self, *, is_order_new: bool = True) -> None:
        wanted = self._filter.passing(self._entries)
        if not len(wanted) == len(self._rows) == len(self._entries):  # else all were shown, and are
            keep = set(wanted)
            self._take_out({job_id for job_id in self._rows if job_id not in keep})
            self._put_in([job_id for job_id in wanted if job_id not in self._row_of])
        if is_order_new:
            self._reorder(self._sorted(self._rows))

    # Order

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 goes back to the order that nobody has to ask for."""
        self._order = replace(
            self._order,
            column=None if column < 0 else Column(column),
            is_descending=order is Qt.SortOrder.DescendingOrder,
        )
        self._reorder(self._sorted(self._rows))

    def _sorted(self, job_ids: Iterable[UUID]) -> list[UUID]:
        return self._order.sorted([self._entries[job_id] for job_id in job_ids])

    def _reorder(self, rows: list[UUID]) -> None:
        if rows == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        ids = [self._rows[index.row()] for index in kept]
        self._set_rows(rows)
        moved = [
            self.createIndex(self._row_of[job_id], index.column())
            for job_id, index in zip(ids, kept, strict=True)
        ]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _set_rows(self, rows: list[UUID]) -> None:
        self._rows = rows
        self._row_of = {job_id: row for row, job_id in enumerate(rows)}

    # Rows that come and go

    def _put_in(self, job_ids: Sequence[UUID]) -> None:
        """New rows in one insertion: where they stand together, else at the end to be moved afterwards."""
        if not job_ids:
            return
        new = set(job_ids)
        target = self._sorted([*self._rows, *job_ids])
        first = next(row for row, job_id in enumerate(target) if job_id in new)
        together = target[first : first + len(new)]
        if not new.issuperset(together) or target[:first] != self._rows[:first]:
            first = len(self._rows)
            together = list(job_ids)
        self.beginInsertRows(_NO_PARENT, first, first + len(new) - 1)
        self._set_rows([*self._rows[:first], *together, *self._rows[first:]])
        self.endInsertRows()
        self._reorder(target)

    def _take_out(self, job_ids: set[UUID]) -> None:
        """Rows go in one removal; those that are scattered are first moved together."""
        if not job_ids:
            return
        rows = sorted(self._row_of[job_id] for job_id in job_ids)
        first = rows[0]
        if rows[-1] - first + 1 != len(rows):
            staying = [job_id for job_id in self._rows if job_id not in job_ids]
            first = len(staying)
            self._reorder([*staying, *(self._rows[row] for row in rows)])
        self.beginRemoveRows(_NO_PARENT, first, first + len(rows) - 1)
        self._set_rows([*self._rows[:first], *self._rows[first + len(rows) :]])
        self.endRemoveRows()

    def _tell_names(self, names: frozenset[str]) -> None:
        """Rows of these names tell their folder now, or need not any more."""
        if names:
            rows = enumerate(self._entries[job_id] for job_id in self._rows)
            self._tell_changed([row for row, entry in rows if entry.folded_name in names])

    def _second_line(self, job: Job) -> str:
        folder = folder_words(job.path) if self._names.has(self._entries[job.id].folded_name) else ""
        return " · ".join(part for part in (folder, ", ".join(job.tags)) if part)

    def _tell_changed(self, rows: Sequence[int]) -> None:
        """`rows` ascending."""
        ranges: list[tuple[int, int]] = []
        for row in rows:
            if ranges and row == ranges[-1][1] + 1:
                ranges[-1] = (ranges[-1][0], row)
            else:
                ranges.append((row, row))
        if len(ranges) > _MOST_RANGES:
            ranges = [(ranges[0][0], ranges[-1][1])]
        for first, last in ranges:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    # What Qt asks

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_heading(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return cell_alignment(Column(section))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else usual

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        answer = _ANSWERS.get(role)
        if answer is None:
            return None
        return answer(self, self._entries[self._rows[index.row()]].job, _COLUMNS[index.column()])

    def _story(self, job: Job) -> Story:
        is_alone = sum(self._counts[status] for status in ACTIVE) == 1
        seconds = of_one(self._seconds_left.get(job.id), self._all_seconds_left, is_alone=is_alone)
        story = story_of(job, seconds_left=seconds, stage=self._stages.get(job.id))
        snippet = self._filter.snippets.get(job.id)
        is_told_elsewhere = story.action in (None, RowAction.LOOK)  # selected, its pages are looked at anyway
        if snippet is not None and story.fraction is None and is_told_elsewhere:
            return Story("search", story.tone, snippet, detail=story.text)
        return story


def _file(entry: Entry) -> tuple[str, str]:
    return entry.folded_name, entry.job.path


_COLUMNS = tuple(Column)
"""Made once: at every cell that is painted that is asked several times."""
_ANSWERS: dict[int, Callable[[JobModel, Job, Column], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda model, job, column: cell_text(
        job, column, partial(model._story, job)
    ),
    Qt.ItemDataRole.AccessibleTextRole: lambda model, job, column: spoken_text(
        job, column, partial(model._story, job)
    ),
    Qt.ItemDataRole.ToolTipRole: lambda model, job, column: hover_text(
        job, column, partial(model._story, job)
    ),
    Qt.ItemDataRole.TextAlignmentRole: lambda _model, _job, column: cell_alignment(column),
    JOB_ROLE: lambda _model, job, _column: job,
    FOLDER_ROLE: lambda model, job, column: model._second_line(job) if column is Column.NAME else "",
    STORY_ROLE: lambda model, job, _column: model._story(job),
}
