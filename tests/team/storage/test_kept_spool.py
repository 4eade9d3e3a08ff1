"""An installation that is upgraded: this version goes on with a spool that version 1.0 wrote.

`spool_of_1_0` is one as that version left it, with a document that is done and one in the middle of its
pages; it is never written anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.team.serving import working
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.records import TaskState
from transcritor_gui.team.work.reading import DocumentWork

_DONE = "c6d721cc-595d-4507-906a-06dff434342c"
_AT_WORK = "4e714851-08d0-4db4-b35c-5f470af7a16d"


@pytest.fixture
def work(config: TeamConfig, tmp_path: Path) -> Iterator[DocumentWork]:
    spool = tmp_path / "spool"
    shutil.copytree(Path(__file__).with_name("spool_of_1_0"), spool)
    with working(replace(config, spool_url=str(spool))) as work:
        yield work


def test_what_was_done_is_read(work: DocumentWork) -> None:
    record, ending = work.book.record(_DONE), work.book.ending(_DONE)
    assert record is not None
    assert ending is not None
    assert (record.name, ending.state) == ("petição.pdf", TaskState.SUCCESS)
    assert [page.text for page in work.book.transcript(record).pages] == ["página 1 ok", "página 2 ocr"]
    assert work.book.corrections.revision(_DONE) == 0


def test_what_was_begun_is_ended(work: DocumentWork) -> None:
    assert [task.id for task in work.book.open_tasks()] == [_AT_WORK]
    for chunk in range(2):
        work.read_chunk(_AT_WORK, chunk)
    work.live.note_pages(_AT_WORK, work.book.pages_done(_AT_WORK))
    work.read_chunk(_AT_WORK, 1)
    record = work.book.record(_AT_WORK)
    assert record is not None
    assert [page.text for page in work.book.transcript(record).pages] == ["página 1 ok", "página 2 look"]
    assert work.book.tasks_of("local") == (_AT_WORK, _DONE)
