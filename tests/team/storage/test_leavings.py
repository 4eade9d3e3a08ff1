"""What killed workers and exports left of deleted documents goes; what is kept or arrives stays."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.jobs.fakes import page_of
from transcritor_gui.model import DocumentFacts, TranscriptionOptions
from transcritor_gui.model.packed import pack_page
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.leavings import Leavings
from transcritor_gui.team.storage.records import Ending, Plan, TaskRecord, TaskState
from transcritor_gui.team.storage.spool import Spool

_RECORD = TaskRecord(
    id="a-task",
    owner="ana",
    name="a.pdf",
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
    size_bytes=4,
    sha256="",
    options=TranscriptionOptions(),
)
_PLAN = Plan(DocumentFacts("a.pdf", "", 4, page_count=1), page_indices=(0,), chunks=((0, 1),))


@pytest.fixture
def book(tmp_path: Path) -> TaskBook:
    book = TaskBook(Spool(str(tmp_path / "spool")))
    book.spool.write(book.source(_RECORD.id), b"%PDF")
    book.open_task(_RECORD)
    book.set_plan(_RECORD.id, _PLAN)
    book.save_page(_RECORD.id, pack_page(page_of(0, "ok")))
    return book


def _left(book: TaskBook) -> list[str]:
    return book.spool.names(f"tasks/{_RECORD.id}", drafts=True)


def test_a_page_saved_after_the_deletion_goes(book: TaskBook) -> None:
    book.end(_RECORD.id, Ending(TaskState.REVOKED, book.now()))
    book.forget_document(_RECORD)
    book.save_page(_RECORD.id, pack_page(page_of(0, "ok")))
    book.spool.write(f"tasks/{_RECORD.id}/transcript.0123456789ab.part", b"words")
    assert Leavings(book).delete() == 1
    assert _left(book) == ["ended.json", "task.json"]


def test_an_export_made_after_the_deletion_goes(book: TaskBook) -> None:
    book.conclude(_RECORD.id, _PLAN)
    book.delete(_RECORD.id)
    book.spool.write(f"tasks/{_RECORD.id}/results/txt", b"words")
    assert Leavings(book).delete() == 1
    assert book.spool.names("tasks") == []


def test_documents_that_are_kept_read_or_sent_stay(book: TaskBook) -> None:
    before = _left(book)
    book.spool.write("tasks/arriving/source.pdf.0123456789ab.part", b"%PDF")
    leavings = Leavings(book)
    assert leavings.delete() == 0
    assert _left(book) == before
    book.conclude(_RECORD.id, _PLAN)
    book.spool.write(f"tasks/{_RECORD.id}/results/txt", b"words")
    assert leavings.delete() == 0
    assert {"transcript", "results", "source.pdf"} <= set(_left(book))
    assert book.spool.names("tasks/arriving", drafts=True) == ["source.pdf.0123456789ab.part"]
