"""The same files in two programs at once: one reads each, and whatever nobody reads any more goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tests.jobs import fakes
from tests.jobs.office import Office
from tests.workers.waiting import pid_in, processes_gone
from transcritor_gui.model import Job, JobStatus, TranscriptionOptions

_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    office.service.start()
    yield office
    office.service.stop(timeout_s=0)


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    office.service.start(adopt=False)
    yield office
    office.service.stop(timeout_s=0)


@pytest.fixture
def killed(tmp_path: Path) -> tuple[Path, ...]:
    """Documents of a program that was killed: the first after ten pages, the last before their turn came."""
    paths = [fakes.write_document(tmp_path / "0.pdf", *["ok"] * 10, *["gate"] * 5)]
    paths += [fakes.write_document(tmp_path / f"{number}.pdf", "gate") for number in range(1, 7)]
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.victim", str(tmp_path), *map(str, paths)],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )
    pid_in(str(tmp_path / "ten_pages"))
    family = psutil.Process(program.pid).children(recursive=True)
    program.kill()
    program.wait()
    assert processes_gone(family)
    for path in paths:
        fakes.open_gate(path)
    return tuple(paths)


def _options() -> TranscriptionOptions:
    return TranscriptionOptions()


def test_what_another_program_reads_is_joined(first: Office, second: Office) -> None:
    path = first.document("a.pdf", "gate")
    (job_id,) = first.service.add([path], options=_options()).added
    intake = second.service.add([path], options=_options(), share=True)
    assert (intake.added, intake.refused) == ((), ())
    assert [job.id for job in intake.joined] == [job_id]
    assert second.service.still_theirs([job_id]) == {job_id}
    fakes.open_gate(path)
    first.wait_until_finished(job_id)
    assert second.service.still_theirs([job_id]) == frozenset()
    assert len(fakes.pages_read(path)) == 1


def test_other_options_are_other_work(first: Office, second: Office) -> None:
    path = first.document("a.pdf", "gate")
    first.service.add([path], options=_options())
    intake = second.service.add([path], options=replace(_options(), languages="eng"), share=True)
    assert len(intake.added) == 1
    assert intake.joined == ()


@pytest.mark.parametrize("end", ["pause", "cancel", "remove"])
def test_what_another_program_does_not_go_on_with_can_be_read_here(
    first: Office, second: Office, end: str
) -> None:
    path = first.document("a.pdf", "ok", "gate")
    (job_id,) = first.service.add([path], options=_options()).added
    first.wait_for_pages(job_id, 1)
    second.service.add([path], options=_options(), share=True)
    getattr(first.service, end)((job_id,))
    assert second.service.still_theirs([job_id]) == frozenset()
    (mine,) = second.service.add([path], options=_options(), share=True).added
    assert mine != job_id
    fakes.open_gate(path)
    assert second.wait_until_finished(mine)[0].status is JobStatus.DONE


def test_a_door_that_shares_nothing_refuses_what_is_being_read(first: Office, second: Office) -> None:
    path = first.document("a.pdf", "gate")
    first.service.add([path])
    assert len(second.service.add([path]).refused) == 1


def test_what_a_killed_program_left_is_read_by_whoever_is_asked_for_it(
    killed: tuple[Path, ...], second: Office
) -> None:
    left = second.service.jobs()
    assert {job.status for job in left} == {JobStatus.INTERRUPTED, JobStatus.QUEUED}
    intake = second.service.add(killed, options=_options(), share=True)
    assert set(intake.added) == {job.id for job in left}
    jobs = second.wait_until_finished(*intake.added)
    assert {job.status for job in jobs} == {JobStatus.DONE}
    assert all(fakes.pages_read(killed[0]).count(index) == 1 for index in range(10))


def test_what_nobody_asks_for_waits_for_the_next_program(
    killed: tuple[Path, ...], second: Office, first: Office
) -> None:
    del second  # has come before, and was not asked for anything
    (last,) = (job for job in first.service.jobs() if job.path == str(killed[-1]))
    assert first.wait_for_status(last.id, JobStatus.DONE).pages_done == 1


def test_of_two_programs_that_begin_at_once_one_gets_each_file(first: Office, second: Office) -> None:
    paths = [first.document(f"{number}.pdf", "ok") for number in range(20)]
    mine = first.service.add(paths[:10], options=_options(), share=True)
    theirs = second.service.add(paths, options=_options(), share=True)
    first.wait_until_finished(*mine.added)
    second.wait_until_finished(*theirs.added)
    done: set[Job] = set(theirs.joined)
    assert len(mine.added) == 10
    assert len(done) + len(theirs.added) == 20
    assert not set(mine.added) & set(theirs.added)
