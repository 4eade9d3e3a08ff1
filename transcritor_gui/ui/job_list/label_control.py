"""From the action to the dialogue of notes and tags, and the line of news with its undo."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.model.labels import Labels
from transcritor_gui.ui.actions import Actions
from transcritor_gui.ui.job_list.job_model import JobModel
from transcritor_gui.ui.job_list.job_table import JobTable
from transcritor_gui.ui.job_list.labels_dialog import LabelsDialog
from transcritor_gui.ui.service.labels_link import LabelsLink
from transcritor_gui.ui.widgets.notice_bar import Notice

__all__ = ["LabelControl"]


class LabelControl(QObject):
    notice = Signal(object)
    """Notice"""

    def __init__(self, link: LabelsLink, model: JobModel, table: JobTable, actions: Actions) -> None:
        super().__init__(table)
        self._link = link
        self._model = model
        self._table = table
        self._action = actions.labels
        actions.labels.triggered.connect(self._open)
        table.selected_jobs_changed.connect(self._refresh)
        link.changed.connect(self._on_changed)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        self._action.setEnabled(bool(self._table.selected_jobs()))

    @Slot()
    def _open(self) -> None:
        jobs = self._table.selected_jobs()
        if not jobs:
            return
        known = {tag for job in self._model.jobs() for tag in job.tags}
        dialog = LabelsDialog(jobs, known, self._table.window())
        dialog.chosen.connect(self._link.put)
        dialog.open()

    @Slot(object)
    def _on_changed(self, before: tuple[Labels, ...]) -> None:
        words = ntr(
            "Note and tags of {count} document kept",
            "Note and tags of {count} documents kept",
            len(before),
        )
        self.notice.emit(Notice(words, tr("Undo"), lambda: self._link.restore(before)))
