"""Opening PDFs in whatever state, and saying why one does not open."""

from __future__ import annotations

import csv
import zlib
from pathlib import Path
from typing import Literal

import pikepdf
import pytest

from tests.corpus import corpus_file
from tests.pipeline.made_pdfs import line_of_text, save_pdf, text_page
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline import inspect_document
from transcritor_gui.pipeline.pdf.document import open_document
from transcritor_gui.pipeline.pdf.metadata import has_metadata_bomb
from transcritor_gui.pipeline.state import WorkerState


def made(
    tmp_path: Path, *, pages: int = 1, name: str = "made.pdf", encryption: pikepdf.Encryption | None = None
) -> str:
    pdf = pikepdf.new()
    for number in range(pages):
        text_page(pdf, line_of_text(f"folha {number + 1}", 100, 700))
    return save_pdf(pdf, tmp_path / name, encryption=encryption)


def code_of(path: str | Path, *, password: str | None = None) -> ErrorCode:
    with pytest.raises(TranscritorError) as caught:
        open_document(str(path), password=password)
    return caught.value.info.code


def test_the_facts_of_a_document(tmp_path: Path) -> None:
    path = made(tmp_path, pages=3, name="Petição nº 1.pdf")
    facts = inspect_document(path)
    assert facts.name == "Petição nº 1.pdf"
    assert facts.page_count == 3
    assert facts.size_bytes == Path(path).stat().st_size
    assert len(facts.sha256) == 64
    assert (facts.encrypted, facts.repaired, facts.xfa_form) == (False, False, False)


def test_a_missing_file(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nada.pdf") is ErrorCode.FILE_MISSING


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert code_of(tmp_path) is ErrorCode.FILE_UNREADABLE


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ErrorCode.PDF_EMPTY),
        (b"PK\x03\x04" + bytes(2000), ErrorCode.NOT_A_PDF),
        (b"%PDF-1.7\n%%EOF\n", ErrorCode.PDF_DAMAGED),
    ],
)
def test_files_that_are_no_documents(tmp_path: Path, data: bytes, expected: ErrorCode) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(data)
    assert code_of(path) is expected


def test_a_document_without_pages(tmp_path: Path) -> None:
    assert code_of(save_pdf(pikepdf.new(), tmp_path / "none.pdf")) is ErrorCode.PDF_NO_PAGES


def test_bytes_before_the_header_do_no_harm(tmp_path: Path) -> None:
    path = Path(made(tmp_path))
    path.write_bytes(b"\r\n" * 100 + path.read_bytes())
    assert inspect_document(str(path)).page_count == 1


@pytest.mark.parametrize("secret", ["segredo", "pässwört", "ação"])
@pytest.mark.parametrize("revision", [3, 4, 6])
def test_a_password_is_asked_for_and_checked(tmp_path: Path, secret: str, revision: Literal[3, 4, 6]) -> None:
    lock = pikepdf.Encryption(user=secret, owner="dono", R=revision, aes=revision > 3, metadata=revision > 3)
    path = made(tmp_path, encryption=lock)
    assert code_of(path) is ErrorCode.PASSWORD_NEEDED
    assert code_of(path, password="errada") is ErrorCode.PASSWORD_WRONG
    facts = inspect_document(path, password=secret)
    assert facts.page_count == 1
    assert facts.encrypted


@pytest.mark.parametrize("secret", ["", "errada"])
def test_after_a_locked_document_a_broken_one_is_still_told_for_what_it_is(
    tmp_path: Path, secret: str
) -> None:
    locked = made(tmp_path, encryption=pikepdf.Encryption(user="senha", owner="dono"))
    empty = save_pdf(pikepdf.new(), tmp_path / "empty.pdf")
    assert code_of(locked) is ErrorCode.PASSWORD_NEEDED
    assert code_of(empty, password=secret) is ErrorCode.PDF_NO_PAGES


def test_metadata_that_would_unpack_to_gigabytes_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    pdf = pikepdf.new()
    text_page(pdf, line_of_text("Legível", 72, 700))
    metadata = pikepdf.Stream(pdf, b"")
    metadata.write(zlib.compress(b" " * 30_000_000), filter=pikepdf.Name.FlateDecode)
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    pdf.save(
        path,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        fix_metadata_version=False,
    )
    assert path.stat().st_size < 50_000
    assert has_metadata_bomb(str(path), None)
    with open_document(str(path)) as document:
        assert document.page_count == 1
        assert not document.repaired


