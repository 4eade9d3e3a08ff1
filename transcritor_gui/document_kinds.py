"""The kinds of documents that can be transcribed: what a file is by its content, and what it may be called.

One table for every door, the pipeline and the exports. Each kind looks at the beginning of a file and says
how surely it is its own. A new one is an entry of KINDS and, in the pipeline, its way to pages.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = [
    "HEAD_BYTES",
    "KINDS",
    "PDF",
    "DocumentKind",
    "ExaminedFile",
    "claimed_kind",
    "document_stem",
    "examined_file",
    "kind_of",
    "media_type_of",
    "name_patterns",
]

HEAD_BYTES: Final = 1024
"""How much of a file's beginning tells its kind: readers accept a PDF's header anywhere within
(ISO 32000-1, implementation note 13)."""

_SURE: Final = 1.0
_POSSIBLE: Final = 0.5


@dataclass(frozen=True, slots=True)
class DocumentKind:
    name: str
    """Stable, for programs: 'pdf'."""
    suffixes: tuple[str, ...]
    """With their dot, in small letters; the usual one first."""
    media_type: str
    score: Callable[[bytes], float]
    """From 0, not at all, to 1, how surely a file is of this kind that begins with these bytes."""


def _pdf_score(head: bytes) -> float:
    """PDFium looks for '%PDF' and takes any version after it; so does this."""
    if head.startswith(b"%PDF-"):
        return _SURE
    return _POSSIBLE if b"%PDF" in head else 0.0


PDF: Final = DocumentKind("pdf", (".pdf",), "application/pdf", _pdf_score)

KINDS: Final = (PDF,)
"""In the order in which people are told of them."""


@dataclass(frozen=True, slots=True)
class ExaminedFile:
    kind: DocumentKind
    size_bytes: int


def kind_of(head: bytes) -> DocumentKind | None:
    """The kind of a document that begins with `head` (HEAD_BYTES, or all there is); None for any other."""
    best = max(KINDS, key=lambda kind: kind.score(head))
    return best if best.score(head) > 0 else None


def examined_file(path: str | Path) -> ExaminedFile:
    """What the file at `path` is by its content; pipes and devices are not opened.

    Raises TranscritorError: FILE_MISSING, FILE_UNREADABLE, PDF_EMPTY or NOT_A_PDF.
    """
    path = Path(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):  # a pipe would never end
            raise TranscritorError(ErrorCode.NOT_A_PDF, name=path.name)
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise TranscritorError(ErrorCode.FILE_MISSING, name=path.name) from error
    except (OSError, ValueError) as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, name=path.name) from error
    if not head:
        raise TranscritorError(ErrorCode.PDF_EMPTY, name=path.name)
    kind = kind_of(head)
    if kind is None:
        raise TranscritorError(ErrorCode.NOT_A_PDF, name=path.name)
    return ExaminedFile(kind, status.st_size)


def claimed_kind(name: str) -> DocumentKind | None:
    """The kind that a file of this name claims to be; its content may be another."""
    suffix = _suffix(name)
    return next((kind for kind in KINDS if suffix in kind.suffixes), None)


def document_stem(name: str) -> str:
    """`name` without the suffix of a document, however it is spelt: 'CONTRATO' of 'CONTRATO.PDF'."""
    return name if claimed_kind(name) is None else name[: -len(_suffix(name))]


def _suffix(name: str) -> str:
    """With its dot, in small letters; of a name that is nothing else too, as a file may be called '.pdf'."""
    return f".{name.rpartition('.')[2]}".lower() if "." in name else ""


def media_type_of(name: str) -> str:
    """What a file of this name is sent as."""
    kind = claimed_kind(name)
    return "application/octet-stream" if kind is None else kind.media_type


def name_patterns() -> str:
    """For a dialogue that looks for documents: '*.pdf *.PDF'."""
    suffixes = [suffix for kind in KINDS for suffix in kind.suffixes]
    return " ".join(f"*{spelt}" for suffix in suffixes for spelt in (suffix, suffix.upper()))
