"""However a history is damaged, the program goes on, with all of it that can be read."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.store import samples
from tests.store.damages import DAMAGES, PAGE_BYTES
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import Job, JobStatus, PageStatus
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import Store, content_key

JOBS, PAGES = 40, 6
ALL_PLACES = {(key, index) for key in range(1, JOBS + 1) for index in range(PAGES)}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Job, ...]]:
    """A history of forty documents, closed in good order, and what was in it."""
    path = tmp_path_factory.mktemp("kept") / "jobs.db"
    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(3000)]
    store = Store(path)
    jobs = [samples.job(f"{number}.pdf", position=number) for number in range(JOBS)]
    store.jobs.insert(jobs, owner=samples.OWNER)
    for number, job in enumerate(jobs):
        content = content_key(str(number), "as read")
        for index in range(PAGES):
            text = " ".join([f"document{number}", *chance.choices(words, k=chance.choice((20, 200, 500)))])
            store.pages.save(job.id, pack_page(samples.page(text, page_index=index)), content)
    ids = [job.id for job in jobs]
    store.jobs.change_status(ids, JobStatus.RUNNING)
    store.jobs.change_status(ids, JobStatus.DONE)
    result = store.jobs.all()
    store.close()
    return path, result


def damaged(kept: Path, folder: Path, name: str) -> Path:
    path = folder / "jobs.db"
    shutil.copy(kept, path)
    DAMAGES[name](path, random.Random(name))
    return path


def use(store: Store) -> None:
    """What a program does with a history."""
    for job in store.jobs.all():
        pages = store.pages.all(job.id)
        assert len(pages) == job.pages_done
    store.search("document7")
    new = samples.job("new.pdf", position=99)
    store.jobs.insert([new], owner=samples.OWNER)
    page = pack_page(samples.page("words that are new"))
    assert store.pages.save(new.id, page, content_key("new", "as read"))
    assert [hit.job_id for hit in store.search('"words that are new"')] == [new.id]
    store.examine()


def recovered(path: Path, folder: Path) -> tuple[set[str], set[tuple[int, int]]]:
    """What SQLite's own program finds in a file: ids of jobs, and places of whole pages."""
    script = subprocess.run(["sqlite3", path, ".recover"], capture_output=True, check=False).stdout
    target = folder / "recovered.db"
    subprocess.run(["sqlite3", target], input=script, capture_output=True, check=False)
    if not target.exists():
        return set(), set()
    connection = sqlite3.connect(target)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        jobs = {row[0] for row in connection.execute("SELECT id FROM job")} if "job" in tables else set()
        pages = set(connection.execute("SELECT job_key, page_index FROM page")) if "page" in tables else set()
    finally:
        connection.close()
    return jobs, pages


@pytest.mark.parametrize("name", DAMAGES)
def test_the_program_goes_on_with_what_can_be_read(
    kept: tuple[Path, tuple[Job, ...]], tmp_path: Path, name: str
) -> None:
    path = damaged(kept[0], tmp_path, name)
    untouched = tmp_path / "untouched" / "jobs.db"
    untouched.parent.mkdir()
    shutil.copy(path, untouched)
    store = Store(path)
    found = {str(job.id) for job in store.jobs.all()}
    pages = {(key, index) for key, index in store._database.read("SELECT job_key, page_index FROM page")}
    use(store)
    store.close()
    if shutil.which("sqlite3") is not None:
        ids, places = recovered(untouched, tmp_path)
        known = {str(job.id) for job in kept[1]}
        assert ids & known <= found
        assert {place for place in places if place in ALL_PLACES} <= pages


def test_the_damaged_file_is_kept_as_it_was(kept: tuple[Path, tuple[Job, ...]], tmp_path: Path) -> None:
    path = damaged(kept[0], tmp_path, "page 1 garbage")
    before = path.read_bytes()
    store = Store(path)
    (mended,) = store.mendings()
    store.close()
    assert mended.set_aside.read_bytes() == before
    assert (mended.jobs, mended.pages, mended.lost_pages) == (JOBS, JOBS * PAGES, 0)


