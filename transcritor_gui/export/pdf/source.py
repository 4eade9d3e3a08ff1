"""The PDF of a transcript, opened to take a layer of words, unless it is signed.

A picture's PDF is made in memory, the same each time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf

from transcritor_gui.document_kinds import examined_file
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.pdf.entries import array_of
from transcritor_gui.pictures import wrapped_pdf

__all__ = ["PdfBase", "base_of", "is_signed", "opened_pdf", "refuse_signed"]

_MOST_FIELDS = 10_000


@dataclass(frozen=True, slots=True)
class PdfBase:
    """The bytes of a PDF: those of a file, or those of `made`."""

    path: Path
    made: bytes | None = None

    def open(self) -> BinaryIO:
        return self.path.open("rb") if self.made is None else io.BytesIO(self.made)


def base_of(path: Path) -> PdfBase:
    """The PDF that the pages of the document at `path` are on; raises what `wrapped_pdf` does."""
    try:
        is_picture = examined_file(path).kind.is_picture
    except TranscritorError:
        is_picture = False  # what is wrong with it shows when it is opened
    return PdfBase(path, wrapped_pdf(path)) if is_picture else PdfBase(path)


@contextmanager
def opened_pdf(base: PdfBase, password: str | None, *, name: str, inherit: bool = False) -> Iterator[Any]:
    """The PDF as qpdf understands it; what qpdf fails at within the block is PDF_DAMAGED.

    With `inherit` its pages are given what they have from the nodes above them.

    Raises PASSWORD_NEEDED, PASSWORD_WRONG, PDF_ENCRYPTION_UNSUPPORTED or PDF_DAMAGED.
    """
    try:
        with pikepdf.open(
            base.path if base.made is None else base.open(),
            password="" if password is None else password,
            inherit_page_attributes=inherit,
            access_mode=(pikepdf.AccessMode.mmap if base.made is None else pikepdf.AccessMode.default),
        ) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        code = ErrorCode.PASSWORD_WRONG if password else ErrorCode.PASSWORD_NEEDED
        raise TranscritorError(code, name=name) from error
    except (
        pikepdf.PdfError,
        pikepdf.DependencyError,
        RuntimeError,
        ValueError,
        TypeError,
        KeyError,
    ) as error:
        raise TranscritorError(ErrorCode.PDF_DAMAGED, name=name) from error


def is_signed(pdf: Any) -> bool:
    """Whether anybody has signed the document: a change would make the signature worthless."""
    permissions = pdf.Root.get("/Perms")
    if isinstance(permissions, pikepdf.Dictionary) and "/DocMDP" in permissions:
        return True
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and any(_is_signature(f.get("/V")) for f in _fields(form))


def refuse_signed(pdf: Any, *, name: str) -> None:
    """Raise PDF_SIGNED where a change would make a signature worthless."""
    if is_signed(pdf):
        raise TranscritorError(ErrorCode.PDF_SIGNED, name=name)


def _is_signature(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary) and "/ByteRange" in value


def _fields(form: Any) -> Iterator[Any]:
    waiting = list(array_of(form.get("/Fields")))
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST_FIELDS:
        field = waiting.pop()
        if not isinstance(field, pikepdf.Dictionary) or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        yield field
        waiting.extend(array_of(field.get("/Kids")))
