"""The service with the real pipeline, engine and database, on the program's own sample."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from transcritor_gui.jobs import JobService, built_in_pipeline
from transcritor_gui.jobs.events import Event, JobsChanged
from transcritor_gui.model import FINISHED, JobStatus, PageSource
from transcritor_gui.paths import resource_dir
from transcritor_gui.settings import Settings
from transcritor_gui.store import Store
from transcritor_gui.workers import WorkerPool


class Finished:
    """A listener that knows when a job has ended."""

    def __init__(self) -> None:
        self.event = threading.Event()

    def __call__(self, event: Event) -> None:
        if isinstance(event, JobsChanged) and any(job.status in FINISHED for job in event.jobs):
            self.event.set()


@pytest.mark.integration
def test_the_sample_is_transcribed_searched_and_exported(tmp_path: Path) -> None:
    samples = sorted((resource_dir() / "sample").glob("*.pdf"))
    if not samples:
        pytest.skip("there is no sample here")
    service = JobService(
        store=Store(tmp_path / "jobs.db"),
        pool=WorkerPool(workers=2, memory_limit_mb=2048, log_dir=tmp_path),
        pipeline=built_in_pipeline(),
        settings=Settings(),
    )
    finished = Finished()
    service.subscribe(finished)
    service.start()
    try:
        (job_id,) = service.add([samples[0]]).added
        assert finished.event.wait(timeout=150)
        job = service.job(job_id)
        assert job.status in (JobStatus.DONE, JobStatus.DONE_WITH_ISSUES)
        assert job.pages_done == job.page_count
        assert job.source is PageSource.MIXED
        text = "\n".join(page.text for page in service.transcript(job_id).pages)
        word = max(text.split(), key=len)
        assert service.search(word)
        preview = service.preview(job_id, 0, width_px=200).result(timeout=60)
        assert preview.width_px == 200
        (outcome,) = service.export([job_id], format="txt", folder=tmp_path)
        assert outcome.path is not None
        assert word in outcome.path.read_text(encoding="utf-8")
    finally:
        service.stop(timeout_s=0)