def test_a_sound_history_is_not_mended(kept: tuple[Path, tuple[Job, ...]], tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    shutil.copy(kept[0], path)
    store = Store(path)
    assert store.mendings() == ()
    assert store.jobs.all() == kept[1]
    store.close()
    assert not (tmp_path / "damaged").exists()


def test_the_newest_backup_gives_what_cannot_be_read(
    kept: tuple[Path, tuple[Job, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "jobs.db"
    shutil.copy(kept[0], path)
    store = Store(path)
    assert store.back_up(keep=3)
    newer = samples.job("newer.pdf", position=50)
    store.jobs.insert([newer], owner=samples.OWNER)
    store.close()
    DAMAGES["cut to half"](path, random.Random(3))
    store = Store(path)
    (mended,) = store.mendings()
    assert {job.id for job in kept[1]} <= {job.id for job in store.jobs.all()}
    assert mended.pages_from_backup > 0
    assert {store.jobs.get(job.id).pages_done for job in kept[1]} == {PAGES}
    use(store)
    store.close()


def test_a_backup_that_is_damaged_too_is_passed_over(
    kept: tuple[Path, tuple[Job, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "jobs.db"
    shutil.copy(kept[0], path)
    store = Store(path)
    store.back_up(keep=3)
    store.close()
    (backup,) = (tmp_path / "backups").iterdir()
    DAMAGES["page 1 garbage"](backup, random.Random(1))
    DAMAGES["text"](path, random.Random(1))
    store = Store(path)
    assert store.jobs.all() == ()
    use(store)
    store.close()


def test_what_was_deleted_does_not_come_back(kept: tuple[Path, tuple[Job, ...]], tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    shutil.copy(kept[0], path)
    store = Store(path)
    store.back_up(keep=3)
    deleted = kept[1][7].id
    store.jobs.delete([deleted])  # and no time to forget
    store.close()
    DAMAGES["page 1 garbage"](path, random.Random(1))
    store = Store(path)
    assert {job.id for job in store.jobs.all()} == {job.id for job in kept[1]} - {deleted}
    assert store.search("document7") == ()
    store.close()


def test_a_job_whose_pages_are_lost_can_be_gone_on_with(
    kept: tuple[Path, tuple[Job, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "jobs.db"
    shutil.copy(kept[0], path)
    store = Store(path)
    store.jobs.set_facts(kept[1][3].id, samples.facts("3.pdf", page_count=PAGES), pages_wanted=PAGES)
    key = store._database.read("SELECT key FROM job WHERE id = ?", (str(kept[1][3].id),))[0]["key"]
    store.close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DROP TRIGGER page_deleted")  # as if the rows had never been written
    connection.execute("DELETE FROM page WHERE job_key = ? AND page_index > 3", (key,))
    connection.close()
    store = Store(path)
    job = store.jobs.get(kept[1][3].id)
    assert (job.status, job.pages_done) == (JobStatus.INTERRUPTED, 4)
    store.close()


def test_damage_met_while_the_program_runs_is_mended_under_way(
    kept: tuple[Path, tuple[Job, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "jobs.db"
    shutil.copy(kept[0], path)
    store = Store(path)
    DAMAGES["root of the pages"](path, random.Random(1))
    store.close_thread()
    told: list[int] = []
    store.tell_mended(lambda: told.append(1))
    assert len(store.pages.all(kept[1][0].id)) == PAGES
    assert told == [1]
    use(store)
    store.close()


def test_a_transaction_that_meets_damage_may_be_done_again(
    kept: tuple[Path, tuple[Job, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "jobs.db"
    shutil.copy(kept[0], path)
    store = Store(path)
    DAMAGES["root of the jobs"](path, random.Random(1))
    store.close_thread()
    with pytest.raises(TranscritorError) as caught:
        store.jobs.insert([samples.job("new.pdf")], owner=samples.OWNER)
    assert caught.value.info.code is ErrorCode.DATABASE_DAMAGED
    assert store.can_be_mended
    store.jobs.insert([samples.job("new.pdf")], owner=samples.OWNER)
    assert len(store.jobs.all()) == JOBS + 1
    store.close()


def test_a_file_that_another_program_has_mended_is_opened_anew(
    kept: tuple[Path, tuple[Job, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "jobs.db"
    shutil.copy(kept[0], path)
    ours, theirs = Store(path), Store(path)
    DAMAGES["root of the pages"](path, random.Random(1))
    theirs.close_thread()
    theirs.pages.all(kept[1][0].id)
    new = samples.job("new.pdf")
    ours.jobs.insert([new], owner=samples.OWNER)
    assert new in theirs.jobs.all()
    ours.close()
    theirs.close()


def test_a_damaged_page_is_a_failed_page_of_its_job_and_taken_by_no_other(
    kept: tuple[Path, tuple[Job, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "jobs.db"
    shutil.copy(kept[0], path)
    job = kept[1][0]
    connection = sqlite3.connect(path)
    connection.execute("UPDATE page SET result = zeroblob(300) WHERE key = 3")
    connection.commit()
    connection.close()
    store = Store(path)
    again = samples.job("again.pdf", position=77)
    store.jobs.insert([again], owner=samples.OWNER)
    taken = store.pages.take_over(again.id, content_key("0", "as read"), range(PAGES))
    assert taken == (0, 1, 3, 4, 5)
    page = store.pages.get(job.id, 2)
    assert page is not None
    assert page.status is PageStatus.FAILED
    assert page.error is not None
    assert page.error.code is ErrorCode.PAGE_LOST
    assert store.jobs.get(job.id).status is JobStatus.DONE_WITH_ISSUES
    assert store.search('"document0"') != ()
    store.close()


@pytest.mark.parametrize("cut", [0.3, 0.7])
def test_a_torn_log_costs_what_was_not_committed_whole(
    kept: tuple[Path, tuple[Job, ...]], tmp_path: Path, cut: float
) -> None:
    path, crashed = tmp_path / "jobs.db", tmp_path / "crashed" / "jobs.db"
    crashed.parent.mkdir()
    shutil.copy(kept[0], path)
    store = Store(path)
    for number in range(20):
        store.jobs.insert([samples.job(f"new{number}.pdf", position=50 + number)], owner=samples.OWNER)
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{crashed}{suffix}")
    store.close()
    log = Path(f"{crashed}-wal")
    log.write_bytes(log.read_bytes()[: int(log.stat().st_size * cut)])
    DAMAGES["page 1 garbage"](crashed, random.Random(1))
    store = Store(crashed)
    assert JOBS < len(store.jobs.all()) < JOBS + 20
    use(store)
    store.close()


def test_a_wrong_piece_of_the_log_is_left_out(kept: tuple[Path, tuple[Job, ...]], tmp_path: Path) -> None:
    path, crashed = tmp_path / "jobs.db", tmp_path / "crashed" / "jobs.db"
    crashed.parent.mkdir()
    shutil.copy(kept[0], path)
    store = Store(path)
    store.jobs.insert([samples.job("new.pdf", position=50)], owner=samples.OWNER)
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{crashed}{suffix}")
    store.close()
    log = bytearray(Path(f"{crashed}-wal").read_bytes())
    log[32 + 24 + PAGE_BYTES // 2] ^= 1
    Path(f"{crashed}-wal").write_bytes(log)
    store = Store(crashed)
    assert len(store.jobs.all()) == JOBS
    use(store)
    store.close()


def test_a_backup_of_an_older_version_gives_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    path.write_text("not a database " * 1000)
    (tmp_path / "backups").mkdir()
    shutil.copy(
        Path(__file__).parents[1] / "data" / "v1.db", tmp_path / "backups" / "jobs-20260101T000000Z.db"
    )
    store = Store(path)
    (job,) = store.jobs.all()
    assert (job.name, job.pages_done) == ("ação.pdf", 2)
    assert len(store.pages.all(job.id)) == 2
    use(store)
    store.close()
