"""A service with real workers and a real database, fake pages, and a record of what it says."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from tests.jobs import fakes
from transcritor_gui.jobs import JobService, Launcher, Pipeline
from transcritor_gui.jobs.events import Event, JobsAdded, JobsChanged, JobsRemoved
from transcritor_gui.jobs.remote.backend import OpenBackend
from transcritor_gui.model import FINISHED, Job, JobStatus
from transcritor_gui.settings import Settings
from transcritor_gui.store import Store
from transcritor_gui.workers import WorkerPool

BOUND_S = 120.0
FAKE_PIPELINE = Pipeline(
    fakes.inspect_document,
    fakes.transcribe_page,
    fakes.render_preview,
    fakes.page_task,
    fakes.language_packs,
    fakes.page_key,
    fakes.load_readers,
)


class Office:
    """Keeps the last snapshot of each job, and wakes those who wait when an event comes."""

    def __init__(
        self,
        folder: Path,
        *,
        workers: int = 2,
        page_timeout_s: int = 30,
        launcher: Launcher | None = None,
        settings: Settings | None = None,
        open_backend: OpenBackend | None = None,
        pipeline: Pipeline = FAKE_PIPELINE,
    ) -> None:
        self.folder = folder
        self.database = folder / "jobs.db"
        self.store = Store(self.database)
        self.service = JobService(
            store=self.store,
            pool=WorkerPool(workers=workers, memory_limit_mb=1024),
            pipeline=pipeline,
            settings=settings if settings is not None else Settings(page_timeout_s=page_timeout_s),
            launcher=launcher,
            open_backend=open_backend,
        )
        self.events: list[Event] = []
        self.seen: dict[UUID, Job] = {}
        self._changed = threading.Condition()
        self.service.subscribe(self._on_event)

    def document(self, name: str, *pages: str, salt: str = "") -> Path:
        return fakes.write_document(self.folder / name, *pages, salt=salt)

    def add(self, *paths: Path) -> tuple[UUID, ...]:
        return self.service.add(paths).added

    def wait(self, condition: Callable[[], bool]) -> None:
        """Until `condition` holds, looked at after every event; fails when it never does."""
        with self._changed:
            assert self._changed.wait_for(condition, timeout=BOUND_S), (
                f"waited in vain; seen: {[(job.name, job.status) for job in self.seen.values()]}"
            )

    def wait_for_status(self, job_id: UUID, *statuses: JobStatus) -> Job:
        self.wait(lambda: job_id in self.seen and self.seen[job_id].status in statuses)
        return self.seen[job_id]

    def wait_until_finished(self, *ids: UUID) -> tuple[Job, ...]:
        self.wait(lambda: all(i in self.seen and self.seen[i].status in FINISHED for i in ids))
        return tuple(self.seen[job_id] for job_id in ids)

    def wait_for_pages(self, job_id: UUID, count: int) -> None:
        self.wait(lambda: job_id in self.seen and self.seen[job_id].pages_done >= count)

    def _on_event(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            match event:
                case JobsAdded(jobs) | JobsChanged(jobs):
                    self.seen.update({job.id: job for job in jobs})
                case JobsRemoved(ids):
                    for job_id in ids:
                        self.seen.pop(job_id, None)
            self._changed.notify_all()
