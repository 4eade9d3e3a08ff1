"""The only object that widgets talk to: requests go in as methods, news comes out as signals.

The service is opened and called on lanes (background threads), never on the GUI thread: service_lanes.py.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs import ExportOutcome, JobService
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
from transcritor_gui.jobs.intake.taking_in import IntakeOrder
from transcritor_gui.model import ExportWish
from transcritor_gui.settings import Settings, save_settings
from transcritor_gui.store import FoundDocument
from transcritor_gui.ui.service.archive_link import ArchiveLink
from transcritor_gui.ui.service.bridge import Bridge, Delivery
from transcritor_gui.ui.service.export_link import ExportLink
from transcritor_gui.ui.service.labels_link import LabelsLink
from transcritor_gui.ui.service.previews import preview_picture
from transcritor_gui.ui.service.requests import ExportRequest, ReadingRequest
from transcritor_gui.ui.service.review_link import ReviewLink
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes
from transcritor_gui.ui.service.sources_link import SourcesLink
from transcritor_gui.ui.service.team_link import OpenAccess, TeamLink
from transcritor_gui.ui.service.watch_link import WatchLink
from transcritor_gui.ui.service.wish import Paced, Wish

__all__ = ["Controller"]

_log = logging.getLogger(__name__)

_LOOK_MS = 1_500
"""Between two looks at what other programs have done in the database."""


@dataclass(frozen=True, slots=True)
class _OfPage:
    job_id: UUID
    page_index: int
    value: Any
    """A PageResult, a QImage, an ErrorInfo, or None."""


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

    page_ready = Signal(object, int, object)
    """UUID, page_index, PageResult or None where the page has not been read yet."""
    preview_ready = Signal(object, int, QImage)
    """UUID, page_index, the page's picture."""
    preview_failed = Signal(object, int, object)
    """UUID, page_index, ErrorInfo."""
    search_finished = Signal(str, object)
    """The words searched for, tuple of the store's FoundDocument, those with the most hits first."""
    similar_found = Signal(str, object)
    """The same for further documents, in which the words may stand misread."""
    export_progressed = Signal(object)
    """jobs.ExportProgress, a few times a second."""
    export_finished = Signal(object, int)
    """tuple of the service's export outcomes, and how many jobs there were: fewer outcomes after a stop."""
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
        self.review = ReviewLink(self._lanes, self._bridge, self)
        self.labels = LabelsLink(self._lanes, self)
        self.archive = ArchiveLink(self._lanes, self._bridge, self)
        self.exports = ExportLink(self._lanes)
        self.sources = SourcesLink(self._lanes, self)
        self.watching = WatchLink(self._bridge, self)
        self._exports_wanted = Wish()
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

    # Life

    def start(self) -> None:
        """Open the service; `jobs_loaded` and `started`, or `start_failed`, follow."""
        self._lanes.open(self._begin, deliver=self._on_opened, refuse=self.start_failed.emit)

    def _begin(self, service: JobService) -> None:
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
        self._exports_wanted.give_up()
        self.team.forget_waiting()
        self._command(lambda _service: self.watching.end())
        self._lanes.close(self._on_stopped)

    def _on_stopped(self, _outcome: object) -> None:
        self.stopped.emit()

    def wait(self, *, timeout_ms: int) -> bool:
        """Wait for all lanes after `stopped`; False when one is still at work."""
        return self._lanes.wait(timeout_ms=timeout_ms) and self.team.wait(timeout_ms=timeout_ms)

    # Commands

    def add_paths(
        self,
        paths: Iterable[str | Path],
        request: ReadingRequest | None = None,
        *,
        together: bool = False,
        deliver: Callable[[IntakeFinished], None] | None = None,
    ) -> None:
        """Files and folders to transcribe, as the settings say unless there is a request of their own.

        `jobs_added` and one `intake_finished` follow, then `deliver` with the same. With `together` the
        pictures among them become one document.
        """
        wanted = tuple(str(path) for path in paths)
        if request is None:
            request = ReadingRequest(self._settings.transcription_options())
        order = IntakeOrder(request.options, password=request.password, export=request.export)
        if wanted:
            self._lanes.call(
                LaneName.LONG_CALLS,
                lambda service: (service.together.add if together else service.add_as)(wanted, order),
                _nothing_more if deliver is None else deliver,
            )

    def join(self, job_ids: tuple[UUID, ...], deliver: Callable[[IntakeFinished], None]) -> None:
        """Make the pictures among these jobs one document."""
        self._lanes.call(LaneName.LONG_CALLS, lambda service: service.together.join(job_ids), deliver)

    def separate(self, job_ids: tuple[UUID, ...], deliver: Callable[[IntakeFinished], None]) -> None:
        """Make the pictures of joined documents a document each again."""
        self._lanes.call(LaneName.LONG_CALLS, lambda service: service.together.separate(job_ids), deliver)

    def take_in_attached(self, job_ids: tuple[UUID, ...], deliver: Callable[[IntakeFinished], None]) -> None:
        """Put the documents inside these PDFs into the queue."""
        self._lanes.call(LaneName.LONG_CALLS, lambda service: service.attached.take_in(job_ids), deliver)

    def request_pictures(self, job_id: UUID, deliver: Callable[[tuple[Path, ...]], None]) -> None:
        """Those that a document was joined from; `deliver` is called on the GUI thread."""
        self._read(lambda service: service.together.pictures(job_id), deliver)

    def add_picture(self, make_png: Callable[[], bytes], *, name: str) -> None:
        """A picture that is no file, which is to be called `name`; `make_png` is called on another thread."""
        options = self._settings.transcription_options()
        self._lanes.call(
            LaneName.LONG_CALLS,
            lambda service: service.add_picture(make_png(), name=name, options=options),
            _nothing_more,
        )

    def pause(self, job_ids: tuple[UUID, ...]) -> None:
        self._command(lambda service: service.pause(job_ids))

    def resume(self, job_ids: tuple[UUID, ...]) -> None:
        self._command(lambda service: service.resume(job_ids))

    def cancel(self, job_ids: tuple[UUID, ...]) -> None:
        self._command(lambda service: service.cancel(job_ids))

    def retry(self, job_ids: tuple[UUID, ...]) -> None:
        """Transcribe again, as the settings are now; pages read with the same options are taken over."""
        options = self._settings.transcription_options()
        self._command(lambda service: service.retry(job_ids, options=options))

    def retry_with(self, job_ids: tuple[UUID, ...], request: ReadingRequest) -> None:
        """Transcribe again in this way, and write as it says."""

        def retry(service: JobService) -> None:
            service.set_export(job_ids, request.export)
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
        self._command(lambda service: service.purge(job_ids))

    def move_up(self, job_ids: tuple[UUID, ...]) -> None:
        self._command(lambda service: service.move_up(job_ids))

    def move_to_top(self, job_ids: tuple[UUID, ...]) -> None:
        self._command(lambda service: service.move_to_top(job_ids))

    def set_password(self, job_id: UUID, password: str) -> None:
        self._command(lambda service: service.set_password(job_id, password))

    def export(self, request: ExportRequest) -> None:
        """Write files, after those of earlier requests; `export_progressed` and `export_finished` follow."""
        wish = self._exports_wanted
        tell = Paced(lambda progress: self._bridge.post(Delivery(self.export_progressed.emit, progress)))

        def export(service: JobService) -> tuple[ExportOutcome, ...]:
            return service.export(
                request.job_ids,
                format=request.format,
                folder=request.folder,
                name_template=request.name_template,
                conflict=request.conflict,
                options=request.options,
                all_in_one=request.all_in_one,
                is_wanted=wish.is_held,
                on_progress=tell,
            )

        wanted = len(request.job_ids)

        def finish(outcomes: tuple[ExportOutcome, ...]) -> None:
            self.export_finished.emit(outcomes, wanted)

        def refuse(error: ErrorInfo) -> None:
            finish(tuple(ExportOutcome(job_id, None, error) for job_id in request.job_ids))

        self._lanes.call(LaneName.EXPORTS, export, finish, refuse=refuse)

    @Slot()
    def cancel_exports(self) -> None:
        """Stop the export at work and those that wait; what has been written stays."""
        wish, self._exports_wanted = self._exports_wanted, Wish()
        wish.give_up()

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

    # Reads

    def request_page(self, job_id: UUID, page_index: int) -> None:
        """`page_ready` follows."""
        self._read(
            lambda service: _OfPage(job_id, page_index, service.page(job_id, page_index)), self._on_page
        )

    def _on_page(self, page: _OfPage) -> None:
        self.page_ready.emit(page.job_id, page.page_index, page.value)

    def request_preview(self, job_id: UUID, page_index: int, width_px: int) -> None:
        """`preview_ready` or `preview_failed` follows, or nothing when the program is ending."""

        def report(future: Future[Any]) -> None:
            value = preview_picture(future)
            if value is not None:
                self._bridge.post(Delivery(self._on_preview, _OfPage(job_id, page_index, value)))

        def begin(service: JobService) -> None:
            try:
                service.preview(job_id, page_index, width_px=width_px).add_done_callback(report)
            except TranscritorError as error:
                self._bridge.post(Delivery(self._on_preview, _OfPage(job_id, page_index, error.info)))

        self._read(begin, _nothing_more)

    def _on_preview(self, preview: _OfPage) -> None:
        if isinstance(preview.value, QImage):
            self.preview_ready.emit(preview.job_id, preview.page_index, preview.value)
        else:
            self.preview_failed.emit(preview.job_id, preview.page_index, preview.value)

    def search(self, text: str) -> None:
        """Look for words in all that was transcribed; `search_finished` follows, and `similar_found`."""

        def look_further(documents: tuple[FoundDocument, ...]) -> None:
            self.search_finished.emit(text, documents)
            known = [document.job_id for document in documents]
            self._read(
                lambda service: service.similar_documents(text, but=known),
                lambda similar: self.similar_found.emit(text, similar),
            )

        self._read(lambda service: service.search_documents(text), look_further)

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
