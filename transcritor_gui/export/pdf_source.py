"""The PDF of a transcript, opened to take a layer of words: the file that was read, and no other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.source import SourceFile

__all__ = ["check_unchanged", "is_signed", "opened_pdf"]

_CHUNK_BYTES = 1024 * 1024
_MOST_FIELDS = 10_000


def check_unchanged(source: SourceFile, sha256: str) -> None:
    """Raise FILE_MISSING, FILE_UNREADABLE, or FILE_CHANGED where the bytes are not those of `sha256`."""
    digest = hashlib.sha256()
    name = source.path.name
    try:
        with source.path.open("rb") as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                digest.update(chunk)
    except FileNotFoundError as error:
        raise TranscritorError(ErrorCode.FILE_MISSING, name=name) from error
    except OSError as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, name=name) from error
    if digest.hexdigest() != sha256:
        raise TranscritorError(ErrorCode.FILE_CHANGED, name=name)


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
