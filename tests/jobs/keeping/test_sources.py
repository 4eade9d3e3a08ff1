"""What is known of a file that comes again, and where one has gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.jobs.office import Office
from transcritor_gui.errors import ErrorCode, TranscritorError


def test_a_file_that_comes_again_is_known_by_its_content(office: Office, tmp_path: Path) -> None:
    first = office.document("a.pdf", "ok", "ok")
    (earlier,) = office.add(first)
    office.wait_until_finished(earlier)
    copy = tmp_path / "copy of a.pdf"
    shutil.copy(first, copy)
    (again, other) = office.add(copy, office.document("b.pdf", "ok"))
    office.wait_until_finished(again, other)
    known = office.service.sources.known_before(again)
    assert known is not None
    assert (known.earlier.id, known.corrections) == (earlier, 0)
    assert office.service.sources.known_before(other) is None
    assert office.service.sources.known_before(earlier) is None


def test_a_file_that_has_moved_is_taken_from_its_new_place_with_those_beside_it(
    office: Office, tmp_path: Path
) -> None:
    paths = [office.document(name, "ok", name) for name in ("a.pdf", "b.pdf", "c.pdf")]
    ids = office.add(*paths)
    office.wait_until_finished(*ids)
    new = tmp_path / "moved"
    new.mkdir()
    shutil.move(paths[0], new / "renamed.pdf")
    shutil.move(paths[1], new / "b.pdf")
    assert office.service.sources.relocate(ids[0], new / "renamed.pdf") == 1
    assert [office.service.job(job_id).path for job_id in ids] == [
        str(new / "renamed.pdf"),
        str(new / "b.pdf"),
        str(paths[2]),
    ]


def test_another_file_is_not_taken_for_it(office: Office) -> None:
    one, other = office.document("a.pdf", "ok"), office.document("b.pdf", "look")
    (job_id,) = office.add(one)
    office.wait_until_finished(job_id)
    with pytest.raises(TranscritorError) as refused:
        office.service.sources.relocate(job_id, other)
    assert refused.value.info.code is ErrorCode.FILE_OTHER
    assert office.service.job(job_id).path == str(one)
