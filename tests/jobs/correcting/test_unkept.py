"""Corrections that a killed program had not kept are kept at the next start."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.jobs.office import Office
from transcritor_gui.jobs.correcting.unkept import UnkeptChange, UnkeptChanges
from transcritor_gui.model import Box, Correction, CorrectionKind, EditKind

_AT = datetime(2026, 3, 1, 9, 30, 15, 123_456, tzinfo=UTC)


def _change(job_id: UUID, *, box: Box, before: str = "pagina", after: str = "página") -> UnkeptChange:
    return UnkeptChange(
        _AT, EditKind.CORRECTED, ((job_id, Correction(0, CorrectionKind.TEXT, box, before, after)),)
    )


def test_what_is_noted_is_there_for_the_next_program_and_gone_once_kept(tmp_path: Path) -> None:
    path = tmp_path / "unkept.jsonl"
    first = _change(uuid4(), box=Box(1, 2, 3, 4))
    second = replace(first, made_at=_AT + timedelta(seconds=1), kind=EditKind.REPLACED)
    for change in (first, second):
        UnkeptChanges(path).note(change)
    assert list(UnkeptChanges(path).left()) == [first, second]
    UnkeptChanges(path).forget()
    assert path.read_bytes() == b""
    assert UnkeptChanges(path).left() == []


def test_a_line_that_was_cut_off_spoils_none_before_it(tmp_path: Path) -> None:
    path = tmp_path / "unkept.jsonl"
    change = _change(uuid4(), box=Box(1, 2, 3, 4))
    UnkeptChanges(path).note(change)
    with path.open("ab") as file:
        file.write(b'{"made_at":"2026-')
    assert list(UnkeptChanges(path).left()) == [change]
    UnkeptChanges(path).note(change)
    assert list(UnkeptChanges(path).left()) == [change, change]


def test_nothing_stays_noted_of_a_document_that_is_deleted(tmp_path: Path) -> None:
    path = tmp_path / "unkept.jsonl"
    gone, stays = (_change(uuid4(), box=Box(1, 2, 3, 4), after=word) for word in ("segredo", "página"))
    of_both = replace(gone, corrections=gone.corrections + stays.corrections)
    for change in (gone, of_both, stays):
        UnkeptChanges(path).note(change)
    UnkeptChanges(path).leave_out([gone.corrections[0][0]])
    assert list(UnkeptChanges(path).left()) == [stays, stays]
    assert b"segredo" not in path.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_what_is_noted_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "unkept.jsonl"
    UnkeptChanges(path).note(_change(uuid4(), box=Box(1, 2, 3, 4)))
    assert path.stat().st_mode & 0o077 == 0


def test_nothing_is_left_where_nothing_was_noted(tmp_path: Path) -> None:
    unkept = UnkeptChanges(tmp_path / "unkept.jsonl")
    unkept.forget()
    assert unkept.left() == ()


def test_what_was_left_is_kept_once_and_as_of_when_it_was_made(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.service.start()
    try:
        (job_id,) = office.add(office.document("a.pdf", "ok"))
        office.wait_until_finished(job_id)
        page = office.service.page(job_id, 0)
        assert page is not None
        word = next(iter(page.words()))
        change = _change(job_id, box=word.box, before=word.text, after="corrigida")
        of_one_gone = _change(uuid4(), box=word.box)
        change = replace(change, corrections=of_one_gone.corrections + change.corrections)
        gone = replace(of_one_gone, made_at=_AT + timedelta(seconds=1))
        for _ in range(2):  # a program may be killed between keeping it and forgetting it
            office.service.corrections.keep([gone, change])
        after = office.service.page(job_id, 0)
        assert after is not None
        assert next(iter(after.words())).text == "corrigida"
        assert [edit.made_at for edit in office.service.corrections.edits(job_id)] == [_AT]
    finally:
        office.service.stop(timeout_s=0)
