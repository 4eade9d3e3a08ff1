"""From the selection and the actions to the controller: what each action does, and when it can be used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.intake.joining import is_joined
from transcritor_gui.model import FINISHED, Job, JobStatus
from transcritor_gui.ui.actions import Actions
from transcritor_gui.ui.job_list.job_commands import (
    JobCommand,
    affected,
    can_be_joined,
    may_hold_documents,
    needs_password,
    pauses,
    possible,
    same_password,
)
from transcritor_gui.ui.job_list.job_model import JobModel
from transcritor_gui.ui.job_list.job_story import RowAction
from transcritor_gui.ui.job_list.job_table import JobTable
from transcritor_gui.ui.job_list.password_prompt import PasswordPrompt
from transcritor_gui.ui.menus import show_row_menu
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.widgets.icons import icon
from transcritor_gui.ui.widgets.notice_bar import Notice
from transcritor_gui.ui.widgets.question import Question, ask

__all__ = ["JobControl"]

_UNDO_MS = 10_000
_REFRESH_MS = 100
"""Progress comes up to 20 times a second, and 10,000 rows may be selected."""


class JobControl(QObject):
    """Does what is asked of jobs. `log_folder` is what "Show log" opens."""

    notice = Signal(object)
    """Notice"""
    review_wanted = Signal(object)
    """Job"""
    join_wanted = Signal(object)
    """tuple[UUID, ...]: pictures that are to be one document."""
    separate_wanted = Signal(object)
    """tuple[UUID, ...]: joined documents that are not to be one."""
    attached_wanted = Signal(object)
    """tuple[UUID, ...]: those whose attached documents are to be taken in."""
    options_wanted = Signal(object)
    """tuple[Job, ...]: those that are to be transcribed again, with options."""
    team_settings_wanted = Signal()

    def __init__(
        self, controller: Controller, model: JobModel, table: JobTable, actions: Actions, *, log_folder: Path
    ) -> None:
        super().__init__(table)
        self._controller = controller
        self._model = model
        self._table = table
        self._actions = actions
        self._log_folder = log_folder
        self._is_restoring = False
        self.prompt = PasswordPrompt(table)
        self.prompt.password_given.connect(self._on_password)
        table.selected_jobs_changed.connect(self.refresh)
        table.action_clicked.connect(self.act)
        table.menu_wanted.connect(self._on_menu_wanted)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REFRESH_MS)
        self._soon.timeout.connect(self.refresh)
        model.dataChanged.connect(self._refresh_soon)
        model.counts_changed.connect(self._refresh_soon)
        actions.pause_or_resume.triggered.connect(self._pause_or_resume)
        actions.pause_or_resume_all.triggered.connect(self._pause_or_resume_all)
        actions.retry.triggered.connect(self._retry)
        actions.retry_with_options.triggered.connect(self._ask_options)
        actions.join_pictures.triggered.connect(self._join)
        actions.take_in_attached.triggered.connect(self._take_in_attached)
        actions.separate_pictures.triggered.connect(self._separate)
        actions.cancel.triggered.connect(self._cancel)
        actions.move_up.triggered.connect(self._move_up)
        actions.move_to_top.triggered.connect(self._move_to_top)
        actions.enter_password.triggered.connect(self._enter_password)
        actions.show_file.triggered.connect(self._show_file)
        actions.remove.triggered.connect(self._remove)
        actions.undo_remove.triggered.connect(self._undo_remove)
        actions.purge.triggered.connect(self._ask_purge)
        actions.select_all.triggered.connect(table.selectAll)
        self.refresh()

    # What can be done now

    @Slot()
    def _refresh_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def refresh(self) -> None:
        jobs = self._table.selected_jobs()
        actions = self._actions
        can = possible(jobs)
        can_pause = JobCommand.PAUSE in can
        _show_as(
            actions.pause_or_resume,
            is_pause=can_pause or not jobs,
            pause=tr("&Pause"),
            resume=tr("Carry o&n"),
        )
        actions.pause_or_resume.setEnabled(can_pause or JobCommand.RESUME in can)
        for action, command in (
            (actions.retry, JobCommand.RETRY),
            (actions.retry_with_options, JobCommand.RETRY),
            (actions.cancel, JobCommand.CANCEL),
            (actions.move_up, JobCommand.MOVE_UP),
            (actions.move_to_top, JobCommand.MOVE_TO_TOP),
            (actions.enter_password, JobCommand.ENTER_PASSWORD),
            (actions.export, JobCommand.EXPORT),
            (actions.print_text, JobCommand.EXPORT),
        ):
            action.setEnabled(command in can)
        actions.join_pictures.setEnabled(can_be_joined(jobs))
        actions.separate_pictures.setEnabled(any(is_joined(job.path) for job in jobs))
        actions.take_in_attached.setEnabled(bool(may_hold_documents(jobs)))
        for action in (actions.remove, actions.purge):
            action.setEnabled(bool(jobs))
        actions.undo_remove.setEnabled(self._controller.can_undo_remove)
        actions.show_file.setEnabled(len(jobs) == 1)
        actions.open_review.setEnabled(bool(jobs))
        counts = self._model.status_counts
        is_active = counts[JobStatus.QUEUED] > 0 or (
            counts[JobStatus.RUNNING] > 0 and bool(affected(JobCommand.PAUSE, self._model.jobs()))
        )
        is_pause = is_active or not counts[JobStatus.PAUSED]
        _show_as(
            actions.pause_or_resume_all,
            is_pause=is_pause,
            pause=tr("Pause all"),
            resume=tr("Carry on with all"),
        )
        actions.pause_or_resume_all.setEnabled(is_active or counts[JobStatus.PAUSED] > 0)

    def is_working(self) -> bool:
        """Whether something is being transcribed or waits for its turn."""
        return pauses(self._model.jobs())

    @Slot(QPoint)
    def _on_menu_wanted(self, where: QPoint) -> None:
        if self._table.selected_jobs():
            show_row_menu(self._table, self._actions, where)

    # Actions

    @Slot()
    def _pause_or_resume(self) -> None:
        jobs = self._table.selected_jobs()
        pausable = affected(JobCommand.PAUSE, jobs)
        if pausable:
            self._controller.pause(pausable)
        else:
            self._controller.resume(affected(JobCommand.RESUME, jobs))

    @Slot()
    def _pause_or_resume_all(self) -> None:
        jobs = tuple(self._model.jobs())
        pausable = affected(JobCommand.PAUSE, jobs)
        if pausable:
            self._controller.pause(pausable)
        else:
            paused = tuple(job.id for job in jobs if job.status is JobStatus.PAUSED)
            self._controller.resume(paused)

    @Slot()
    def _retry(self) -> None:
        self._controller.retry(affected(JobCommand.RETRY, self._table.selected_jobs()))

    @Slot()
    def _ask_options(self) -> None:
        selected = self._table.selected_jobs()
        again = frozenset(affected(JobCommand.RETRY, selected))
        self.options_wanted.emit(tuple(job for job in selected if job.id in again))

    @Slot()
    def _join(self) -> None:
        self.join_wanted.emit(tuple(job.id for job in self._table.selected_jobs()))

    @Slot()
    def _take_in_attached(self) -> None:
        self.attached_wanted.emit(may_hold_documents(self._table.selected_jobs()))

    @Slot()
    def _separate(self) -> None:
        selected = self._table.selected_jobs()
        self.separate_wanted.emit(tuple(job.id for job in selected if is_joined(job.path)))

    @Slot()
    def _cancel(self) -> None:
        self._controller.cancel(affected(JobCommand.CANCEL, self._table.selected_jobs()))

    @Slot()
    def _move_up(self) -> None:
        self._controller.move_up(affected(JobCommand.MOVE_UP, self._table.selected_jobs()))

    @Slot()
    def _move_to_top(self) -> None:
        self._controller.move_to_top(affected(JobCommand.MOVE_TO_TOP, self._table.selected_jobs()))

    @Slot()
    def _show_file(self) -> None:
        for job in self._table.selected_jobs()[:1]:
            self._show_folder(job)

    @Slot()
    def _remove(self) -> None:
        job_ids = affected(JobCommand.REMOVE, self._table.selected_jobs())
        if not job_ids:
            return
        self._controller.remove(job_ids)
        self._actions.undo_remove.setEnabled(True)
        words = ntr(
            "{count} transcription removed from the list",
            "{count} transcriptions removed from the list",
            len(job_ids),
        )
        self.notice.emit(Notice(words, tr("Undo"), self._undo_remove, shown_ms=_UNDO_MS))

    @Slot()
    def _undo_remove(self) -> None:
        self._is_restoring = True
        self._controller.undo_remove()
        self._actions.undo_remove.setEnabled(self._controller.can_undo_remove)

    def select_restored(self, jobs: Sequence[Job]) -> None:
        """`jobs` are in the table again: where they come back by an undo, they are what the person was at."""
        if self._is_restoring and jobs:
            self._is_restoring = False
            self._table.select_job(jobs[0].id)

    @Slot()
    def _ask_purge(self) -> None:
        jobs = self._table.selected_jobs()
        if not jobs:
            return
        question = Question(
            title=tr("Delete for good"),
            text=ntr(
                "Delete {count} transcription and its text for good?",
                "Delete {count} transcriptions and their text for good?",
                len(jobs),
            ),
            details=tr("The files themselves are not touched. This cannot be undone."),
            yes=tr("Delete"),
            no=tr("Keep"),
            is_dangerous=True,
        )
        job_ids = affected(JobCommand.REMOVE, jobs)
        ask(self._table.window(), question, lambda: self._controller.purge(job_ids), name="purgeQuestion")

    # The action of a row

    @Slot(object, object)
    def act(self, job: Job, action: RowAction) -> None:
        """Do what the row of `job` offers."""
        match action:
            case RowAction.ENTER_PASSWORD:
                self._ask_password(job)
            case RowAction.TRY_AGAIN:
                self._controller.retry((job.id,))
            case RowAction.SHOW_FILE:
                self._show_folder(job)
            case RowAction.SHOW_LOG:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))
            case RowAction.LOOK:
                self.review_wanted.emit(job)
            case RowAction.CARRY_ON:
                self._controller.resume((job.id,))
            case RowAction.OPEN_SETTINGS:
                self.team_settings_wanted.emit()

    def _show_folder(self, job: Job) -> None:
        """Where its file lies; that of the pictures for a document that was joined."""
        if is_joined(job.path):
            beside = Path(job.path)
            self._controller.intake.request_pictures(
                job.id, lambda pictures: self._open_folder(pictures[0] if pictures else beside)
            )
        else:
            self._open_folder(Path(job.path))

    def _open_folder(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
            self.notice.emit(Notice(tr("The folder could not be opened: {folder}", folder=path.parent)))

    # Passwords

    @Slot()
    def _enter_password(self) -> None:
        for job in self._table.selected_jobs():
            if needs_password(job):
                self._ask_password(job)
                return

    def _ask_password(self, job: Job) -> None:
        row = self._model.row_of(job.id)
        if row is not None:
            self.prompt.ask(row, job.name)

    @Slot(object, str)
    def _on_password(self, job_id: object, password: str) -> None:
        """The password is tried on all that were selected, or added, together with this one."""
        asked = self._model.job(cast("UUID", job_id))
        if asked is None:
            return
        tried = same_password(asked, selected=self._table.selected_jobs(), jobs=self._model.jobs())
        for wanted in tried:
            self._controller.set_password(wanted, password)
        if len(tried) > 1:
            words = ntr(
                "The password is tried on {count} file", "The password is tried on {count} files", len(tried)
            )
            self.notice.emit(Notice(words))

    # For the window's end

    def unfinished(self) -> int:
        """How many documents are not done yet, paused ones as well."""
        return sum(1 for job in self._model.jobs() if job.status not in FINISHED)

    def paused(self) -> int:
        """How many documents wait for somebody to let them go on."""
        return sum(1 for job in self._model.jobs() if job.status is JobStatus.PAUSED)


def _show_as(action: QAction, *, is_pause: bool, pause: str, resume: str) -> None:
    words = pause if is_pause else resume
    if action.text() != words:
        action.setText(words)
        action.setIcon(icon("pause" if is_pause else "play"))
