"""What is known of a document before any page of it is read."""

from __future__ import annotations

from pathlib import Path

from transcritor_gui.document_kinds import examined_file
from transcritor_gui.file_digest import file_sha256
from transcritor_gui.model import DocumentFacts
from transcritor_gui.pipeline.state import worker_state

__all__ = ["inspect_document"]


def inspect_document(path: str, *, password: str | None = None) -> DocumentFacts:
    """The facts of the document at `path`; raises all that `opened_pages` does."""
    examined = examined_file(path)
    state = worker_state()
    with state.pdfium:
        document = state.document(path, password=password)
        page_count = document.page_count
        encrypted, repaired, xfa_form = document.encrypted, document.repaired, document.dynamic_xfa
    return DocumentFacts(
        name=Path(path).name,
        sha256=file_sha256(path),
        size_bytes=examined.size_bytes,
        page_count=page_count,
        encrypted=encrypted,
        repaired=repaired,
        xfa_form=xfa_form,
    )
