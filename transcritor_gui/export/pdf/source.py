"""The PDF of a transcript, opened to take a layer of words, unless it is signed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["is_signed", "opened_pdf", "refuse_signed"]

_MOST_FIELDS = 10_000


@contextmanager
def opened_pdf(path: Path, password: str | None, *, name: str) -> Iterator[Any]:
    """The file as qpdf understands it; what qpdf fails at within the block is PDF_DAMAGED.

    Raises PASSWORD_NEEDED, PASSWORD_WRONG, PDF_ENCRYPTION_UNSUPPORTED or PDF_DAMAGED.
    """
    try:
        with pikepdf.open(
            path,
            password="" if password is None else password,
            inherit_page_attributes=False,
            access_mode=pikepdf.AccessMode.mmap,
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
    waiting = list(form.get("/Fields", []))
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST_FIELDS:
        field = waiting.pop()
        if not isinstance(field, pikepdf.Dictionary) or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        yield field
        waiting.extend(field.get("/Kids", []))
