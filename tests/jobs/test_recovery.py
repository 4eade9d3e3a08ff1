"""What a program that was killed leaves behind, and how the next one goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from tests.jobs import fakes
from tests.jobs.office import Office
from tests.workers.waiting import pid_in, processes_gone
from transcritor_gui.jobs.recovery import is_alive, new_owner
from transcritor_gui.model import JobStatus

ROOT = Path(__file__).resolve().parents[2]
PAGES = 40
IN_FLIGHT = 3  # two workers and one


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A document of a program that was killed after it had read ten pages of it."""
    path = fakes.write_document(tmp_path / "a.pdf", *["ok"] * 10, *["gate"] * (PAGES - 10))
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.victim", str(tmp_path), str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    pid_in(str(tmp_path / "ten_pages"))
    family = psutil.Process(program.pid).children(recursive=True)
    program.kill()
    program.wait()
    assert processes_gone(family)
    return path


def test_a_killed_program_loses_no_page_that_it_had_read(killed: Path) -> None:
    office = Office(killed.parent)
    office.service.start()
    (job,) = office.service.jobs()
    assert job.status is JobStatus.INTERRUPTED
    assert job.pages_done == len(office.service.page_indices(job.id)) >= 10
    fakes.open_gate(killed)
    office.service.resume((job.id,))
    job = office.wait_for_status(job.id, JobStatus.DONE)
    office.service.stop(timeout_s=0)
    assert job.pages_done == PAGES
    assert len(fakes.pages_read(killed)) <= PAGES + IN_FLIGHT
    assert all(fakes.pages_read(killed).count(index) == 1 for index in range(10))


def test_a_killed_program_s_work_goes_on_by_itself_where_that_is_wanted(killed: Path) -> None:
    fakes.open_gate(killed)
    office = Office(killed.parent)
    office.service.start(resume=True)
    (job,) = office.service.jobs()
    assert office.wait_for_status(job.id, JobStatus.DONE).pages_done == PAGES
    office.service.stop(timeout_s=0)


def test_a_service_of_this_process_is_alive() -> None:
    assert is_alive(new_owner())


def test_another_process_with_the_same_number_is_not_the_owner() -> None:
    assert not is_alive(f"{os.getpid()}:1.00:{uuid4().hex[:8]}")


def test_a_process_that_is_gone_is_not_alive() -> None:
    program = subprocess.Popen([sys.executable, "-c", "pass"])
    started = psutil.Process(program.pid).create_time()
    program.wait()
    assert not is_alive(f"{program.pid}:{started:.2f}:0")
