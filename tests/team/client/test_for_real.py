"""Jobs of a real service at a real team server: Redis, server and worker are processes of their own."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest

from tests.jobs.office import Office
from tests.team.client.test_tokens import MemoryKeyring
from tests.team.documents import scanned_pdf, text_pdf
from tests.team.office import TeamOffice
from tests.workers.waiting import waited_for
from transcritor_gui.errors import ErrorCode
from transcritor_gui.jobs import built_in_pipeline
from transcritor_gui.jobs.events import PageFinished, Stage, StageChanged
from transcritor_gui.model import JobStatus, WorkPlace
from transcritor_gui.settings import Settings
from transcritor_gui.team.client.access import ClientAccess
from transcritor_gui.team.client.tokens import Tokens

pytestmark = pytest.mark.integration

WORDS = ("Primeira folha do processo", "Segunda folha", "Terceira folha")


@contextmanager
def _service(folder: Path, address: str, access: ClientAccess | None = None) -> Iterator[Office]:
    folder.mkdir(exist_ok=True)
    office = Office(
        folder,
        workers=1,
        settings=Settings(work_place=WorkPlace.TEAM, team_address=address),
        open_backend=(ClientAccess(_tokens()) if access is None else access).open_backend,
        pipeline=built_in_pipeline(),
    )
    office.service.start()
    try:
        yield office
    finally:
        office.service.stop(timeout_s=1)


def _tokens() -> Tokens:
    return Tokens(environ={}, backend=MemoryKeyring())


def _written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _tasks(office: TeamOffice) -> set[str]:
    """All that the server has, of the tests before this one too."""
    answer = office.client.get("/process-pdf/", params={"per_page": 100}).json()
    assert answer["pages"] <= 1
    return {task["task_id"] for task in answer["tasks"]}


def _last_stage(office: Office) -> Stage | None:
    told = [event.stage for event in office.events if isinstance(event, StageChanged)]
    return told[-1] if told else None


def test_documents_come_back_as_they_would_be_read_here(open_office: TeamOffice, tmp_path: Path) -> None:
    paths = (
        _written(tmp_path, "petição.pdf", text_pdf(*WORDS)),
        _written(tmp_path, "autos.pdf", scanned_pdf(2)),
    )
    texts: dict[WorkPlace, list[list[str]]] = {}
    with _service(tmp_path / "here", "") as here:
        here.service.configure(Settings())
        ids = here.add(*paths)
        here.wait_until_finished(*ids)
        texts[WorkPlace.HERE] = [[p.text for p in here.service.transcript(i).pages] for i in ids]
    before = _tasks(open_office)
    with _service(tmp_path / "there", open_office.address) as there:
        ids = there.add(*paths)
        jobs = there.wait_until_finished(*ids)
        texts[WorkPlace.TEAM] = [[p.text for p in there.service.transcript(i).pages] for i in ids]
        assert {job.place for job in jobs} == {WorkPlace.TEAM}
        assert [job.error for job in jobs] == [None, None]
        assert [hit.page_index for hit in there.service.search('"segunda folha"')] == [1]
        assert there.service.export(ids[:1], format="txt", folder=tmp_path)[0].error is None
        counts = [event.pages_done for event in there.events if isinstance(event, PageFinished)]
        assert set(counts) <= {1, 2, 3}
        assert waited_for(lambda: _tasks(open_office) <= before), "what was fetched stays at the server"
    assert texts[WorkPlace.TEAM] == texts[WorkPlace.HERE]
    assert [text.split("\n")[0] for text in texts[WorkPlace.HERE][0]] == list(WORDS)


def test_a_locked_document_is_read_with_its_password(open_office: TeamOffice, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(text_pdf(*WORDS))) as pdf:
        pdf.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(user="segredo", owner="dono"))
    with _service(tmp_path / "there", open_office.address) as office:
        (job_id,) = office.add(tmp_path / "a.pdf")
        (job,) = office.wait_until_finished(job_id)
        assert job.error is not None
        assert job.error.code is ErrorCode.PASSWORD_NEEDED
        office.service.set_password(job_id, "segredo")
        office.wait_for_status(job_id, JobStatus.DONE)
        assert WORDS[0] in office.service.transcript(job_id).pages[0].text


def test_cancelling_ends_the_work_there(open_office: TeamOffice, tmp_path: Path) -> None:
    path = _written(tmp_path, "autos.pdf", scanned_pdf(12))
    with _service(tmp_path / "there", open_office.address) as office:
        (job_id,) = office.add(path)
        office.wait_for_pages(job_id, 1)
        office.service.cancel([job_id])
        states = {"PENDING", "STARTED", "PROGRESS", "RETRY"}
        assert waited_for(
            lambda: all(
                task["status"] not in states
                for task in open_office.client.get("/process-pdf/").json()["tasks"]
            )
        )
        assert office.service.job(job_id).status is JobStatus.CANCELLED


def test_the_server_is_killed_and_comes_back_with_a_token(tmp_path: Path) -> None:
    server = TeamOffice(tmp_path / "server")
    access = ClientAccess(_tokens())
    try:
        server.open(concurrency=1)
        path = _written(tmp_path, "autos.pdf", scanned_pdf(4))
        with _service(tmp_path / "there", server.address, access) as office:
            (job_id,) = office.add(path)
            office.wait_for_pages(job_id, 1)
            server.kill_server()
            office.wait(lambda: _last_stage(office) is Stage.AWAY)
            assert office.service.job(job_id).status is JobStatus.RUNNING
            server.start_server()
            (job,) = office.wait_until_finished(job_id)
            assert (job.status, job.pages_done) == (JobStatus.DONE, 4)

            token = _new_token(server)
            (second,) = office.add(_written(tmp_path, "b.pdf", text_pdf(*WORDS)))
            (job,) = office.wait_until_finished(second)
            assert job.error is not None
            assert job.error.code is ErrorCode.TOKEN_REFUSED
            assert access.check(server.address, token).error is None
            access.keep_token(server.address, token)
            office.service.team_changed()
            office.wait_for_status(second, JobStatus.DONE)
    finally:
        server.close()


def _new_token(server: TeamOffice) -> str:
    """Made as an administrator does."""
    made = subprocess.run(
        [sys.executable, "-m", "transcritor_gui", "serve", "token", "add", "office"],
        env=server.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.split()[-1]
