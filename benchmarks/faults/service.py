"""The service in this process, over real worker processes, and waiting for what it does."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from uuid import UUID

from transcritor_gui.jobs import JobService, Pipeline
from transcritor_gui.jobs.events import Event
from transcritor_gui.model import FINISHED, Job
from transcritor_gui.settings import Settings
from transcritor_gui.store import Store
from transcritor_gui.workers import WorkerPool

__all__ = ["Watched"]


class Watched:
    """A service that is waited for."""

    def __init__(
        self, folder: Path, pipeline: Pipeline, *, page_timeout_s: int = 60, memory_limit_mb: int = 1024
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.store = Store(folder / "jobs.db")
        self.service = JobService(
            store=self.store,
            pool=WorkerPool(workers=2, memory_limit_mb=memory_limit_mb, log_dir=folder),
            pipeline=pipeline,
            settings=Settings(page_timeout_s=page_timeout_s),
        )
        self._changed = threading.Event()
        self.service.subscribe(self._note)
        self.service.start()

    def read(self, paths: Sequence[Path], *, within_s: float) -> tuple[Job, ...]:
        """The jobs of `paths` when they have ended, or as they are when the time is over."""
        added = self.service.add(paths).added
        self._wait(added, within_s)
        return self.service.listed(added)

    def stop(self) -> None:
        self.service.stop(timeout_s=0)

    def _note(self, _event: Event) -> None:
        self._changed.set()

    def _wait(self, ids: Collection[UUID], within_s: float) -> None:
        timer = threading.Event()
        over = threading.Timer(within_s, timer.set)
        over.daemon = True
        over.start()
        while not timer.is_set():
            self._changed.clear()
            if all(job.status in FINISHED for job in self.service.listed(ids)):
                break
            self._changed.wait(1.0)
        over.cancel()
