"""What is deleted while a worker or the server writes it does not stay behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from tests.jobs.fakes import page_of
from transcritor_gui.model import DocumentFacts, TranscriptionOptions
from transcritor_gui.model.packed import pack_page
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.export_calls import ExportOrder
from transcritor_gui.team.storage.records import Ending, Plan, TaskRecord, TaskState
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.team.work.exporting import write_export

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


class _Interrupted(Spool):
    """Calls `meanwhile` once, when the file `name` of a task is about to be written."""

    name = ""
    meanwhile: Callable[[], object]

    @contextmanager
    def writer(self, path: str, *, outlives_power_cut: bool = True) -> Iterator[IO[bytes]]:
        if self.name and self.name in path:
            self.name = ""
            self.meanwhile()
        with super().writer(path, outlives_power_cut=outlives_power_cut) as file:
            yield file


@pytest.fixture
def spool(tmp_path: Path) -> _Interrupted:
    return _Interrupted(str(tmp_path / "spool"))


@pytest.fixture
def book(spool: _Interrupted) -> TaskBook:
    """With one task, whose page has been read."""
    book = TaskBook(spool)
    spool.write(book.source(_RECORD.id), b"%PDF")
    book.open_task(_RECORD)
    book.set_plan(_RECORD.id, _PLAN)
    book.save_page(_RECORD.id, pack_page(page_of(0, "ok")))
    return book


def _cancelled(book: TaskBook) -> None:
    book.end(_RECORD.id, Ending(TaskState.REVOKED, datetime.now(UTC)))
    book.forget_document(_RECORD)


def _deleted(book: TaskBook) -> None:
    book.delete(_RECORD.id)


@pytest.mark.parametrize("meanwhile", [_cancelled, _deleted])
def test_no_transcript_stays_of_a_task_that_is_deleted_as_it_ends(
    book: TaskBook, spool: _Interrupted, meanwhile: Callable[[TaskBook], None]
) -> None:
    spool.name, spool.meanwhile = "/transcript", lambda: meanwhile(book)
    book.conclude(_RECORD.id, _PLAN)
    assert not spool.exists(f"tasks/{_RECORD.id}/transcript")


def test_no_export_stays_of_a_task_that_is_deleted_as_it_is_made(
    book: TaskBook, spool: _Interrupted, config: TeamConfig
) -> None:
    book.conclude(_RECORD.id, _PLAN)
    spool.name, spool.meanwhile = "/results/", lambda: _deleted(book)
    write_export(config, book, ExportOrder(_RECORD.id, "txt"))
    assert spool.names("tasks") == []


def test_what_a_killed_writer_left_goes_with_its_document(book: TaskBook, tmp_path: Path) -> None:
    folder = tmp_path / "spool" / "tasks" / _RECORD.id
    (folder / "transcript.0123456789ab.part").write_bytes(b"words")
    (folder / "source.pdf.0123456789ab.part").write_bytes(b"words")
    book.forget_document(_RECORD)
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["task.json"]
