"""What becomes of files that were taken out of watched folders: written, put aside, or told why not.

One thread does one after the other, so that long exports keep no file waiting. `watch_folders` says which
jobs to expect.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from uuid import UUID

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.file_digest import file_sha256
from transcritor_gui.jobs.exporting.order import Conflict
from transcritor_gui.jobs.service import JobService
from transcritor_gui.jobs.watching.watch_events import FileNotDone, FileWritten, WatchEvent
from transcritor_gui.jobs.watching.watch_rule import WatchRule
from transcritor_gui.jobs.watching.watched_sources import found_aside, put_aside
from transcritor_gui.model import Job, JobStatus
from transcritor_gui.store import WatchedFile, WatchStep

__all__ = ["WatchedResults"]

_log = logging.getLogger(__name__)

_READ: Final = frozenset({JobStatus.DONE, JobStatus.DONE_WITH_ISSUES})
_PASSING: Final = frozenset({ErrorCode.EXPORT_FAILED, ErrorCode.DISK_FULL})
"""A folder that is away, a disk that is full: tried again until it is better."""


@dataclass(frozen=True, slots=True)
class _Expected:
    file: WatchedFile
    rule: WatchRule
    is_told: bool = False
    """Whether it has been said what is in the way."""


class WatchedResults:
    """`tell` is called on the thread of the results, and on that of `refused`; all else from any thread.

    `password` is tried on documents that need one; what the computer was in the way of is tried again after
    `again_s`.
    """

    def __init__(
        self,
        service: JobService,
        *,
        tell: Callable[[WatchEvent], None],
        password: str | None,
        again_s: float,
    ) -> None:
        self._service = service
        self._memory = service.watched_files
        self._tell = tell
        self._password = password
        self._again_s = again_s
        self._unlocked: set[UUID] = set()
        self._changed = threading.Condition()
        self._expected: dict[UUID, _Expected] = {}
        self._due: deque[UUID] = deque()
        self._later: dict[UUID, float] = {}
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="watched results")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End between two pages; what is not written is for the next run."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join()

    def expect(self, file: WatchedFile, rule: WatchRule) -> None:
        """The job of this file will end, or has ended: say so with `ended`, then or once more."""
        assert file.job_id is not None
        with self._changed:
            self._expected[file.job_id] = _Expected(file, rule)

    def expected(self) -> tuple[UUID, ...]:
        with self._changed:
            return tuple(self._expected)

    def transfer(self, old: UUID, new: UUID) -> None:
        """The file of one job is read by another now."""
        with self._changed:
            known = self._expected.pop(old, None)
        if known is not None:
            file = replace(known.file, job_id=new)
            self._memory.keep((file,))
            self.expect(file, known.rule)

    def ended(self, ids: Collection[UUID]) -> None:
        """Those of these jobs that are expected are over: finished, or gone."""
        with self._changed:
            waiting = {*self._due, *self._later}
            due = [job_id for job_id in ids if job_id in self._expected and job_id not in waiting]
            self._due.extend(due)
            if due:
                self._changed.notify_all()

    def refused(self, job_id: UUID, error: ErrorInfo) -> None:
        """The file of this job cannot be gone on with."""
        with self._changed:
            known = self._expected.pop(job_id, None)
        if known is not None:
            self._give_up(known, Path(self._service.job(job_id).path), error)

    # On the thread

    def _work(self) -> None:
        try:
            while (job_id := self._next()) is not None:
                with self._changed:
                    known = self._expected.get(job_id)
                if known is not None:
                    self._conclude(job_id, known)
        finally:
            self._service.close_thread()

    def _next(self) -> UUID | None:
        with self._changed:
            while not self._stopping:
                now_s = time.monotonic()
                for job_id in [each for each, at_s in self._later.items() if at_s <= now_s]:
                    del self._later[job_id]
                    self._due.append(job_id)
                if self._due:
                    return self._due.popleft()
                soonest_s = min(self._later.values(), default=None)
                self._changed.wait(None if soonest_s is None else soonest_s - now_s)
            return None

    def _conclude(self, job_id: UUID, known: _Expected) -> None:
        try:
            is_over = self._is_over(job_id, known)
        except TranscritorError as error:
            self._wait(job_id, error.info)
            return
        except Exception:  # noqa: BLE001 - one document must not end the watch over all others
            _log.exception("the result of a watched file ended in an error of the program")
            self._tell(FileNotDone(known.rule.folder, ErrorInfo(ErrorCode.INTERNAL)))
            is_over = True
        if is_over:
            with self._changed:
                self._expected.pop(job_id, None)

    def _is_over(self, job_id: UUID, known: _Expected) -> bool:
        """Do what is due for the job, whatever its state; whether nothing more is."""
        jobs = self._service.listed((job_id,))
        if not jobs or jobs[0].status is JobStatus.CANCELLED:
            path = Path(self._service.job(job_id).path) if jobs else known.rule.folder
            return self._give_up(known, path, None)
        job = jobs[0]
        if job.status is JobStatus.FAILED and not self._is_unlocked(job):
            return self._give_up(known, Path(job.path), job.error)
        return job.status in _READ and self._is_delivered(job, known)

    def _is_delivered(self, job: Job, known: _Expected) -> bool:
        """Write what was read, and put the file aside; whether nothing more is to be done."""
        file = self._as_read(job, known.file)
        if file is None:
            return True
        if file.step is not WatchStep.MOVING:
            output = self._written(job, file, known)
            if output is None:
                return False
            self._memory.keep((replace(file, step=WatchStep.MOVING),))
            self._tell(FileWritten(Path(job.path), output, job))
        self._put_aside(job, file, known.rule)
        self._memory.keep((replace(file, step=WatchStep.DONE),))
        return True

    def _as_read(self, job: Job, file: WatchedFile) -> WatchedFile | None:
        """`file`, known by what was read of it; None where another job has that content.

        A file that is replaced after it was taken and before it is read is read as it is then.
        """
        if job.sha256 is None or job.sha256 == file.sha256:
            return file
        other = self._memory.find(file.rule, job.sha256)
        self._memory.forget(file.rule, file.sha256)
        if other is not None and other.job_id != job.id:
            return None
        read = replace(file, sha256=job.sha256)
        self._memory.keep((read,))
        return read

    def _written(self, job: Job, file: WatchedFile, known: _Expected) -> Path | None:
        """Where the result is; None when it is not there yet, or never will be, which is told."""
        is_first = file.step is WatchStep.READING
        self._memory.keep((replace(file, step=WatchStep.WRITING),))
        with self._changed:
            self._expected[job.id] = replace(known, file=replace(file, step=WatchStep.WRITING))
        rule = known.rule
        outcomes = self._service.export(
            (job.id,),
            format=rule.format,
            folder=rule.export_folder,
            name_template=rule.name_template,
            conflict=Conflict.RENAME if is_first else Conflict.RENAME_UNLESS_SAME,
            options=rule.export_options,
            is_wanted=lambda: not self._stopping,
        )
        if not outcomes:  # the next run writes it
            return None
        (outcome,) = outcomes
        if outcome.error is None:
            return outcome.path
        if outcome.error.code in _PASSING:
            self._wait(job.id, outcome.error)
        else:
            self._give_up(known, Path(job.path), outcome.error)
            with self._changed:
                self._expected.pop(job.id, None)
        return None

    def _put_aside(self, job: Job, file: WatchedFile, rule: WatchRule) -> None:
        """Where the rule wants it: the file, if it is still what was read. A failure is told, once."""
        source = Path(job.path)
        if rule.done_folder is None or source.is_relative_to(rule.done_folder):
            return
        target: Path | None
        try:
            if file_sha256(source) != file.sha256:  # replaced meanwhile: it will be taken
                return
            target = put_aside(source, rule.done_folder, again=file.step is WatchStep.MOVING)
        except TranscritorError as error:
            if error.info.code is ErrorCode.FILE_MISSING:  # an earlier run may have done so
                target = found_aside(source.name, rule.done_folder, file.sha256)
            else:
                self._tell(FileNotDone(source, error.info))
                target = None
        if target is not None:
            self._service.note_moved(job.id, target)

    def _is_unlocked(self, job: Job) -> bool:
        """Whether the job goes on with the password, which is tried once."""
        needed = job.error is not None and job.error.code is ErrorCode.PASSWORD_NEEDED
        if not needed or self._password is None or job.id in self._unlocked:
            return False
        self._unlocked.add(job.id)
        self._service.set_password(job.id, self._password)
        return True

    def _give_up(self, known: _Expected, path: Path, error: ErrorInfo | None) -> bool:
        """Say so; True. A file that is not there, or another by now, may be taken when it comes again."""
        file = known.file
        if error is not None and error.code in (ErrorCode.FILE_MISSING, ErrorCode.FILE_CHANGED):
            self._memory.forget(file.rule, file.sha256)
        else:
            self._memory.keep((replace(file, step=WatchStep.FAILED),))
        self._tell(FileNotDone(path, error))
        return True

    def _wait(self, job_id: UUID, error: ErrorInfo) -> None:
        """Try this again later, and say what is in the way, once."""
        with self._changed:
            known = self._expected.get(job_id)
            if known is None:
                return
            self._later[job_id] = time.monotonic() + self._again_s
            self._expected[job_id] = replace(known, is_told=True)
        if not known.is_told:
            self._tell(FileNotDone(Path(self._service.job(job_id).path), error))
