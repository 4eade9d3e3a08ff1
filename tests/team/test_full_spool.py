"""A spool that is full for a while: work waits and goes on, and no page is given up for it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.team.documents import scanned_pdf
from tests.team.office import TeamOffice
from tests.team.serving import fake_pdf, serving, upload, working
from tests.workers.waiting import waited_for
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model.packed import PackedPage
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.team.work.reading import DocumentWork

_SIZE_BYTES = 8 * 1024 * 1024
_PAGES = 4


class _FullBook(TaskBook):
    """Has room for everything but pages."""

    is_full = True

    def save_page(self, task_id: str, page: PackedPage) -> None:
        if self.is_full:
            raise TranscritorError(ErrorCode.DISK_FULL)
        super().save_page(task_id, page)


def test_a_chunk_that_finds_no_room_again_and_again_is_read_when_there_is_some(config: TeamConfig) -> None:
    with serving(config) as (client, _), working(config) as usual:
        task = upload(client, fake_pdf("ok", "ok"))
        usual.prepare(task)
        book = _FullBook(Spool(config.spool_url))
        work = DocumentWork(
            config=config,
            book=book,
            live=usual.live,
            queue=usual.queue,
            pool=usual.pool,
            pipeline=usual.pipeline,
            copies=usual.copies,
            celery_results=usual.celery_results,
        )
        for _ in range(6):
            with pytest.raises(TranscritorError, match="disk_full"):
                work.read_chunk(task, 0)
        book.is_full = False
        for chunk in range(2):
            work.read_chunk(task, chunk)
        status = client.get(f"/process-pdf/status/{task}").json()
        assert (status["status"], status["result"]["pages_failed"]) == ("SUCCESS", 0)


def _is_waiting_for_room(status: dict[str, Any]) -> bool:
    return (status["status"], (status["error_info"] or {}).get("code")) == ("RETRY", "disk_full")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "spool"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE_BYTES}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may make a small disk, and not everywhere")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.integration
def test_a_disk_that_is_full_in_the_middle_of_a_document(small_disk: Path, tmp_path: Path) -> None:
    office = TeamOffice(tmp_path / "office", TRANSCRITOR_SPOOL_URL=str(small_disk))
    try:
        office.open()
        task = office.upload(scanned_pdf(_PAGES))
        office.wait_for_pages(task, 1)

        filler = small_disk / "filler"
        with pytest.raises(OSError, match="No space left"):
            filler.write_bytes(bytes(_SIZE_BYTES))
        assert waited_for(lambda: _is_waiting_for_room(office.status(task))), office.logs()
        refused = office.client.post("/process-pdf/", files={"file": ("b.pdf", scanned_pdf(_PAGES))})
        assert refused.status_code == 507
        filler.unlink()

        ended = office.wait_for_end(task)
        assert ended["status"] == "SUCCESS"
        assert ended["result"]["pages_failed"] == 0
    finally:
        office.close()
