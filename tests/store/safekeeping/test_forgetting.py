"""Words of a deleted document are in no file: index, free pages, log, backups and old copies."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Collection
from pathlib import Path

import pytest

from tests.store import samples
from transcritor_gui.model import Job
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import Store, content_key

JOBS = 30


def word(number: int, place: int) -> str:
    """Of a document; no other has it, nor any piece of it that is longer than what begins or ends it."""
    return f"zq{number:03d}k{place:04d}w{number:03d}"


def fill(store: Store, seed: int) -> list[Job]:
    """Documents of all lengths, their pages in any order, some read again: as a long use leaves them."""
    chance = random.Random(seed)
    jobs = [samples.job(f"{number}.pdf", position=number) for number in range(JOBS)]
    store.jobs.insert(jobs, owner=samples.OWNER)
    places = [(number, index) for number in range(JOBS) for index in range(chance.randint(1, 12))]
    chance.shuffle(places)
    for number, index in places:
        text = " ".join(word(number, chance.randrange(300)) for _ in range(chance.choice((3, 30, 200, 600))))
        content = content_key(str(number), "as read")
        store.pages.save(jobs[number].id, pack_page(samples.page(text, page_index=index)), content)
        if chance.random() < 0.1:
            store.pages.delete_all([jobs[number].id])
    return jobs


def traces(folder: Path, numbers: Collection[int]) -> list[str]:
    """Files with words of these documents, or pieces of words as the index keeps them."""
    pieces = [piece for n in numbers for piece in (f"zq{n:03d}k".encode(), f"w{n:03d}".encode())]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(piece in path.read_bytes() for piece in pieces)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_no_byte_of_a_deleted_document_is_left_in_any_file(tmp_path: Path, seed: int) -> None:
    store = Store(tmp_path / "jobs.db")
    jobs = fill(store, seed)
    store.back_up(keep=3)
    (tmp_path / "jobs.db.v1.bak").write_text(word(3, 7))
    (tmp_path / "jobs.db.draft-0000").write_text(word(3, 7))
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "jobs-x.db").write_text(word(3, 7))
    numbers = [3, *random.Random(seed).sample(range(4, JOBS), 9)]
    assert traces(tmp_path, numbers) != []
    store.jobs.delete([jobs[number].id for number in numbers])
    assert store.is_forgetting_due()
    assert store.forget(backups=3)
    assert traces(tmp_path, numbers) == []
    assert not store.is_forgetting_due()
    store.examine()
    others = [number for number in range(JOBS) if number not in numbers]
    assert {number for number in others if traces(tmp_path, [number])} == {
        number for number in others if store.jobs.get(jobs[number].id).pages_done
    }
    store.close()
    assert traces(tmp_path, numbers) == []
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_what_was_broken_off_is_gone_on_with_by_the_next_program(tmp_path: Path) -> None:
    first = Store(tmp_path / "jobs.db")
    jobs = fill(first, 1)
    first.jobs.delete([jobs[3].id])
    assert not first.forget(backups=3, is_wanted=lambda: False)
    first.close()
    second = Store(tmp_path / "jobs.db")
    assert second.is_forgetting_due()
    assert second.forget(backups=3)
    assert traces(tmp_path, [3]) == []
    second.close()


def test_a_database_of_an_older_program_is_cleaned_once(tmp_path: Path) -> None:
    path = tmp_path / "jobs.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE old (text)")  # a SQLite that keeps what was deleted
    connection.execute("INSERT INTO old VALUES (?)", (word(3, 7) * 3000,))
    connection.commit()
    connection.execute("DROP TABLE old")
    connection.commit()
    connection.close()
    store = Store(path)
    assert traces(tmp_path, [3]) != []
    assert store.is_forgetting_due()
    assert store.forget(backups=3)
    assert traces(tmp_path, [3]) == []
    assert not store.is_forgetting_due()
    store.close()


def test_nothing_is_due_where_nothing_was_deleted(tmp_path: Path) -> None:
    store = Store(tmp_path / "jobs.db")
    fill(store, 1)
    assert not store.is_forgetting_due()
    store.close()
