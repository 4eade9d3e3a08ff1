"""The whole history as one file: backed up, restored, broken off, refused; nothing is lost."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from uuid import UUID

import pytest

from tests.jobs.office import Office
from tests.pictures.made_pictures import page, saved
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.events import JobsAdded, JobsRemoved
from transcritor_gui.model import JobStatus


def read(office: Office, *names: str) -> tuple[UUID, ...]:
    ids = office.add(*(office.document(name, f"says:{name}") for name in names))
    office.wait_until_finished(*ids)
    return ids


def test_what_was_backed_up_comes_back_and_is_told_of(office: Office, tmp_path: Path) -> None:
    (first,) = read(office, "a.pdf")
    backup = tmp_path / "history.transcritor"
    told: list[float] = []
    facts = office.service.archive.back_up(backup, on_progress=told.append)
    assert facts is not None
    assert facts.documents == 1
    assert told == sorted(told)
    assert told[-1] == 1.0
    (second,) = read(office, "b.pdf")
    office.service.purge((first,))
    assert office.service.archive.restore(backup) == facts
    assert [job.id for job in office.service.jobs()] == [first]
    assert office.service.page(first, 0) is not None
    assert office.service.search("a.pdf")
    assert not office.service.search("b.pdf")
    office.wait(lambda: JobsRemoved((second,)) in office.events)
    added = [event for event in office.events if isinstance(event, JobsAdded)]
    assert [job.id for job in added[-1].jobs] == [first]


def test_what_there_was_before_a_restoring_is_kept_as_a_backup(office: Office, tmp_path: Path) -> None:
    backup = tmp_path / "history.transcritor"
    office.service.archive.back_up(backup)
    read(office, "a.pdf")
    office.service.archive.restore(backup)
    assert office.service.jobs() == ()
    (kept,) = (tmp_path / "backups").glob("*.db")
    shutil.copy(kept, tmp_path / "kept.db")
    assert b"a.pdf" in (tmp_path / "kept.db").read_bytes()


def test_pictures_from_the_clipboard_go_along_to_another_computer(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here, there = Office(tmp_path / "here"), Office(tmp_path / "there")
    for office in (here, there):
        office.service.start()
    try:
        (job_id,) = here.service.add_picture(saved(page(), "PNG"), name="Picture").added
        backup = tmp_path / "history.transcritor"
        here.wait_until_finished(job_id)
        here.service.archive.back_up(backup)
        there.service.archive.restore(backup)
        path = Path(there.service.job(job_id).path)
        assert path.parent == tmp_path / "there" / "captures"
        assert path.is_file()
    finally:
        for office in (here, there):
            office.service.stop(timeout_s=0)


@pytest.mark.parametrize("at", [0.0, 0.3])
def test_a_backup_that_is_given_up_leaves_nothing(office: Office, tmp_path: Path, at: float) -> None:
    read(office, "a.pdf")
    done = [0.0]
    target = tmp_path / "out" / "history.transcritor"
    target.parent.mkdir()
    written = office.service.archive.back_up(
        target, is_wanted=lambda: done[0] < at, on_progress=lambda part: done.__setitem__(0, part)
    )
    assert written is None
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("at", [0.0, 0.5])
def test_a_restoring_that_is_given_up_changes_nothing(office: Office, tmp_path: Path, at: float) -> None:
    backup = tmp_path / "history.transcritor"
    office.service.archive.back_up(backup)
    (job_id,) = read(office, "a.pdf")
    done = [0.0]
    restored = office.service.archive.restore(
        backup, is_wanted=lambda: done[0] < at, on_progress=lambda part: done.__setitem__(0, part)
    )
    assert restored is None
    assert [job.id for job in office.service.jobs()] == [job_id]
    assert list(tmp_path.glob("*.draft-*")) == []


def damaged(backup: Path) -> None:
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 0xFF
    backup.write_bytes(data)


def no_archive(backup: Path) -> None:
    backup.write_bytes(b"%PDF-1.7")


def another_zip(backup: Path) -> None:
    with zipfile.ZipFile(backup, "w") as archive:
        archive.writestr("a.txt", "a")


def cut(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-1000])


@pytest.mark.parametrize("spoil", [damaged, no_archive, another_zip, cut])
def test_what_is_no_sound_backup_is_refused_and_changes_nothing(
    office: Office, tmp_path: Path, spoil: object
) -> None:
    (job_id,) = read(office, "a.pdf")
    backup = tmp_path / "history.transcritor"
    office.service.archive.back_up(backup)
    assert callable(spoil)
    spoil(backup)
    with pytest.raises(TranscritorError) as refused:
        office.service.archive.restore(backup)
    assert refused.value.info.code in (ErrorCode.ARCHIVE_BAD, ErrorCode.DATABASE_DAMAGED)
    assert [job.id for job in office.service.jobs()] == [job_id]


def test_nothing_is_restored_while_something_is_read(office: Office, tmp_path: Path) -> None:
    backup = tmp_path / "history.transcritor"
    office.service.archive.back_up(backup)
    (job_id,) = office.add(office.document("a.pdf", "hang"))
    office.wait_for_status(job_id, JobStatus.RUNNING)
    with pytest.raises(TranscritorError) as refused:
        office.service.archive.restore(backup)
    assert refused.value.info.code is ErrorCode.ARCHIVE_BUSY
    office.service.cancel((job_id,))
