"""The only object that widgets talk to: requests go in as methods, news comes out as signals.

The service is opened and called on lanes (background threads), never on the GUI thread: service_lanes.py.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs import JobService
from transcritor_gui.jobs.correcting.unkept import UnkeptChanges
from transcritor_gui.jobs.events import (
    AutomaticExportFinished,
    HistoryMended,
    IntakeFinished,
    JobsAdded,
    JobsChanged,
    JobsRemoved,
    PageFinished,
    PagesEdited,
    ServiceFailed,
    StageChanged,
)
from transcritor_gui.model import ExportWish, TranscriptionOptions
from transcritor_gui.settings import Settings, save_settings
from transcritor_gui.ui.service.archive_link import ArchiveLink
from transcritor_gui.ui.service.bridge import Bridge, Delivery
from transcritor_gui.ui.service.export_link import ExportLink
from transcritor_gui.ui.service.intake_link import IntakeLink
from transcritor_gui.ui.service.labels_link import LabelsLink
from transcritor_gui.ui.service.pages_link import PagesLink
from transcritor_gui.ui.service.requests import ReadingRequest
from transcritor_gui.ui.service.review_link import ReviewLink
from transcritor_gui.ui.service.search_link import SearchLink
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes
from transcritor_gui.ui.service.sources_link import SourcesLink
from transcritor_gui.ui.service.team_link import OpenAccess, TeamLink
from transcritor_gui.ui.service.watch_link import WatchLink

__all__ = ["Controller"]


_LOOK_MS = 1_500
"""Between two looks at what other programs have done in the database."""


class Controller(QObject):
    """Requests to the service and its news, for widgets, on the GUI thread.

    `open_service` builds the service; it is called on the command lane, so that opening (and migrating)
    the database never holds up the window. `save_to` is where changed settings are kept.
    """

    started = Signal()
    """The service is open; `jobs_loaded` has been sent."""
    start_failed = Signal(object)
    """ErrorInfo: the database cannot be used. Nothing else will come."""
    stopped = Signal()
    """All work has ended after `stop`; the program may quit."""

    jobs_loaded = Signal(object)
    """tuple[Job, ...]: all there is, once, at the start."""
    jobs_added = Signal(object)
    """tuple[Job, ...]"""
    jobs_changed = Signal(object)
    """tuple[Job, ...]: new snapshots, gathered to at most 20 signals a second."""
    jobs_removed = Signal(object)
    """tuple[UUID, ...]"""
    page_finished = Signal(object)
    """jobs.events.PageFinished"""
    stage_changed = Signal(object)
    """jobs.events.StageChanged"""
    intake_finished = Signal(object)
    """jobs.events.IntakeFinished"""
    service_failed = Signal(object)
    """ErrorInfo of something that belongs to no single job."""

    history_mended = Signal(object)
    """store.Mended: the history was damaged, and what became of it."""

    automatic_export_finished = Signal(object)
    """jobs.ExportOutcome of a document that was exported by itself."""
    settings_changed = Signal(object)
    """Settings, after they have been saved."""

    def __init__(
        self,
        open_service: Callable[[], JobService],
        settings: Settings,
        *,
        save_to: Path,
        open_team_access: OpenAccess,
        unkept: UnkeptChanges | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._save_to = save_to
        self._removals: list[tuple[UUID, ...]] = []
        self._bridge = Bridge(self)
        self._bridge.event_arrived.connect(self._on_event)
        self._lanes = ServiceLanes(open_service, self._bridge, self)
        self._lanes.refused.connect(self.service_failed)
        self.review = ReviewLink(self._lanes, self._bridge, self, unkept=unkept)
        self.labels = LabelsLink(self._lanes, self)
        self.archive = ArchiveLink(self._lanes, self._bridge, self)
        self.exports = ExportLink(self._lanes, self._bridge, self)
        self.intake = IntakeLink(self._lanes, current_options=self._current_options)
        self.pages = PagesLink(self._lanes, self._bridge, self)
        self.search = SearchLink(self._lanes, self)
        self.sources = SourcesLink(self._lanes, self)
        self.watching = WatchLink(self._bridge, self)
        self._is_ending = False
        self._look_soon = QTimer(self)
        self._look_soon.setSingleShot(True)  # the next look waits for the answer to this one
        self._look_soon.setInterval(_LOOK_MS)
        self._look_soon.timeout.connect(self._check_external_changes)
        self.team = TeamLink(open_team_access, self._bridge, self)
        self.team.token_kept.connect(self._on_token_kept)

    @property
    def settings(self) -> Settings:
        return self._settings

    def _current_options(self) -> TranscriptionOptions:
        return self._settings.transcription_options()

    # Life

    def start(self) -> None:
        """Open the service; `jobs_loaded` and `started`, or `start_failed`, follow."""
        self._lanes.open(self._begin, deliver=self._on_opened, refuse=self.start_failed.emit)

    def _begin(self, service: JobService) -> None:
        self.review.keep_what_was_left(service)
        service.check_external_changes()
        # The jobs as they were go ahead of every event about them.
        self._bridge.post(Delivery(self.jobs_loaded.emit, service.jobs()))
        service.subscribe(self._bridge.post)
        service.start(resume=self._settings.resume_interrupted)
        self.watching.begin(service, self._settings)

    def _on_opened(self, _nothing: None) -> None:
        self._look_again(None)
        self.started.emit()

    @Slot()
    def _check_external_changes(self) -> None:
        self._lanes.call(
            LaneName.READS,
            lambda service: service.check_external_changes(),
            self._look_again,
            refuse=self._look_again,
        )

    def _look_again(self, _outcome: object) -> None:
        if not self._is_ending:
            self._look_soon.start()

    def stop(self) -> None:
        """Put running jobs back into the queue and end; `stopped` follows."""
        self._is_ending = True
        self._look_soon.stop()
        self.exports.cancel()
        self.team.forget_waiting()
        self._command(lambda _service: self.watching.end())
        self._lanes.close(self._on_stopped)

    def _on_stopped(self, _outcome: object) -> None:
        self.stopped.emit()

    def wait(self, *, timeout_ms: int) -> bool:
        """Wait for all lanes after `stopped`; False when one is still at work."""
        return self._lanes.wait(timeout_ms=timeout_ms) and self.team.wait(timeout_ms=timeout_ms)

    # Commands

    def pause(self, job_ids: tuple[UUID, ...]) -> None:
        self._command(lambda service: service.pause(job_ids))

    def resume(self, job_ids: tuple[UUID, ...]) -> None:
        self._command(lambda service: service.resume(job_ids))

    def cancel(self, job_ids: tuple[UUID, ...]) -> None:
        self._command(lambda service: service.cancel(job_ids))

    def retry(self, job_ids: tuple[UUID, ...]) -> None:
        """Transcribe again, as the settings are now; pages read with the same options are taken over."""
        options = self._current_options()
        self._command(lambda service: service.retry(job_ids, options=options))

    def retry_with(self, job_ids: tuple[UUID, ...], request: ReadingRequest) -> None:
        """Transcribe again in this way, and write as it says."""

        def retry(service: JobService) -> None:
            service.set_export(job_ids, request.export)
            if request.password:
                service.offer_password(job_ids, request.password)
            service.retry(job_ids, options=request.options)

        self._command(retry)

    def request_export_wish(self, job_id: UUID, deliver: Callable[[ExportWish | None], None]) -> None:
        """What was asked for with this job; `deliver` is called on the GUI thread."""
        self._read(lambda service: service.export_wish(job_id), deliver)

    def remove(self, job_ids: tuple[UUID, ...]) -> None:
        """Take jobs off the list; `undo_remove` brings the last ones back."""
        self._removals.append(job_ids)
        self._command(lambda service: service.remove(job_ids))

    @property
    def can_undo_remove(self) -> bool:
        return bool(self._removals)

    def undo_remove(self) -> None:
        """Bring back what was removed last, and at the next call what was removed before it."""
        if self._removals:
            job_ids = self._removals.pop()
            self._command(lambda service: service.restore(job_ids))

    def purge(self, job_ids: tuple[UUID, ...]) -> None:
        """Delete jobs and all their text for good."""

        def purge(service: JobService) -> None:
            service.purge(job_ids)
            self.review.forget_documents(job_ids)

        self._command(purge)

    def move_up(self, job_ids: tuple[UUID, ...]) -> None:
        self._command(lambda service: service.move_up(job_ids))

    def move_to_top(self, job_ids: tuple[UUID, ...]) -> None:
        self._command(lambda service: service.move_to_top(job_ids))

    def set_password(self, job_id: UUID, password: str) -> None:
        self._command(lambda service: service.set_password(job_id, password))

    def change_settings(self, settings: Settings) -> None:
        """Keep new settings; `settings_changed` follows, or `service_failed` when they cannot be written."""
        before = self._settings

        def save(service: JobService | None) -> Settings:
            try:
                save_settings(settings, self._save_to)
            except OSError as error:
                reason = error.strerror if error.strerror is not None else str(error)
                name = self._save_to.name
                raise TranscritorError(ErrorCode.EXPORT_FAILED, name=name, reason=reason) from error
            if service is not None:
                service.configure(settings)
                self.watching.follow(settings)
                if (settings.work_place, settings.team_address) != (before.work_place, before.team_address):
                    service.team_changed()
            return settings

        self._lanes.run(save, self._on_settings_saved)

    def _on_settings_saved(self, settings: Settings) -> None:
        self._settings = settings
        self.settings_changed.emit(settings)

    @Slot()
    def _on_token_kept(self) -> None:
        self._command(lambda service: service.team_changed())

    # Lanes and events

    def _command(self, call: Callable[[JobService], object]) -> None:
        """Do `call` after all earlier commands."""
        self._lanes.call(LaneName.COMMANDS, call, _nothing_more)

    def _read(self, call: Callable[[JobService], object], deliver: Callable[[Any], None]) -> None:
        self._lanes.call(LaneName.READS, call, deliver)

    @Slot(object)
    def _on_event(self, event: object) -> None:
        match event:
            case JobsAdded(jobs):
                self.jobs_added.emit(jobs)
            case JobsChanged(jobs):
                self.jobs_changed.emit(jobs)
            case JobsRemoved(job_ids):
                self.jobs_removed.emit(job_ids)
            case PageFinished():
                self.page_finished.emit(event)
            case PagesEdited():
                self.review.pages_edited.emit(event)
            case StageChanged():
                self.stage_changed.emit(event)
            case IntakeFinished():
                self.intake_finished.emit(event)
            case AutomaticExportFinished(outcome):
                self.automatic_export_finished.emit(outcome)
            case ServiceFailed(error):
                self.service_failed.emit(error)
            case HistoryMended(mended):
                self.history_mended.emit(mended)


def _nothing_more(_result: object) -> None:
    """For commands whose outcome comes as events."""
