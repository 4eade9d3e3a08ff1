"""A job's export in parts, from its own PDF to the files beside it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pikepdf

from benchmarks.made_court_file import make_court_file, marks_in
from tests.export.making import block, page
from transcritor_gui.errors import ErrorCode
from transcritor_gui.export import ExportOptions
from transcritor_gui.jobs.exporting.exports import Export
from transcritor_gui.jobs.exporting.order import ExportOrder, ExportOutcome
from transcritor_gui.jobs.service_context import Passwords
from transcritor_gui.model import DocumentFacts, Job, JobStatus, Portal, TranscriptionOptions
from transcritor_gui.model.packed import pack_page
from transcritor_gui.store import Store, content_key

_PAGES = 12


def _exported(folder: Path, portal: Portal, *, pages: str = "", signed: bool = False) -> ExportOutcome:
    path = folder / "autos.pdf"
    make_court_file(path, pages=_PAGES, picture_bytes=12_000)
    if signed:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.Root["/Perms"] = pikepdf.Dictionary(DocMDP=pikepdf.Dictionary())
            pdf.save(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    store = Store(folder / "jobs.db")
    job = Job(uuid4(), path.name, str(path), JobStatus.QUEUED, TranscriptionOptions(), datetime.now(UTC), 1.0)
    store.jobs.insert([job], owner="test")
    facts = DocumentFacts(path.name, digest, path.stat().st_size, _PAGES)
    store.jobs.set_facts(job.id, facts, pages_wanted=_PAGES)
    for index in range(_PAGES):
        store.pages.save(job.id, pack_page(page(block("texto"), index=index)), content_key(digest, "k"))
    order = ExportOrder("pdf", options=ExportOptions(pages=pages, portal=portal))
    try:
        (outcome,) = Export(store, Passwords(), order).run((job.id,))
    finally:
        store.close()
    return outcome


def test_parts_and_their_list_lie_beside_the_document(tmp_path: Path) -> None:
    outcome = _exported(tmp_path, Portal("", 0.06))
    assert outcome.error is None
    assert len(outcome.parts) > 1
    assert outcome.parts_list is not None
    assert outcome.path == outcome.parts[0]
    found = sorted(each.name for each in tmp_path.iterdir() if each.suffix in (".pdf", ".txt"))
    assert found == sorted(["autos.pdf", *(each.name for each in outcome.paths)])


def test_of_a_signed_document_it_is_told_that_its_parts_bear_no_signature(tmp_path: Path) -> None:
    outcome = _exported(tmp_path, Portal("", 0.06), signed=True)
    assert outcome.is_unsigned
    assert outcome.parts_list is not None
    assert "bear no signature" in outcome.parts_list.read_text(encoding="utf-8")


def test_a_signed_document_that_fits_is_as_it_was(tmp_path: Path) -> None:
    outcome = _exported(tmp_path, Portal("", 30.0), signed=True)
    assert not outcome.is_unsigned
    assert outcome.path is not None
    assert outcome.path.read_bytes() == (tmp_path / "autos.pdf").read_bytes()


def test_of_pages_that_are_chosen_alone_parts_are_made_alone(tmp_path: Path) -> None:
    outcome = _exported(tmp_path, Portal("", 1.0), pages="3,5")
    assert outcome.error is None
    assert outcome.path is not None
    with pikepdf.open(outcome.path) as pdf:
        assert len(pdf.pages) == 2
    assert marks_in(outcome.path.read_bytes()) == {2, 4}


def test_nothing_is_written_where_a_page_is_too_large(tmp_path: Path) -> None:
    outcome = _exported(tmp_path, Portal("", 0.05, page_kb=5))
    assert outcome.error is not None
    assert outcome.error.code is ErrorCode.PART_PAGE_TOO_LARGE
    assert not list(tmp_path.glob("*part*"))
