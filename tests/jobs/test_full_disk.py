"""When the database cannot grow: nothing is lost, it is said once, and work goes on when there is room."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from tests.jobs import fakes
from tests.jobs.office import Office
from transcritor_gui.errors import ErrorCode
from transcritor_gui.jobs.events import ServiceFailed
from transcritor_gui.model import JobStatus
from transcritor_gui.store import Store


class SmallDiskLauncher:
    """Threads whose database connection may not grow the file while `is_full`, as on a full disk."""

    def __init__(self) -> None:
        self.is_full = True
        self.store: Store | None = None

    def launch(self, run: Callable[[], None]) -> None:
        threading.Thread(target=self._run, args=(run,)).start()

    def _run(self, run: Callable[[], None]) -> None:
        if self.is_full and self.store is not None:
            connection = self.store._database.connection()
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 4}")
        run()


def test_a_full_disk_halts_the_queue_and_nothing_is_lost(tmp_path: Path) -> None:
    launcher = SmallDiskLauncher()
    office = Office(tmp_path, launcher=launcher)
    launcher.store = office.store
    office.service.start()
    paths = [office.document(f"{n}.pdf", *["ok"] * 200) for n in range(2)]
    ids = office.add(*paths)
    office.wait(lambda: any(isinstance(event, ServiceFailed) for event in office.events))
    told = [event.error.code for event in office.events if isinstance(event, ServiceFailed)]
    assert told == [ErrorCode.DISK_FULL]
    kept = {job_id: office.service.page_indices(job_id) for job_id in ids}
    launcher.is_full = False
    office.service.resume(())
    jobs = office.wait_until_finished(*ids)
    assert [job.status for job in jobs] == [JobStatus.DONE] * 2
    assert all(set(kept[job_id]) <= set(office.service.page_indices(job_id)) for job_id in ids)
    for path, job_id in zip(paths, ids, strict=True):
        assert all(fakes.pages_read(path).count(index) == 1 for index in kept[job_id])
    office.service.stop(timeout_s=0)
