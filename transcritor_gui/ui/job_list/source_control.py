"""Says what is known of a file that was added again, and asks for one that has moved when it is needed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from transcritor_gui.errors import ErrorCode, ErrorInfo, message_for
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.job_words import day_words
from transcritor_gui.jobs.events import IntakeFinished
from transcritor_gui.model import Job
from transcritor_gui.store import KnownFile
from transcritor_gui.ui.actions import Actions
from transcritor_gui.ui.job_list.job_model import JobModel
from transcritor_gui.ui.job_list.job_table import JobTable
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.widgets.notice_bar import Notice

__all__ = ["SourceControl", "known_words"]

_GATHER_MS: Final = 800
"""Files of one drop are opened one after the other; they are told of together."""
_SHOWN_MS: Final = 12_000
_PICTURE_PX: Final = 1200


class SourceControl(QObject):
    notice = Signal(object)
    """Notice"""
    review_wanted = Signal(object)
    """Job"""

    def __init__(self, controller: Controller, model: JobModel, table: JobTable, actions: Actions) -> None:
        super().__init__(table)
        self._controller = controller
        self._model = model
        self._table = table
        self._action = actions.find_file
        self._new: set[UUID] = set()
        self._known: list[KnownFile] = []
        self._asked: set[UUID] = set()
        """Files that were missed in this window; each is asked for once."""
        self._missed: dict[UUID, int] = {}
        """The page whose picture is wanted."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_GATHER_MS)
        self._soon.timeout.connect(self._tell_known)
        controller.intake_finished.connect(self._on_added)
        controller.jobs_changed.connect(self._on_changed)
        controller.pages.preview_failed.connect(self._on_preview_failed)
        controller.sources.known.connect(self._on_known)
        controller.sources.relocated.connect(self._on_relocated)
        controller.sources.refused.connect(self._on_refused)
        actions.find_file.triggered.connect(self._find_selected)
        table.selected_jobs_changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        self._action.setEnabled(len(self._table.selected_jobs()) == 1)

    # A file that was added again

    @Slot(object)
    def _on_added(self, intake: IntakeFinished) -> None:
        self._new.update(intake.added)
        self._look([job for job_id in intake.added if (job := self._model.job(job_id)) is not None])

    @Slot(object)
    def _on_changed(self, jobs: tuple[Job, ...]) -> None:
        if self._new:
            self._look(jobs)

    def _look(self, jobs: tuple[Job, ...] | list[Job]) -> None:
        """Of those that have been opened by now."""
        for job in jobs:
            if job.id in self._new and job.sha256 is not None:
                self._new.discard(job.id)
                self._controller.sources.request_known(job.id)

    @Slot(object, object)
    def _on_known(self, _job_id: UUID, known: KnownFile) -> None:
        self._known.append(known)
        self._soon.start()

    @Slot()
    def _tell_known(self) -> None:
        known, self._known = self._known, []
        if not known:
            return
        first = known[0].earlier
        self.notice.emit(
            Notice(
                known_words(known), tr("Open it"), partial(self.review_wanted.emit, first), shown_ms=_SHOWN_MS
            )
        )

    # A file that has moved

    @Slot(object, int, object)
    def _on_preview_failed(self, job_id: UUID, page_index: int, error: ErrorInfo) -> None:
        job = self._model.job(job_id)
        if error.code is not ErrorCode.FILE_MISSING or job is None:
            return
        self._missed[job_id] = page_index
        if job_id in self._asked:
            return
        self._asked.add(job_id)
        words = tr("“{name}” is no longer where it was; only its pictures need it.", name=job.name)
        self.notice.emit(Notice(words, tr("Find the file…"), partial(self._find, job), shown_ms=_SHOWN_MS))

    @Slot()
    def _find_selected(self) -> None:
        for job in self._table.selected_jobs()[:1]:
            self._find(job)

    def _find(self, job: Job) -> None:
        dialog = QFileDialog(self._table.window(), tr("Where is “{name}”?", name=job.name))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        suffix = Path(job.name).suffix
        filters = [tr("All files (*)")]
        if suffix:
            filters.insert(0, f"*{suffix} *{suffix.upper()}")
        dialog.setNameFilters(filters)
        dialog.fileSelected.connect(lambda path: self._controller.sources.relocate(job.id, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, int)
    def _on_relocated(self, job_id: UUID, others: int) -> None:
        page_index = self._missed.pop(job_id, None)
        if page_index is not None:
            self._controller.pages.request_preview(job_id, page_index, _PICTURE_PX)
        words = tr("The file was found")
        if others:
            more = ntr(
                "{count} other of its folder was found too",
                "{count} others of its folder were found too",
                others,
            )
            words = tr("{first}; {second}", first=words, second=more)
        self.notice.emit(Notice(words))

    @Slot(object)
    def _on_refused(self, error: ErrorInfo) -> None:
        self.notice.emit(Notice(message_for(error).what, shown_ms=_SHOWN_MS))


def known_words(known: list[KnownFile]) -> str:
    """What is said of files that were transcribed before."""
    if len(known) > 1:
        return ntr(
            "{count} of the files was transcribed already",
            "{count} of the files were transcribed already",
            len(known),
        )
    earlier, corrections = known[0].earlier, known[0].corrections
    moment = earlier.finished_at if earlier.finished_at is not None else earlier.added_at
    day = day_words(moment.astimezone().date())
    if not corrections:
        return tr("“{name}” was transcribed on {day} already", name=earlier.name, day=day)
    return tr(
        "“{name}” was transcribed on {day} already, with {corrections}",
        name=earlier.name,
        day=day,
        corrections=ntr("{count} correction", "{count} corrections", corrections),
    )
