"""What is a document, by its content and by its name."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from transcritor_gui.document_kinds import (
    KINDS,
    PDF,
    claimed_kind,
    document_stem,
    examined_file,
    kind_of,
    media_type_of,
    name_patterns,
)
from transcritor_gui.errors import ErrorCode, TranscritorError


@pytest.mark.parametrize(
    "head", [b"%PDF-1.7\n", b"\xef\xbb\xbf%PDF-1.4", b"\0" * 1000 + b"%PDF-2.0", b"%PDF1.3"]
)
def test_a_pdf_is_known_by_its_beginning(head: bytes) -> None:
    assert kind_of(head) is PDF


@pytest.mark.parametrize("head", [b"", b"PK\x03\x04", b"%!PS-Adobe-3.0 EPSF", b"hello"])
def test_other_beginnings_are_no_document(head: bytes) -> None:
    assert kind_of(head) is None


def test_a_header_at_the_very_beginning_is_a_surer_sign_than_one_further_on() -> None:
    assert PDF.score(b"%PDF-1.7") > PDF.score(b"hello %PDF-1.7") > PDF.score(b"hello")


def test_a_file_is_examined_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "a.tmp"
    path.write_bytes(b"%PDF-1.7" + bytes(5000))
    assert (examined_file(path).kind, examined_file(str(path)).size_bytes) == (PDF, 5008)


def test_why_a_file_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "text.pdf").write_text("hello")
    assert _code(tmp_path / "empty.pdf") is ErrorCode.PDF_EMPTY
    assert _code(tmp_path / "text.pdf") is ErrorCode.NOT_A_PDF
    assert _code(tmp_path) is ErrorCode.FILE_UNREADABLE
    assert _code(tmp_path / "none.pdf") is ErrorCode.FILE_MISSING
    assert _code(tmp_path / "text.pdf" / "none.pdf") is ErrorCode.FILE_MISSING
    assert _code(tmp_path / "a\0b.pdf") is ErrorCode.FILE_UNREADABLE


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are no files there")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    assert _code(tmp_path / "a.pdf") is ErrorCode.NOT_A_PDF


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("a.pdf", "a"),
        ("CONTRATO.PDF", "CONTRATO"),
        ("ata.Pdf", "ata"),
        ("v1.2", "v1.2"),
        ("a.pdf.pdf", "a.pdf"),
        ("", ""),
    ],
)
def test_the_stem_is_the_name_without_the_suffix_of_a_document(name: str, stem: str) -> None:
    assert document_stem(name) == stem


def test_names_claim_a_kind_whatever_their_case() -> None:
    assert claimed_kind("a.PDF") is claimed_kind(".pdf") is PDF
    assert claimed_kind("/x.pdf/a") is None
    assert media_type_of("a.Pdf") == "application/pdf"
    assert media_type_of("a") == "application/octet-stream"
    assert name_patterns().split()[:2] == ["*.pdf", "*.PDF"]


def test_no_two_kinds_share_a_name_or_a_suffix() -> None:
    suffixes = [suffix for kind in KINDS for suffix in kind.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)


def _code(path: Path) -> ErrorCode:
    with pytest.raises(TranscritorError) as caught:
        examined_file(path)
    return caught.value.info.code
