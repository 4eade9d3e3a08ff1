"""What docs/team-server/operating.md tells operators to do, done: a backup, an end, bringing it back."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from tests.team.documents import scanned_pdf, text_pdf
from tests.team.office import TeamOffice
from tests.workers.waiting import BOUND_S

pytestmark = pytest.mark.integration


def test_a_backup_made_in_the_middle_of_work_brings_everything_back(tmp_path: Path) -> None:
    spool, backup = tmp_path / "spool", tmp_path / "backup"
    office = TeamOffice(tmp_path / "office", TRANSCRITOR_SPOOL_URL=str(spool))
    try:
        office.open()
        done = office.upload(text_pdf("Um oficio"), name="oficio.pdf")
        office.wait_for_end(done)
        at_work = office.upload(scanned_pdf(2), name="autos.pdf")
        office.wait_for_pages(at_work, 1)
        waiting = office.upload(text_pdf("Enviado por ultimo"), name="ultimo.pdf")
        shutil.copytree(spool, backup, ignore=shutil.ignore_patterns("*.part"))

        _end_in_good_order(office)
        office.redis.kill()
        office.redis.forget()
        shutil.rmtree(spool)
        backup.rename(spool)

        office.redis.start()
        office.start_server()
        office.start_worker()
        assert [office.wait_for_end(task)["status"] for task in (done, at_work, waiting)] == ["SUCCESS"] * 3
        assert all(f"Folha numero {number} do processo" in office.text(at_work) for number in (1, 2))
        assert "Um oficio" in office.text(done)
        listed = office.client.get("/process-pdf/").json()["tasks"]
        assert [task["task_id"] for task in listed] == [waiting, at_work, done]
    finally:
        office.close()


def _end_in_good_order(office: TeamOffice) -> None:
    """As for an upgrade: workers first, the server last."""
    worker, server = office.workers.pop(), office.server
    assert server is not None
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(BOUND_S) == 0
    server.send_signal(signal.SIGTERM)
    assert server.wait(BOUND_S) in (
        0,
        -signal.SIGTERM,
    )  # uvicorn ends of it at last
    office.server = None
