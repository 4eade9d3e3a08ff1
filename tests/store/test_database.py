from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from importlib import resources
from pathlib import Path

import pytest

from tests.store import samples
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.store import Store
from transcritor_gui.store.migrate import schema_version

KEPT = Path(__file__).parent / "data"


def failure_of_opening(path: Path) -> ErrorCode:
    with pytest.raises(TranscritorError) as caught:
        Store(path)
    return caught.value.info.code


def raw(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_a_new_database_has_this_program_s_schema(tmp_path: Path) -> None:
    Store(tmp_path / "jobs.db").close()
    assert raw(tmp_path / "jobs.db", "PRAGMA user_version") == [(schema_version(),)]
    assert not list(tmp_path.glob("*.bak"))


def test_opening_again_finds_what_was_kept(tmp_path: Path) -> None:
    job = samples.job()
    first = Store(tmp_path / "jobs.db")
    first.jobs.insert([job], owner=samples.OWNER)
    first.close()
    second = Store(tmp_path / "jobs.db")
    assert second.jobs.all() == (job,)
    second.close()


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    Store(path).close()
    raw(path, f"PRAGMA user_version = {schema_version() + 1}")
    before = path.read_bytes()
    assert failure_of_opening(path) is ErrorCode.DATABASE_NEWER
    assert path.read_bytes() == before


def test_without_mending_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    path.write_text("this is not a database " * 100)
    with pytest.raises(TranscritorError) as caught:
        Store(path, mends=False)
    assert caught.value.info.code is ErrorCode.DATABASE_DAMAGED
    assert path.read_text().startswith("this is not")


@pytest.mark.skipif(sys.platform == "win32", reason="the folder of the user sees to it there")
def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = Store(tmp_path / "jobs.db")
        store.jobs.insert([samples.job()], owner=samples.OWNER)
        store.back_up(keep=1)
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert {path.name.removeprefix("jobs.db") for path in files} > {"", "-wal", "-shm"}
        assert len(files) == 4
        assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o600"}
        assert oct((tmp_path / "backups").stat().st_mode & 0o777) == "0o700"
        store.close()
    finally:
        os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="the folder of the user sees to it there")
def test_a_file_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    Store(path).close()
    path.chmod(0o644)
    Store(path).close()
    assert oct(path.stat().st_mode & 0o777) == "0o600"


def test_a_database_that_is_held_for_too_long_is_named_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcritor_gui.store.database.BUSY_TIMEOUT_MS", 50)
    store = Store(tmp_path / "jobs.db")
    other = sqlite3.connect(tmp_path / "jobs.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TranscritorError) as caught:
        store.jobs.insert([samples.job()], owner=samples.OWNER)
    assert caught.value.info.code is ErrorCode.DATABASE_LOCKED
    other.execute("ROLLBACK")
    store.jobs.insert([samples.job()], owner=samples.OWNER)
    other.close()
    store.close()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    assert failure_of_opening(tmp_path / "missing" / "jobs.db") is ErrorCode.DATABASE_UNUSABLE
    assert failure_of_opening(tmp_path) is ErrorCode.DATABASE_UNUSABLE


def test_a_full_disk_is_told_and_the_transaction_undone(store: Store) -> None:
    connection = store._database.connection()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(TranscritorError) as caught:
        store.jobs.insert([samples.job(f"{n}.pdf") for n in range(1000)], owner=samples.OWNER)
    assert caught.value.info.code is ErrorCode.DISK_FULL
    assert store.jobs.all() == ()
    connection.execute("PRAGMA max_page_count = 1000000")
    store.jobs.insert([samples.job()], owner=samples.OWNER)
    assert len(store.jobs.all()) == 1


def test_each_thread_has_a_connection_and_all_are_closed(tmp_path: Path) -> None:
    store = Store(tmp_path / "jobs.db")
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for _ in range(20):
                store.jobs.insert([samples.job(f"{number}.pdf")], owner=samples.OWNER)
                store.jobs.all()
            if number % 2:
                store.close_thread()
        except BaseException as error:  # told to the test
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(store.jobs.all()) == 160
    store.close()
    assert not (tmp_path / "jobs.db-wal").exists()  # the last connection folds it in
    with pytest.raises(TranscritorError):
        store.jobs.all()


@pytest.mark.parametrize("attempt", range(20))
def test_two_programs_may_open_a_new_database_at_once(tmp_path: Path, attempt: int) -> None:
    stores: list[Store] = []
    barrier = threading.Barrier(4)

    def open_it() -> None:
        barrier.wait()
        stores.append(Store(tmp_path / "jobs.db"))

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stores) == 4, f"attempt {attempt}"
    for store in stores:
        store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="the kept file names a Unix path")
