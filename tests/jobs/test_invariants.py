"""Whatever people ask for, in whatever order: statuses stay legal, counts right, and everything can end."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.examples import times
from tests.jobs.office import Office
from transcritor_gui.jobs.events import JobsAdded, JobsChanged, JobsRemoved
from transcritor_gui.model import FINISHED, Job, JobStatus, PageStatus, TranscriptionOptions, can_become

COMMANDS = st.sampled_from(
    ["pause", "resume", "cancel", "retry", "retry_in_english", "remove", "restore", "purge", "move_up", "top"]
)
STEPS = st.lists(st.tuples(COMMANDS, st.sets(st.integers(0, 3), min_size=1)), max_size=25)


def apply(office: Office, command: str, ids: tuple[UUID, ...]) -> None:
    service = office.service
    match command:
        case "pause":
            service.pause(ids)
        case "resume":
            service.resume(ids)
        case "cancel":
            service.cancel(ids)
        case "retry":
            service.retry(ids)
        case "retry_in_english":
            service.retry(ids, TranscriptionOptions(languages="eng"))
        case "remove":
            service.remove(ids)
        case "restore":
            service.restore(ids)
        case "purge":
            service.purge(ids)
        case "move_up":
            service.move_up(ids)
        case "top":
            service.move_to_top(ids)


def check_events(office: Office) -> None:
    """Each snapshot follows legally from the one before it."""
    last: dict[UUID, Job] = {}
    for event in office.events:
        match event:
            case JobsAdded(jobs):
                last.update({job.id: job for job in jobs})
            case JobsRemoved(ids):
                for job_id in ids:
                    del last[job_id]
            case JobsChanged(jobs):
                for job in jobs:
                    before = last.get(job.id)
                    if before is not None:
                        assert can_become(before.status, job.status), (before.status, job.status)
                        last[job.id] = job


def check_counts(office: Office) -> None:
    """What the job says of its pages is what its pages say."""
    for job in office.service.jobs():
        pages = office.service.transcript(job.id).pages
        assert job.pages_done == len(pages)
        assert job.pages_to_check == sum(page.needs_attention for page in pages)
        assert job.pages_wanted is None or job.pages_done <= job.pages_wanted
        if job.status is JobStatus.DONE:
            assert job.pages_done == job.pages_wanted
            assert all(page.status is PageStatus.DONE for page in pages)


@pytest.mark.timeout(600)
@settings(
    times(0.4),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a failing run is not the same twice
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_any_order_of_commands_keeps_the_service_sound(steps: list[tuple[str, set[int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        office.service.start()
        documents = [
            office.document("a.pdf", "ok", "ok", "ocr"),
            office.document("b.pdf", *["slow"] * 6),
            office.document("c.pdf", "ok", "look", "refuse", "slow"),
            office.document("d.pdf", *["ok"] * 25),
        ]
        ids = office.add(*documents)
        for command, chosen in steps:
            apply(office, command, tuple(ids[number] for number in sorted(chosen)))
        office.service.restore(ids)
        office.service.resume(ids)
        left = {job.id for job in office.service.jobs()}
        office.wait(lambda: all(office.seen[job_id].status in FINISHED for job_id in left))
        check_events(office)
        check_counts(office)
        assert {job.id: job for job in office.service.jobs()} == office.seen
        office.service.stop(timeout_s=0)