def test_ordinary_metadata_is_none_of_that(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    pdf = pikepdf.new()
    text_page(pdf, line_of_text("Legível", 72, 700))
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "Petição"
    pdf.save(path)
    assert not has_metadata_bomb(str(path), None)


def test_an_owner_password_alone_locks_nothing(tmp_path: Path) -> None:
    facts = inspect_document(made(tmp_path, encryption=pikepdf.Encryption(user="", owner="dono")))
    assert facts.encrypted
    assert facts.page_count == 1


def test_a_cut_off_document_is_repaired(tmp_path: Path) -> None:
    path = Path(made(tmp_path))
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"xref")].replace(b"/Type /Catalog", b"/Type /Catalog ", 1))
    facts = inspect_document(str(path))
    assert facts.page_count == 1


def test_a_user_unit_is_known(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    text_page(pdf, b"")
    text_page(pdf, b"").obj.UserUnit = 2
    with open_document(save_pdf(pdf, tmp_path / "unit.pdf")) as document:
        assert (document.user_unit(0), document.user_unit(1)) == (1.0, 2.0)


def test_a_page_beyond_the_last_is_unreadable(tmp_path: Path) -> None:
    with open_document(made(tmp_path)) as document, pytest.raises(TranscritorError) as caught:
        document.page(1)
    assert caught.value.info.code is ErrorCode.PAGE_UNREADABLE
    assert caught.value.info.fact("page") == "2"


def test_a_changed_file_is_opened_again(tmp_path: Path) -> None:
    state = WorkerState()
    path = made(tmp_path, pages=1)
    assert state.document(path, password=None).page_count == 1
    made(tmp_path, pages=4)
    assert state.document(path, password=None).page_count == 4
    state.close()


def test_the_last_few_documents_stay_open(tmp_path: Path) -> None:
    state = WorkerState()
    paths = [made(tmp_path, name=f"{number}.pdf") for number in range(5)]
    first = state.document(paths[0], password=None)
    assert state.document(paths[0], password=None) is first
    for path in paths[1:]:
        state.document(path, password=None)
    assert state.document(paths[0], password=None) is not first
    state.close()


def _expectations() -> list[tuple[str, str, str]]:
    """(file, expected, password) of every broken document; none where there is no corpus."""
    try:
        manifest = corpus_file("broken/MANIFEST.tsv")
    except pytest.skip.Exception:
        return []
    with manifest.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["file"], row["expected"], row["password"] or "") for row in rows]


def _outcome(path: Path) -> str:
    try:
        inspect_document(str(path))
    except TranscritorError as error:
        return error.info.code
    return "opens"


@pytest.mark.integration
@pytest.mark.parametrize(
    ("name", "expected", "password"), [pytest.param(*row, id=row[0]) for row in _expectations()]
)
def test_broken_documents_end_as_they_should(name: str, expected: str, password: str) -> None:
    path = corpus_file(f"broken/{name}")
    if password:
        assert code_of(path) is ErrorCode.PASSWORD_NEEDED
        assert inspect_document(str(path), password=password).page_count >= 1
    elif expected.startswith("error: no pages"):
        assert code_of(path) is ErrorCode.PDF_NO_PAGES
    elif expected.startswith("error: unsupported encryption"):
        assert code_of(path) is ErrorCode.PDF_ENCRYPTION_UNSUPPORTED
    elif expected.startswith("error"):
        assert code_of(path) in {ErrorCode.NOT_A_PDF, ErrorCode.PDF_DAMAGED, ErrorCode.PDF_EMPTY}
    elif expected.startswith("opens"):
        assert inspect_document(str(path)).page_count >= 1
    else:
        assert _outcome(path) in {"opens", ErrorCode.NOT_A_PDF, ErrorCode.PDF_DAMAGED}


@pytest.mark.integration
@pytest.mark.parametrize(
    ("name", "expected"),
    [("ocrmypdf-livecycle", True), ("pdfjs-xfa_issue14315", True), ("pikepdf-form_210966", False)],
)
def test_only_a_dynamic_form_is_a_shell(name: str, expected: bool) -> None:
    assert inspect_document(str(corpus_file(f"digital/{name}.pdf"))).xfa_form is expected
