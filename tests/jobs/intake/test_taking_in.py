"""What is asked for with files: one password for all that need one, and how they are written."""

from __future__ import annotations

from pathlib import Path

from tests.jobs.office import Office
from transcritor_gui.errors import ErrorCode
from transcritor_gui.jobs.events import AutomaticExportFinished
from transcritor_gui.jobs.intake.taking_in import IntakeOrder
from transcritor_gui.model import ExportWish, JobStatus, TranscriptionOptions


def test_one_password_is_tried_on_all_that_need_one(office: Office) -> None:
    plain = office.document("plain.pdf", "ok")
    first = office.document("first.pdf", "password:abre", "ok")
    other = office.document("other.pdf", "password:outra", "ok")
    added = office.service.add((plain, first, other), password="abre").added
    jobs = {job.name: job for job in office.wait_until_finished(*added)}
    assert jobs["plain.pdf"].status is jobs["first.pdf"].status is JobStatus.DONE
    error = jobs["other.pdf"].error
    assert error is not None
    assert error.code is ErrorCode.PASSWORD_WRONG
    assert [office.service._context.passwords.get(job_id) for job_id in added] == [None, "abre", "abre"]


def test_a_password_is_not_shown() -> None:
    assert "abre" not in repr(IntakeOrder(TranscriptionOptions(), password="abre"))


def test_documents_are_written_as_was_asked_for_with_them(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    wish = ExportWish(format="md", folder=str(out), name_template="{name}-lido")
    (asked,) = office.service.add((office.document("a.pdf", "ok"),), export=wish).added
    (plain,) = office.add(office.document("b.pdf", "ok"))
    office.wait_until_finished(asked, plain)
    office.wait(lambda: any(isinstance(event, AutomaticExportFinished) for event in office.events))
    assert [path.name for path in out.iterdir()] == ["a-lido.md"]
    assert office.service.export_wish(asked) == wish
    assert not list(tmp_path.glob("b*.txt"))


def test_a_wish_that_is_taken_back_is_not_carried_out(office: Office) -> None:
    (job_id,) = office.service.add((office.document("a.pdf", "ok"),), export=ExportWish(format="md")).added
    office.wait_until_finished(job_id)
    office.wait(lambda: any(isinstance(event, AutomaticExportFinished) for event in office.events))
    (office.folder / "a.md").unlink()
    office.service.set_export((job_id,), None)
    office.service.retry((job_id,))
    office.wait(lambda: sum(isinstance(event, AutomaticExportFinished) for event in office.events) <= 1)
    office.wait_until_finished(job_id)
    assert office.store.due_exports.all() == ()
    assert not (office.folder / "a.md").exists()
