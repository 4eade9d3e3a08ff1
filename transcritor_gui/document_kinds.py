"""The kinds of documents that can be transcribed: what a file is by its content, and what it may be called.

One table for every door, the pipeline and the exports. Each kind looks at the beginning of a file and says
how surely it is its own. A new one is an entry of KINDS and, in the pipeline, its way to pages.
"""

from __future__ import annotations

import re
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
    is_picture: bool = True


def _pdf_score(head: bytes) -> float:
    """PDFium looks for '%PDF' and takes any version after it; so does this."""
    if head.startswith(b"%PDF-"):
        return _SURE
    return _POSSIBLE if b"%PDF" in head else 0.0


def _starts(*beginnings: bytes) -> Callable[[bytes], float]:
    return lambda head: _SURE if head.startswith(beginnings) else 0.0


def _webp_score(head: bytes) -> float:
    return _SURE if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else 0.0


_BMP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
"""Sizes of the second header in all versions of the format; 'BM' alone begins many a text."""


def _bmp_score(head: bytes) -> float:
    is_bmp = head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS
    return _SURE if is_bmp else 0.0


_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})


def _brands(head: bytes) -> frozenset[bytes]:
    """What a file of ISO 14496-12 says it is; films are such files, too."""
    if head[4:8] != b"ftyp":
        return frozenset()
    box = head[8 : int.from_bytes(head[:4], "big")]
    return frozenset(box[at : at + 4] for at in range(0, len(box), 4) if at != 4)  # 4: a version


def _heic_score(head: bytes) -> float:
    brands = _brands(head)
    return _SURE if brands & _HEIF_BRANDS and not brands & _AVIF_BRANDS else 0.0


def _avif_score(head: bytes) -> float:
    return _SURE if _brands(head) & _AVIF_BRANDS else 0.0


_PNM = re.compile(rb"P[1-6]\s+(#[^\n]*\n\s*)*\d+\s+(#[^\n]*\n\s*)*\d+\s")


def _pnm_score(head: bytes) -> float:
    return _SURE if _PNM.match(head) else 0.0


def _pcx_score(head: bytes) -> float:
    """ZSoft's header has no more than these four bytes to know it by, so the reserved one has to be 0."""
    is_pcx = len(head) >= 128 and head[0] == 10 and head[1] in (0, 2, 3, 4, 5) and head[2] == 1
    return _POSSIBLE if is_pcx and head[3] in (1, 2, 4, 8) and head[64] == 0 else 0.0


PDF: Final = DocumentKind("pdf", (".pdf",), "application/pdf", _pdf_score, is_picture=False)

KINDS: Final = (
    PDF,
    DocumentKind("jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), "image/jpeg", _starts(b"\xff\xd8\xff")),
    DocumentKind("png", (".png",), "image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    DocumentKind("tiff", (".tif", ".tiff"), "image/tiff", _starts(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    DocumentKind("heic", (".heic", ".heif", ".hif"), "image/heic", _heic_score),
    DocumentKind("avif", (".avif",), "image/avif", _avif_score),
    DocumentKind("webp", (".webp",), "image/webp", _webp_score),
    DocumentKind("gif", (".gif",), "image/gif", _starts(b"GIF87a", b"GIF89a")),
    DocumentKind("bmp", (".bmp", ".dib"), "image/bmp", _bmp_score),
    DocumentKind(
        "jpeg2000",
        (".jp2", ".j2k", ".jpf", ".jpx", ".j2c"),
        "image/jp2",
        _starts(b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"),
    ),
    DocumentKind("pnm", (".pnm", ".pbm", ".pgm", ".ppm"), "image/x-portable-anymap", _pnm_score),
    DocumentKind("pcx", (".pcx",), "image/x-pcx", _pcx_score),
    DocumentKind("dcx", (".dcx",), "image/x-dcx", _starts(b"\xb1\x68\xde\x3a")),
)
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
    """For a dialogue that looks for documents: '*.pdf *.PDF *.jpg ...'."""
    suffixes = [suffix for kind in KINDS for suffix in kind.suffixes]
    return " ".join(f"*{spelt}" for suffix in suffixes for spelt in (suffix, suffix.upper()))
