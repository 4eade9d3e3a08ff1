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
    path = office.document("a.pdf", *["ok"] * 300)
    (job_id,) = office.add(path)
    office.wait(lambda: any(isinstance(event, ServiceFailed) for event in office.events))
    assert [e.error.code for e in office.events if isinstance(e, ServiceFailed)] == [ErrorCode.DISK_FULL]
    kept = office.service.page_indices(job_id)
    launcher.is_full = False
    office.service.resume(())
    (job,) = office.wait_until_finished(job_id)
    office.service.stop(timeout_s=0)
    assert (job.status, job.pages_done) == (JobStatus.DONE, 300)
    assert 0 < len(kept) < 300
    assert all(fakes.pages_read(path).count(index) == 1 for index in kept)