@pytest.mark.parametrize("version", sorted(int(path.stem[1:]) for path in KEPT.glob("v*.db")))
def test_a_kept_database_of_each_version_opens_with_all_it_holds(tmp_path: Path, version: int) -> None:
    path = tmp_path / "jobs.db"
    shutil.copy(KEPT / f"v{version}.db", path)
    store = Store(path)
    (job,) = store.jobs.all()
    assert (job.name, job.path, job.pages_done, job.pages_to_check) == (
        "ação.pdf",
        "/documents/ação.pdf",
        2,
        1,
    )
    assert [page.page_index for page in store.pages.all(job.id)] == [0, 1]
    assert all(page.error is None for page in store.pages.all(job.id))
    assert store.mendings() == ()
    assert [hit.page_index for hit in store.search("transcricao")] == [0]
    store.close()
    assert raw(path, "PRAGMA user_version") == [(schema_version(),)]
    backups = list(tmp_path.glob("*.bak"))
    assert len(backups) == (0 if version == schema_version() else 1)


@pytest.mark.skipif(sys.platform == "win32", reason="the kept file names a Unix path")
@pytest.mark.parametrize("version", sorted(int(path.stem[1:]) for path in KEPT.glob("v*.db")))
def test_a_kept_database_of_each_version_that_is_damaged_is_mended(tmp_path: Path, version: int) -> None:
    path = tmp_path / "jobs.db"
    data = (KEPT / f"v{version}.db").read_bytes()
    path.write_bytes(b"\xa5" * 100 + data[100:])
    store = Store(path)
    (mended,) = store.mendings()
    assert (mended.jobs, mended.pages, mended.lost_pages) == (1, 2, 0)
    (job,) = store.jobs.all()
    assert (job.name, job.path, job.pages_done) == ("ação.pdf", "/documents/ação.pdf", 2)
    assert [hit.page_index for hit in store.search("transcricao")] == [0]
    store.close()


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="a disk is mounted read-only")
def test_a_database_on_a_read_only_disk_can_be_read_and_not_written(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "none", str(disk)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("nothing can be mounted here")
    try:
        job = samples.job()
        store = Store(disk / "jobs.db")
        store.jobs.insert([job], owner=samples.OWNER)
        store.close()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        store = Store(disk / "jobs.db")
        assert store.jobs.all() == (job,)
        with pytest.raises(TranscritorError) as caught:
            store.jobs.set_removed([job.id], removed=True)
        assert caught.value.info.code is ErrorCode.DATABASE_UNUSABLE
        store.close()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_each_migration_has_a_number_of_its_own() -> None:
    """Of two with one number, one would silently never be applied."""
    folder = resources.files("transcritor_gui.store") / "migrations"
    numbers = sorted(entry.name[:4] for entry in folder.iterdir() if entry.name.endswith(".sql"))
    assert len(set(numbers)) == len(numbers)


@pytest.mark.skipif(sys.platform == "win32", reason="the kept file names a Unix path")
def test_words_recognised_by_earlier_programs_are_forgiven_too(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    shutil.copy(KEPT / "v8.db", path)
    store = Store(path)
    assert [found.page_index for found in store.similar_documents("processo ")] == [1]
    store.close()
