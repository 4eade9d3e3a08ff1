"""What is copied to a worker's computer from a spool elsewhere, and for how long."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.copies import Copies, lent_source
from transcritor_gui.team.storage.records import Ending, TaskRecord, TaskState
from transcritor_gui.team.storage.spool import Spool


@pytest.fixture
def book() -> TaskBook:
    return TaskBook(Spool(f"memory://{uuid4()}"))


def _opened(book: TaskBook, task_id: str) -> str:
    book.spool.write(book.source(task_id), b"%PDF")
    record = TaskRecord(
        id=task_id,
        owner="ana",
        name="a.pdf",
        created_at=datetime.now(UTC),
        size_bytes=4,
        sha256="",
        options=TranscriptionOptions(),
    )
    book.open_task(record)
    return task_id


def test_copies_of_tasks_that_are_over_are_deleted(book: TaskBook, tmp_path: Path) -> None:
    copies = Copies(book, tmp_path / "copies")
    at_work, ended, deleted = (_opened(book, name) for name in ("at-work", "ended", "deleted"))
    paths = {task: copies.source(task) for task in (at_work, ended, deleted)}
    assert all(path.read_bytes() == b"%PDF" for path in paths.values())

    book.end(ended, Ending(TaskState.SUCCESS, datetime.now(UTC)))
    book.delete(deleted)
    copies.sweep()

    assert [task for task, path in paths.items() if path.exists()] == [at_work]


def test_a_lent_file_is_gone_afterwards(book: TaskBook) -> None:
    with lent_source(book, _opened(book, "a")) as path:
        assert path.read_bytes() == b"%PDF"
    assert not path.exists()


def test_a_spool_on_this_computer_is_read_where_it_lies(tmp_path: Path) -> None:
    book = TaskBook(Spool(str(tmp_path / "spool")))
    task = _opened(book, "a")
    with lent_source(book, task) as lent:
        assert lent == tmp_path / "spool" / book.source(task)
    assert Copies(book, tmp_path / "copies").source(task) == lent
    assert lent.exists()
    assert not (tmp_path / "copies").exists()


def test_a_file_that_is_gone_is_said(book: TaskBook, tmp_path: Path) -> None:
    with pytest.raises(TranscritorError) as missing:
        Copies(book, tmp_path).source("nothing")
    assert missing.value.info.code is ErrorCode.FILE_MISSING


def test_a_copy_that_was_broken_off_long_ago_is_deleted(book: TaskBook, tmp_path: Path) -> None:
    old, new = tmp_path / ".a.pdf.0123.part", tmp_path / ".b.pdf.0123.part"
    for draft in (old, new):
        draft.write_bytes(b"words")
    os.utime(old, (0, 0))
    Copies(book, tmp_path).sweep()
    assert (old.exists(), new.exists()) == (False, True)
