"""Documents that are attached inside PDFs become documents of their own on request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from tests.jobs.office import Office
from tests.pictures.made_pictures import page, saved
from transcritor_gui.jobs import built_in_pipeline


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path, pipeline=built_in_pipeline())
    made.service.start()
    yield made
    made.service.stop(timeout_s=0)


def _portfolio(path: Path, *names: str) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for number, name in enumerate(names):
            data = saved(page(240 + number), "PNG")
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
        pdf.save(path)
    return path


def test_they_are_taken_in_and_go_with_their_jobs(office: Office) -> None:
    (job_id,) = office.add(_portfolio(office.folder / "p.pdf", "CON.png", "foto 1.png"))
    office.wait_until_finished(job_id)
    added = office.service.attached.take_in((job_id,)).added
    jobs = office.wait_until_finished(*added)
    assert [job.name for job in jobs] == ["_CON.png", "foto 1.png"]
    assert all(job.pages_done == 1 for job in jobs)
    again = office.service.attached.take_in((job_id,)).added
    assert len({job.path for job in office.service.listed((*added, *again))}) == 2
    office.service.purge((*added, *again))
    office.service.attached.files.remove_unwanted()
    assert list((office.folder / "attached-documents").iterdir()) == []


def test_where_there_are_none_nothing_is_added(office: Office) -> None:
    (job_id,) = office.add(_portfolio(office.folder / "p.pdf"))
    office.wait_until_finished(job_id)
    assert office.service.attached.take_in((job_id,)).added == ()
