from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from tests.jobs.office import Office
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs import Conflict


def test_a_transcript_goes_beside_its_source(office: Office) -> None:
    ids = office.add(office.document("a.pdf", "ok"))
    office.wait_until_finished(*ids)
    (outcome,) = office.service.export(ids, format="txt")
    assert outcome.path == office.folder / "a.txt"
    assert "página 1 ok" in outcome.path.read_text(encoding="utf-8")


def test_an_existing_file_is_never_written_over_unasked(office: Office, tmp_path: Path) -> None:
    ids = office.add(office.document("a.pdf", "ok"))
    office.wait_until_finished(*ids)
    (tmp_path / "a.txt").write_text("mine")
    (renamed,) = office.service.export(ids, format="txt", folder=tmp_path)
    (skipped,) = office.service.export(ids, format="txt", folder=tmp_path, conflict=Conflict.SKIP)
    assert renamed.path == tmp_path / "a (2).txt"
    assert (skipped.path, skipped.error and skipped.error.code) == (None, ErrorCode.EXPORT_EXISTS)
    assert (tmp_path / "a.txt").read_text() == "mine"
    (replaced,) = office.service.export(ids, format="txt", folder=tmp_path, conflict=Conflict.REPLACE)
    assert replaced.path == tmp_path / "a.txt"
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") != "mine"


def test_two_documents_of_one_name_do_not_replace_each_other(office: Office, tmp_path: Path) -> None:
    folders = [tmp_path / "x", tmp_path / "y"]
    for folder in folders:
        folder.mkdir()
    ids = office.add(*[office.document(f"{folder.name}/a.pdf", "ok", salt=folder.name) for folder in folders])
    office.wait_until_finished(*ids)
    out = tmp_path / "out"
    out.mkdir()
    outcomes = office.service.export(ids, format="txt", folder=out, conflict=Conflict.REPLACE)
    assert [outcome.path for outcome in outcomes] == [out / "a.txt", out / "a (2).txt"]


def test_each_failure_is_the_outcome_of_its_job(office: Office) -> None:
    good, empty = office.document("a.pdf", "ok"), office.document("b.pdf", "damaged")
    ids = (*office.add(good, empty), uuid4())
    office.wait_until_finished(*ids[:2])
    outcomes = office.service.export(ids, format="txt")
    assert outcomes[0].error is None
    assert [outcome.error and outcome.error.code for outcome in outcomes[1:]] == [
        ErrorCode.NOTHING_TO_EXPORT,
        ErrorCode.JOB_UNKNOWN,
    ]


def test_a_chosen_name_is_used_for_a_single_job(office: Office, tmp_path: Path) -> None:
    ids = office.add(office.document("a.pdf", "ok"))
    office.wait_until_finished(*ids)
    (outcome,) = office.service.export(ids, format="txt", folder=tmp_path, file_name="chosen.txt")
    assert outcome.path == tmp_path / "chosen.txt"


def test_an_unknown_format_is_refused_before_anything_is_written(office: Office) -> None:
    with pytest.raises(TranscritorError) as caught:
        office.service.export((), format="rtfx")
    assert caught.value.info.code is ErrorCode.FORMAT_UNKNOWN
