"""What is removed or deleted leaves no word in any file, whenever the program ends; backups are kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from tests.jobs.office import Office
from tests.workers.waiting import pid_in
from transcritor_gui.jobs.events import HistoryMended
from transcritor_gui.model import JobStatus
from transcritor_gui.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
WORD = "zqvwxdeletedword"
OTHER = "zqkeptword"


def read(office: Office) -> tuple[UUID, UUID]:
    """Two documents that have been read; the words of the first are to go."""
    ids = office.add(
        office.document("a.pdf", f"says:{WORD}_{WORD}one", f"says:{WORD}two"),
        office.document("b.pdf", f"says:{OTHER}"),
    )
    office.wait_until_finished(*ids)
    return ids[0], ids[1]


def files_with(folder: Path, word: str) -> list[str]:
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pdf" and word.encode() in path.read_bytes()
    ]


def test_deleted_words_are_in_no_file_when_the_program_has_ended(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.service.start()
    deleted, kept = read(office)
    assert files_with(tmp_path, WORD) != []
    office.service.purge((deleted,))
    office.service.stop(timeout_s=0)
    assert files_with(tmp_path, WORD) == []
    assert files_with(tmp_path, OTHER) != []
    again = Office(tmp_path)
    assert [job.id for job in again.service.jobs()] == [kept]
    again.service.stop(timeout_s=0)


def test_a_removal_that_could_still_be_undone_is_carried_out_at_the_end(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.service.start()
    removed, _ = read(office)
    office.service.remove((removed,))
    office.service.stop(timeout_s=0)
    assert files_with(tmp_path, WORD) == []


def test_what_was_restored_stays(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.service.start()
    restored, kept = read(office)
    office.service.remove((restored,))
    office.service.restore((restored,))
    office.service.stop(timeout_s=0)
    again = Office(tmp_path)
    assert {job.id for job in again.service.jobs()} == {restored, kept}
    again.service.stop(timeout_s=0)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Unix does")
@pytest.mark.parametrize("act", ["purge", "remove"])
def test_after_a_kill_the_next_start_sees_to_it(tmp_path: Path, act: str) -> None:
    victim = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.deleting_victim", str(tmp_path), act, WORD],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    pid_in(str(tmp_path / "done"))
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    office = Office(tmp_path)
    office.service.start()
    assert office.service.jobs() == ()
    office.service.stop(timeout_s=0)
    assert files_with(tmp_path, WORD) == []


def test_a_backup_is_made_of_what_was_there_at_the_start(tmp_path: Path) -> None:
    for _ in range(2):
        office = Office(tmp_path)
        office.service.start()
        if not office.service.jobs():
            read(office)
        office.service.stop(timeout_s=0)
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_without_backups_in_the_settings_there_are_none(tmp_path: Path) -> None:
    for _ in range(2):
        office = Office(tmp_path, settings=Settings(backups=0))
        office.service.start()
        if not office.service.jobs():
            read(office)
        office.service.stop(timeout_s=0)
    assert not (tmp_path / "backups").exists()


def test_a_history_that_is_damaged_while_documents_are_read_is_mended_and_they_go_on(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.service.start()
    path = office.document("a.pdf", "ok", "ok", "gate", "ok")
    (job_id,) = office.add(path)
    office.wait_for_pages(job_id, 2)
    with office.store._database.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'page'").fetchone()
    with office.database.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)
    office.store._database.read("PRAGMA shrink_memory")
    Path(f"{path}.open").touch()
    job = office.wait_for_status(job_id, JobStatus.DONE)
    assert job.pages_done == 4
    office.wait(lambda: any(isinstance(event, HistoryMended) for event in office.events))
    office.service.stop(timeout_s=0)
