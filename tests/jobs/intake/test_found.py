from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.jobs import fakes
from tests.jobs.office import Office
from transcritor_gui.errors import ErrorCode
from transcritor_gui.jobs.events import IntakeFinished, RefusedFile
from transcritor_gui.jobs.intake.found import found_documents, natural_key


def pdf(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7\n")
    return path


def found(*paths: Path | str) -> tuple[list[str], dict[str, ErrorCode]]:
    """Names of the documents, and of the refused files with their codes."""
    documents, refused = [], {}
    for one in found_documents(paths):
        if isinstance(one, RefusedFile):
            refused[Path(one.path).name] = one.error.code
        else:
            documents.append(one.name)
    return documents, refused


def test_a_folder_is_walked_in_natural_order(tmp_path: Path) -> None:
    for name in ("page 10.pdf", "page 9.pdf", "Page 1.PDF", "sub/b.pdf", "sub/a.pdf"):
        pdf(tmp_path / name)
    assert found(tmp_path)[0] == ["Page 1.PDF", "page 9.pdf", "page 10.pdf", "a.pdf", "b.pdf"]


def test_numbers_too_long_to_be_numbers_and_other_digits_can_be_sorted() -> None:
    assert sorted(["a²", "a" + "9" * 5000, "a1", "a٣"], key=natural_key)[0] == "a1"


def test_other_files_of_a_folder_are_passed_over_in_silence(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf")
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "._a.pdf").write_bytes(b"\0\5\x16\7")
    assert found(tmp_path) == (["a.pdf"], {})


def test_what_claims_to_be_a_pdf_in_a_folder_and_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "fake.pdf").write_text("hello")
    (tmp_path / "empty.pdf").touch()
    assert found(tmp_path) == ([], {"empty.pdf": ErrorCode.PDF_EMPTY, "fake.pdf": ErrorCode.NOT_A_PDF})


def test_files_named_by_themselves_are_refused_with_their_reasons(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    refused = found(tmp_path / "notes.txt", tmp_path / "none.pdf", "https://example.org/a.pdf")[1]
    assert refused == {
        "notes.txt": ErrorCode.NOT_A_PDF,
        "none.pdf": ErrorCode.FILE_MISSING,
        "a.pdf": ErrorCode.NOT_A_LOCAL_FILE,
    }


def test_the_bytes_count_and_not_the_name(tmp_path: Path) -> None:
    assert found(pdf(tmp_path / "scan.tmp"))[0] == ["scan.tmp"]


def test_rubbish_before_the_header_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"\0" * 900 + b"%PDF-1.4\n")
    assert found(path)[0] == ["a.pdf"]


def test_a_folder_without_pdfs_says_so(tmp_path: Path) -> None:
    assert found(tmp_path)[1] == {tmp_path.name: ErrorCode.NO_PDF_IN_FOLDER}


def test_the_same_file_comes_once(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf")
    assert found(path, tmp_path, path)[0] == ["a.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege there")
def test_links_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    pdf(tmp_path / "sub" / "a.pdf")
    (tmp_path / "sub" / "back").symlink_to(tmp_path)
    assert found(tmp_path)[0] == ["a.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are no files there")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    assert found(tmp_path / "a.pdf")[1] == {"a.pdf": ErrorCode.NOT_A_PDF}


def test_a_relative_path_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf(tmp_path / "a.pdf")
    monkeypatch.chdir(tmp_path)
    assert list(found_documents(["a.pdf"])) == [tmp_path / "a.pdf"]


def test_a_name_that_is_a_word_of_markup_or_a_protocol_like_path_is_a_file(tmp_path: Path) -> None:
    assert found(pdf(tmp_path / "file: a; b.pdf"))[0] == ["file: a; b.pdf"]


def test_a_file_that_waits_already_is_not_added_twice(office: Office) -> None:
    path = office.document("a.pdf", "gate")
    (job_id,) = office.add(path)
    again = office.service.add([path])
    assert again.added == ()
    assert [refused.error.code for refused in again.refused] == [ErrorCode.ALREADY_QUEUED]
    fakes.open_gate(path)
    office.wait_until_finished(job_id)
    assert len(office.service.add([path]).added) == 1


def test_good_files_are_added_beside_refused_ones_and_all_is_told(office: Office) -> None:
    good, bad = office.document("a.pdf", "ok"), office.folder / "b.txt"
    bad.write_text("hello")
    outcome = office.service.add([good, bad])
    assert len(outcome.added) == len(outcome.refused) == 1
    assert [event for event in office.events if isinstance(event, IntakeFinished)] == [outcome]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf_8_goes_all_the_way(office: Office) -> None:
    path = Path(os.fsdecode(os.fsencode(office.folder) + b"/a\xe7\xe3o.pdf"))
    fakes.write_document(path, "ok", salt="x")
    (job_id,) = office.add(path)
    (job,) = office.wait_until_finished(job_id)
    assert job.path == str(path)
    assert job.name == "a??o.pdf"
    assert job.pages_done == 1
