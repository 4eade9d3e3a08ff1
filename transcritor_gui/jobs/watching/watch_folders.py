"""Watched folders at work: complete files are taken, each once, read as every document is, and written.

`folder_watch` finds the files of one folder, `watched_results` writes what was read. The steps of each file
are kept in the store before they are begun, so that a start goes on where the last run was broken off
(docs/decisions/0123). It is one more door: jobs are added and exported by the service.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final
from uuid import UUID

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.file_digest import wanted_sha256
from transcritor_gui.jobs.events import Event, IntakeFinished, JobsChanged, ServiceFailed
from transcritor_gui.jobs.intake.taking_in import IntakeOrder
from transcritor_gui.jobs.service import JobService
from transcritor_gui.jobs.watching.folder_watch import FolderWatch, WatchPace
from transcritor_gui.jobs.watching.rule_lock import RuleLock
from transcritor_gui.jobs.watching.settling import REST_S
from transcritor_gui.jobs.watching.watch_events import (
    FileKnown,
    FileNotDone,
    FileTaken,
    FolderAway,
    FolderBack,
    FolderHeld,
    WatchEvent,
)
from transcritor_gui.jobs.watching.watch_rule import WatchRule, check_watch_rules, rule_digest
from transcritor_gui.jobs.watching.watched_results import WatchedResults
from transcritor_gui.jobs.watching.watched_sources import put_aside
from transcritor_gui.model import FINISHED, NOT_EXPORTED, Job, JobStatus, TranscriptionOptions
from transcritor_gui.store import WatchedFile, WatchStep

__all__ = ["WatchFolders"]

_BATCH: Final = 256
"""Files taken in one go: one transaction, and few enough for those that end meanwhile to be heard of."""
_LOOK_AFTER_S: Final = 5.0
"""How often all open jobs are looked up: of what other programs do with them no event tells."""

_WARM_S: Final = 60.0
"""How long processes that were made ready surely stay so; they end when nothing comes for two minutes."""

_OVER: Final = FINISHED - {JobStatus.INTERRUPTED}
_GOES_ON: Final = frozenset({JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.INTERRUPTED})


class WatchFolders:
    """`run` watches until it is told to stop.

    `tell` is called with all that happens, on the thread of `run` and on that of the results. `password` is
    tried on documents that need one. Raises TranscritorError as `check_watch_rules` does.
    """

    def __init__(
        self,
        service: JobService,
        rules: Sequence[WatchRule],
        *,
        tell: Callable[[WatchEvent], None],
        password: str | None = None,
        pace: WatchPace = WatchPace(),  # noqa: B008 - a frozen value
    ) -> None:
        check_watch_rules(rules)
        self._service = service
        self._tell = tell
        self._pace = pace
        self._memory = service.watched_files
        self._results = WatchedResults(service, tell=tell, password=password, again_s=pace.again_s)
        self._held = tuple(rules)
        """Those that another program may be carrying out."""
        self._told_held: set[str] = set()
        self._locks: list[RuleLock] = []
        self._folders: list[FolderWatch] = []
        self._mine: set[UUID] = set()
        """Jobs that this run has put into the queue, or gone on with."""
        self._failures: SimpleQueue[ErrorInfo] = SimpleQueue()
        self._warm_until_s = 0.0

    def run(self, stop: threading.Event) -> None:
        """Watch until `stop` is set; what is not done by then goes on in the next run.

        Raises TranscritorError when the service itself fails: the disk is full, the history is gone.
        """
        self._service.subscribe(self._hear)
        try:
            self._results.start()
            self._begin()
            look_after_at_s = begin_at_s = time.monotonic()
            while not stop.wait(self._pace.look_s):
                self._raise_failure()
                if self._held and time.monotonic() >= begin_at_s:
                    begin_at_s = time.monotonic() + self._pace.away_s
                    self._begin()
                for folder in self._folders:
                    self._attend(folder, stop)
                if time.monotonic() >= look_after_at_s:
                    look_after_at_s = time.monotonic() + _LOOK_AFTER_S
                    self._look_after_jobs()
        finally:
            self._service.unsubscribe(self._hear)
            for folder in self._folders:
                folder.stop()
            self._results.stop()
            for lock in self._locks:
                lock.release()

    def _begin(self) -> None:
        """Go on with what earlier runs left of those rules that no other program carries out."""
        for rule in self._held:
            digest = rule_digest(rule)
            lock = RuleLock(self._service.watch_locks, digest)
            if lock.acquire():
                self._locks.append(lock)
                folder = self._folder(rule)
                self._folders.append(folder)
                folder.start()
                for file in self._memory.unfinished(digest):
                    self._results.expect(file, rule)
                if digest in self._told_held:
                    self._tell(FolderBack(rule.folder))
            elif digest not in self._told_held:
                self._told_held.add(digest)
                self._tell(FolderHeld(rule.folder))
        begun = {folder.digest for folder in self._folders}
        self._held = tuple(rule for rule in self._held if rule_digest(rule) not in begun)
        self._look_after_jobs()

    def _folder(self, rule: WatchRule) -> FolderWatch:
        return FolderWatch(rule, self._pace, places=self._memory.places(rule_digest(rule)))

    # Jobs

    def _hear(self, event: Event) -> None:
        match event:
            case JobsChanged(jobs):
                self._results.ended([job.id for job in jobs if job.status in _OVER])
            case ServiceFailed(error):
                self._failures.put(error)

    def _raise_failure(self) -> None:
        try:
            error = self._failures.get_nowait()
        except Empty:
            return
        raise TranscritorError(error.code, **dict(error.facts))

    def _look_after_jobs(self) -> None:
        """Jobs that have ended without an event, and those that nobody reads any more."""
        expected = self._results.expected()
        jobs = {job.id: job for job in self._service.listed(expected)}
        self._results.ended(
            [job_id for job_id in expected if job_id not in jobs or jobs[job_id].status in _OVER]
        )
        stray = [job for job in jobs.values() if job.status in _GOES_ON and job.id not in self._mine]
        if stray:
            theirs = self._service.still_theirs([job.id for job in stray])
            self._go_on([job for job in stray if job.id not in theirs])

    def _go_on(self, jobs: Sequence[Job]) -> None:
        """Read these, which were broken off or wait for nobody, as this service's own."""
        by_options: dict[TranscriptionOptions, list[Job]] = {}
        for job in jobs:
            by_options.setdefault(job.options, []).append(job)
        for options, group in by_options.items():
            by_path = {job.path: job for job in group}
            intake = self._service.add_as(list(by_path), _order(options))
            for job in self._added(intake):
                old = by_path.get(job.path)
                if old is not None and old.id != job.id:
                    self._results.transfer(old.id, job.id)
            for refused in intake.refused:
                if refused.path in by_path:
                    self._results.refused(by_path[refused.path].id, refused.error)

    def _added(self, intake: IntakeFinished) -> tuple[Job, ...]:
        self._mine.update(intake.added)
        return (*self._service.listed(intake.added), *intake.joined)

    # Files

    def _attend(self, folder: FolderWatch, stop: threading.Event) -> None:
        was_there = folder.is_there
        folder.look(at_s=time.monotonic())
        if folder.is_there != was_there:
            event = FolderBack if folder.is_there else FolderAway
            self._tell(event(folder.rule.folder))
        now_s = time.monotonic()
        if now_s >= self._warm_until_s and folder.is_due(by_s=now_s + REST_S):
            # it rests for a second before it is taken: time enough for a process to start
            self._warm_until_s = now_s + _WARM_S
            self._service.warm_up()
        new: dict[str, Path] = {}
        for path in folder.complete(at_s=time.monotonic(), limit=_BATCH):
            if stop.is_set():
                return
            sha256 = self._digest(folder, path, stop)
            if sha256 is None:
                continue
            if sha256 in new:  # a copy: known as soon as the other is taken
                continue
            known = self._memory.find(folder.digest, sha256)
            if known is None or known.step is WatchStep.FAILED:  # put there once more, it is tried once more
                new[sha256] = path
            else:
                self._pass_over(folder, path, known)
        if new:
            self._take(folder, new)

    def _digest(self, folder: FolderWatch, path: Path, stop: threading.Event) -> str | None:
        """None where it is not to be taken now."""
        stamp = folder.stamp(path)
        try:
            sha256 = wanted_sha256(path, is_wanted=lambda: not stop.is_set())
        except TranscritorError as error:
            if error.info.code is not ErrorCode.FILE_MISSING:
                self._tell(FileNotDone(path, error.info))
                folder.postpone(path, until_s=time.monotonic() + self._pace.again_s)
            return None
        folder.look_at(path, at_s=time.monotonic())
        if sha256 is None or not folder.is_waiting(path) or folder.stamp(path) != stamp:
            return None  # it has changed while it was being looked at
        return sha256

    def _pass_over(self, folder: FolderWatch, path: Path, known: WatchedFile) -> None:
        """A file whose content was taken before: a copy, or the one itself, touched or come back."""
        if known.step is WatchStep.DONE:
            self._memory.keep_places(folder.digest, folder.done_with((path,)))
            self._tell(FileKnown(path))
            if folder.rule.done_folder is not None:
                self._put_aside(path, folder.rule.done_folder)
        else:  # what becomes of it is known when the other has been read
            folder.postpone(path, until_s=time.monotonic() + self._pace.again_s)

    def _put_aside(self, path: Path, folder: Path) -> None:
        try:
            put_aside(path, folder, again=False)
        except TranscritorError as error:
            self._tell(FileNotDone(path, error.info))

    def _take(self, folder: FolderWatch, new: dict[str, Path]) -> None:
        """Put these files, by their digests, into the queue, or take what was read of them already."""
        rule = folder.rule
        jobs: dict[str, Job] = {}
        unread: list[Path] = []
        for sha256, path in new.items():
            job = self._service.read_already(path, sha256, rule.options)
            if job is None:
                unread.append(path)
            else:
                jobs[job.path] = job
        intake = self._service.add_as(unread, _order(rule.options))
        jobs |= {job.path: job for job in self._added(intake)}
        refused = {each.path: each.error for each in intake.refused}
        taken: list[WatchedFile] = []
        for sha256, path in new.items():
            job = jobs.get(str(path))
            if job is not None:
                taken.append(WatchedFile(folder.digest, sha256, WatchStep.READING, job.id))
            elif str(path) in refused:
                taken.append(WatchedFile(folder.digest, sha256, WatchStep.FAILED, None))
        self._memory.keep(taken)
        over = tuple(path for path in new.values() if str(path) in jobs or str(path) in refused)
        self._memory.keep_places(folder.digest, folder.done_with(over))
        for path in over:
            error = refused.get(str(path))
            self._tell(FileTaken(path) if error is None else FileNotDone(path, error))
        for file in taken:
            if file.job_id is not None:
                self._results.expect(file, rule)
        # those that ended before they were expected
        listed = self._service.listed([job.id for job in jobs.values()])
        self._results.ended([job.id for job in listed if job.status in _OVER])


def _order(options: TranscriptionOptions) -> IntakeOrder:
    """Written by their rule alone: what the settings write beside a file would be taken as well."""
    return IntakeOrder(options, share=True, export=NOT_EXPORTED, is_unasked=True)
