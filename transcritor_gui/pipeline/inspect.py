"""What is known of a document before any page of it is read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import DocumentFacts
from transcritor_gui.pipeline.pdf.document import file_size
from transcritor_gui.pipeline.state import worker_state

__all__ = ["inspect_document"]


def inspect_document(path: str, *, password: str | None = None) -> DocumentFacts:
    """The facts of the PDF at `path`; raises all that `open_document` does."""
    size = file_size(path)
    state = worker_state()
    with state.pdfium:
        document = state.document(path, password=password)
        page_count = document.page_count
        encrypted, repaired, xfa_form = document.encrypted, document.repaired, document.dynamic_xfa
    try:
        with Path(path).open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, name=Path(path).name) from error
    return DocumentFacts(
        name=Path(path).name,
        sha256=sha256,
        size_bytes=size,
        page_count=page_count,
        encrypted=encrypted,
        repaired=repaired,
        xfa_form=xfa_form,
    )
