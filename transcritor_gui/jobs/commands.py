"""All that is asked of the service: documents put into the queue, held, gone on with, done again, taken out.

Commands take any number of ids, and pass over those whose state they do not fit. What each changes and the
event that tells it happen under one lock, in that order. What changes nothing is in `reading`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from transcritor_gui.errors import ErrorCode
from transcritor_gui.jobs.correcting.corrections import Corrections
from transcritor_gui.jobs.correcting.page_again import PageAgain
from transcritor_gui.jobs.events import IntakeFinished, JobsAdded, JobsRemoved
from transcritor_gui.jobs.exporting.automatic import AutomaticExports
from transcritor_gui.jobs.intake.attached import ATTACHED_FOLDER, AttachedDocuments
from transcritor_gui.jobs.intake.captures import CAPTURES_FOLDER, Captures
from transcritor_gui.jobs.intake.joining import JOINED_FOLDER
from transcritor_gui.jobs.intake.taking_in import IntakeOrder, TakingIn
from transcritor_gui.jobs.intake.together import Together
from transcritor_gui.jobs.keeping.archive import Archive
from transcritor_gui.jobs.keeping.labels import LabelDesk
from transcritor_gui.jobs.keeping.sources import Sources
from transcritor_gui.jobs.keeping.upkeep import Upkeep
from transcritor_gui.jobs.launcher import Launcher
from transcritor_gui.jobs.order import moved_to_top, moved_up
from transcritor_gui.jobs.queue import JobQueue
from transcritor_gui.jobs.reading import JobReading
from transcritor_gui.jobs.recovery import recover
from transcritor_gui.jobs.remote.work import TeamWork
from transcritor_gui.jobs.running.inspector import Inspector
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import (
    FINISHED,
    ExportWish,
    Job,
    JobStatus,
    TranscriptionOptions,
    WorkPlace,
)

__all__ = ["JobCommands"]

_WARM_UP_S = 60.0
_NEEDS_PASSWORD = frozenset({ErrorCode.PASSWORD_NEEDED, ErrorCode.PASSWORD_WRONG})


class JobCommands(JobReading):
    """The parts that do the work, and the commands that reach them; `service` starts and ends them.

    `corrections` is where people's changes to documents are made, `page_again` reads single pages once more.
    """

    def __init__(self, context: ServiceContext, launcher: Launcher) -> None:
        super().__init__(context)
        self._event_bus = context.event_bus
        self.page_again = PageAgain(self._context)
        self.corrections = Corrections(self._context, self.page_again)
        self.labels = LabelDesk(self._context)
        self.sources = Sources(self._context)
        self.archive = Archive(self._context, (CAPTURES_FOLDER, JOINED_FOLDER, ATTACHED_FOLDER))
        self._team = TeamWork(self._context)
        self._exports = AutomaticExports(self._context)
        self._captures = Captures(self._store)
        self._queue = JobQueue(
            self._context,
            launcher,
            about_to_end=self._exports.about_to_end,
            on_team_end=self._team.delete_released,
        )
        self._taking_in = TakingIn(
            self._context,
            self._queue,
            inspect=self._inspect,
            place=self._team.place_of_new_jobs,
        )
        self.together = Together(self._context, self._taking_in, remove=self.remove)
        """Several pictures as one document."""
        self.attached = AttachedDocuments(self._context, self._taking_in)
        """Documents inside PDFs."""
        own_files = (self._captures, self.together.files, self.attached.files)
        self._upkeep = Upkeep(self._context, own_files, purge=self.purge)
        self._inspector = Inspector(self._context, on_inspected=self._queue.fill, on_failure=self._queue.halt)

    def add(
        self,
        paths: Iterable[str | Path],
        *,
        options: TranscriptionOptions | None = None,
        share: bool = False,
        password: str | None = None,
        export: ExportWish | None = None,
    ) -> IntakeFinished:
        """Put documents, and those in folders, into the queue; what was added, and what was refused and why.

        A file that is already waiting or being read is refused as ALREADY_QUEUED. With `share`, work on it
        that has been broken off, or waits for nobody, goes on as this service's own, and that of another
        program, where it is the very same, is among the `joined`: wait for it with `still_theirs`.

        `password` is tried on each file that needs one. With `export` each is written by itself when it has
        been read, as that says, whatever the settings say.
        """
        chosen = options if options is not None else self._context.settings.current.transcription_options()
        return self.add_as(paths, IntakeOrder(chosen, share, password, export))

    def add_as(self, paths: Iterable[str | Path], order: IntakeOrder) -> IntakeFinished:
        """The same, all that is asked for with the files in one value."""
        outcome = self._taking_in.add(paths, order)
        self._event_bus.send(outcome)
        return outcome

    def still_theirs(self, ids: Collection[UUID]) -> frozenset[UUID]:
        """Those of `ids` that another program, which runs, has to read; what died is taken care of first."""
        with self._event_bus.in_order():
            self._event_bus.changed(recover(self._context, resume=False, adopt=False))
            return self._store.jobs.at_work(ids, except_for=self._context.owner)

    def add_picture(
        self, picture: bytes, *, name: str, options: TranscriptionOptions | None = None
    ) -> IntakeFinished:
        """Put a picture that is no file, as PNG, into the queue as `name`; raises EXPORT_FAILED or DISK_FULL.

        A copy of it lies beside the history until its job is deleted for good.
        """
        with self._captures.kept(picture, name=name) as path:
            return self.add((path,), options=options)

    def pause(self, ids: Collection[UUID]) -> None:
        """Begin no more pages of these; those in flight are finished. What the team server reads goes on."""
        with self._event_bus.in_order():
            changed = self._store.jobs.change_status(
                self._team.pausable(ids), JobStatus.PAUSED, only={JobStatus.QUEUED, JobStatus.RUNNING}
            )
            self._queue.pause(_ids(changed))
            self._event_bus.changed(changed)

    def resume(self, ids: Collection[UUID]) -> None:
        """Go on with jobs that were paused or interrupted."""
        self._queue.revive()
        with self._event_bus.in_order():
            self._requeue(ids, only={JobStatus.PAUSED, JobStatus.INTERRUPTED})

    def cancel(self, ids: Collection[UUID]) -> None:
        """Stop these jobs at once, at the team server too; pages already read and here are kept.

        What is still being read of one that another program has ended or removed is stopped as well.
        """
        with self._event_bus.in_order():
            unfinished = {JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.PAUSED, JobStatus.INTERRUPTED}
            changed = self._store.jobs.change_status(ids, JobStatus.CANCELLED, only=unfinished)
            self._queue.cancel(ids)
            self._team.release(_ids(changed))
            self._event_bus.changed(changed)
        self._queue.fill()

    def retry(self, ids: Collection[UUID], options: TranscriptionOptions | None = None) -> None:
        """Do finished jobs again: the pages that failed or are missing, and those that would be read
        otherwise now, with other options, languages or versions. Until then they stay.

        A job whose file has changed is done again as the file is now. It is done where new jobs are done.
        """
        self._queue.revive()
        self._queue.let_team_go_on()
        with self._event_bus.in_order():
            finished = [job for job in self._store.jobs.chosen(ids) if job.status in FINISHED]
            changed_files = [
                job.id
                for job in finished
                if job.error is not None and job.error.code is ErrorCode.FILE_CHANGED
            ]
            self._store.pages.delete_failed(_ids(finished))
            self._store.jobs.set_read_anew(_ids(finished))
            if changed_files:
                self._store.pages.delete_all(changed_files)
                self._store.jobs.forget_facts(changed_files)
            self._team.prepare_retry(finished, options)
            if options is not None:
                self._store.jobs.set_options(_ids(finished), options)
            self._requeue(_ids(finished), only=FINISHED)

    def remove(self, ids: Collection[UUID]) -> None:
        """Take jobs off the list, stopping those that run.

        `restore` brings them back for half a minute, as long as this service runs; then they are deleted.
        """
        with self._event_bus.in_order():
            stopped = self._store.jobs.change_status(ids, JobStatus.QUEUED, only={JobStatus.RUNNING})
            removed = self._store.jobs.set_removed(ids, removed=True)
            self._queue.cancel(_ids(stopped))
            self._team.release(_ids(removed))
            if removed:
                self._event_bus.send(JobsRemoved(_ids(removed)))
                self._upkeep.note_removed(_ids(removed))
        self._queue.fill()

    def restore(self, ids: Collection[UUID]) -> None:
        """Undo `remove`: jobs come back as they were, and those that were in the queue go on."""
        with self._event_bus.in_order():
            restored = self._store.jobs.set_removed(ids, removed=False)
            if restored:
                self._event_bus.send(JobsAdded(_in_order(restored)))
            self._queue.fill()
        self._inspect(restored)

    def purge(self, ids: Collection[UUID]) -> None:
        """Delete jobs and all that was read of them for good.

        Traces of them in the files of the history go soon after it, or with `forget`.
        """
        with self._event_bus.in_order():
            self._queue.cancel(ids)
            self._team.release(ids)
            shown = self._store.jobs.delete(ids)
            for job_id in ids:
                self._context.passwords.forget(job_id)
            if shown:
                self._event_bus.send(JobsRemoved(shown))
        self._upkeep.wake()
        self._queue.fill()

    def forget(self) -> bool:
        """See to it that no file of the history holds words of deleted documents; whether that is so.

        It takes its time, on the thread that calls it. It is not so while another program reads the history,
        or has to be gone on with by the next one that starts.
        """
        return self._upkeep.forget()

    def move_up(self, ids: Collection[UUID]) -> None:
        """Let each of these run before the job now ahead of it."""
        self._move(ids, moved_up)

    def move_to_top(self, ids: Collection[UUID]) -> None:
        """Let these run before all others."""
        self._move(ids, moved_to_top)

    def warm_up(self) -> None:
        """Have processes ready, with what they read with, for documents that are about to come; at once."""
        if self._context.settings.current.work_place is not WorkPlace.HERE:
            return
        pool, pipeline = self._context.pool, self._context.pipeline
        # a function that goes there brings its modules along
        pool.submit_quick(callable, pipeline.inspect_document, timeout_s=_WARM_UP_S)
        pool.warm_up(pipeline.load_readers, timeout_s=_WARM_UP_S)

    def set_password(self, job_id: UUID, password: str) -> None:
        """Try this password; it is kept in memory until the program ends, and nowhere else."""
        self._context.passwords.set(job_id, password)
        self._queue.revive()
        with self._event_bus.in_order():
            job = self._store.jobs.get(job_id)
            if job.error is not None and job.error.code in _NEEDS_PASSWORD:
                self._requeue((job_id,), only={JobStatus.FAILED})

    def offer_password(self, ids: Collection[UUID], password: str) -> None:
        """Try this password on those of these jobs that turn out to need one; kept as with `set_password`."""
        for job_id in ids:
            self._context.passwords.offer(job_id, password)

    def set_export(self, ids: Collection[UUID], export: ExportWish | None) -> None:
        """Let these be written by themselves when they have been read, or, with None, as the settings say."""
        self._store.export_wishes.put(ids, export)

    def export_wish(self, job_id: UUID) -> ExportWish | None:
        """What `add` or `set_export` have asked for."""
        return self._store.export_wishes.get(job_id)

    def note_moved(self, job_id: UUID, path: Path) -> None:
        """The file of this job lies at `path` now."""
        with self._event_bus.in_order():
            self._event_bus.changed(self._store.jobs.set_path(job_id, str(path)))

    # Within

    def _requeue(self, ids: Collection[UUID], *, only: Collection[JobStatus]) -> None:
        changed = self._store.jobs.change_status(ids, JobStatus.QUEUED, only=only, owner=self._context.owner)
        self._event_bus.changed(changed)
        self._queue.fill()
        self._inspect(changed)

    def _inspect(self, jobs: Iterable[Job]) -> None:
        self._inspector.add(job.id for job in jobs if job.page_count is None)

    def _move(
        self,
        ids: Collection[UUID],
        moved: Callable[[Sequence[Job], Collection[UUID]], Mapping[UUID, float]],
    ) -> None:
        movable = {JobStatus.QUEUED, JobStatus.PAUSED}
        with self._event_bus.in_order():
            queue = [job for job in self._store.jobs.unfinished() if job.status in movable]
            self._event_bus.changed(self._store.jobs.set_positions(moved(queue, ids)))


def _ids(jobs: Iterable[Job]) -> tuple[UUID, ...]:
    return tuple(job.id for job in jobs)


def _in_order(jobs: Iterable[Job]) -> tuple[Job, ...]:
    return tuple(sorted(jobs, key=lambda job: job.position))
