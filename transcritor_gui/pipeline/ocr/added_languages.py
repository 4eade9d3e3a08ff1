"""Adding a language: from a .traineddata file, or from the address of the Tesseract project.

What is added lies in a folder of the user's, beside copies of the bundled languages, because Tesseract
reads from one folder at a time. Nothing is ever fetched without being asked for.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import struct
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.pipeline.ocr.language_packs import PACK_SUFFIX, added_packs_dir, bundled_packs_dir

__all__ = ["DOWNLOAD_URL", "AddedLanguage", "add_language_file", "download_language", "download_url"]

DOWNLOAD_URL: Final = "https://github.com/tesseract-ocr/tessdata_fast/raw/4.1.0"
"""Of the Tesseract project; the environment variable TRANSCRITOR_TESSDATA_URL names another."""

_CODE: Final = re.compile(r"[A-Za-z]{2,8}(_[A-Za-z0-9]{1,12}){0,3}")
_NO_LANGUAGES: Final = frozenset({"osd", "equ"})
_MOST_BYTES: Final = 200 * 1024 * 1024
"""The largest file of the Tesseract project has some 40 MB."""
_TIMEOUT_S: Final = 30.0
_CHUNK: Final = 1 << 18
_LSTM: Final = 17
"""Number of the part that recognises (Tesseract's tessdatamanager.h, TESSDATA_LSTM)."""
_MOST_PARTS: Final = 64
_COUNT_BYTES: Final = 4
"""Of the number of parts, which comes first."""


@dataclass(frozen=True, slots=True)
class AddedLanguage:
    code: str
    path: Path
    size_bytes: int
    sha256: str


def download_url(code: str) -> str:
    base = os.environ.get("TRANSCRITOR_TESSDATA_URL") or DOWNLOAD_URL
    return f"{base.rstrip('/')}/{code}{PACK_SUFFIX}"


def add_language_file(source: Path, *, folder: str = "") -> AddedLanguage:
    """Copy `source`, whose name tells the language ('spa.traineddata'), to `folder` ('' for the user's own).

    Raises LANGUAGE_FILE_BAD for what is no language of Tesseract 4 or 5, LANGUAGE_NOT_ADDED, DISK_FULL,
    FILE_MISSING and FILE_UNREADABLE.
    """
    code = source.name.removesuffix(PACK_SUFFIX)
    if not source.name.endswith(PACK_SUFFIX) or not _is_code(code):
        raise TranscritorError(ErrorCode.LANGUAGE_FILE_BAD, name=source.name)
    try:
        opened = source.open("rb")
    except FileNotFoundError as error:
        raise TranscritorError(ErrorCode.FILE_MISSING, path=source) from error
    except OSError as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, path=source) from error
    with opened:
        return _kept(code, opened, folder)


def download_language(code: str, *, folder: str = "") -> AddedLanguage:
    """Fetch the language `code` from `download_url(code)` and keep it; errors as of `add_language_file`."""
    url = download_url(code)
    if not _is_code(code) or not url.startswith(("https://", "http://")):
        raise TranscritorError(
            ErrorCode.LANGUAGE_NOT_ADDED, language=code, reason=tr("there is no such language")
        )
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as answer:  # noqa: S310 - http or https, see above
            return _kept(code, answer, folder)
    except urllib.error.HTTPError as error:
        error.close()
        gone = error.code in (404, 410)
        reason = tr("there is no such language") if gone else f"HTTP {error.code}"
        raise TranscritorError(ErrorCode.LANGUAGE_NOT_ADDED, language=code, reason=reason) from error
    except OSError as error:  # of the network; those of the disk are TranscritorErrors by now
        reason = tr("the address cannot be reached")
        raise TranscritorError(ErrorCode.LANGUAGE_NOT_ADDED, language=code, reason=reason) from error


def _is_code(code: str) -> bool:
    return _CODE.fullmatch(code) is not None and code not in _NO_LANGUAGES


def _kept(code: str, source: IO[bytes], folder: str) -> AddedLanguage:
    """`source` in its place: written beside it, judged, and only then renamed."""
    with _told_of_disk(code):
        target_dir = Path(folder) if folder else _own_folder()
        handle, name = tempfile.mkstemp(prefix=f".{code}.", dir=target_dir)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as written:
            digest = _copied(source, written.write, code)
        if not _is_language_data(draft):
            raise TranscritorError(ErrorCode.LANGUAGE_FILE_BAD, name=f"{code}{PACK_SUFFIX}")
        with _told_of_disk(code):
            size = draft.stat().st_size
            target = target_dir / f"{code}{PACK_SUFFIX}"
            draft.replace(target)
        return AddedLanguage(code, target, size, digest)
    finally:
        draft.unlink(missing_ok=True)


def _copied(source: IO[bytes], write: Callable[[bytes], object], code: str) -> str:
    """All of `source` written; its SHA-256."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if size > _MOST_BYTES:
            raise TranscritorError(ErrorCode.LANGUAGE_NOT_ADDED, language=code, reason=tr("it is too large"))
        digest.update(chunk)
        with _told_of_disk(code):
            write(chunk)
    return digest.hexdigest()


def _is_language_data(path: Path) -> bool:
    """Whether the file begins with Tesseract's table of parts and has the one that recognises.

    A number of parts, then where each begins or -1, little-endian (tessdatamanager.cpp).
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_COUNT_BYTES + 8 * _MOST_PARTS)
    if len(head) < _COUNT_BYTES:
        return False
    (parts,) = struct.unpack_from("<i", head)
    if not _LSTM < parts <= _MOST_PARTS or len(head) < _COUNT_BYTES + 8 * parts:
        return False
    begins = struct.unpack_from(f"<{parts}q", head, _COUNT_BYTES)
    return begins[_LSTM] > 0 and all(-1 <= each < size for each in begins)


def _own_folder() -> Path:
    """The user's folder of languages, made with the bundled ones in it."""
    folder = added_packs_dir()
    bundled = sorted(bundled_packs_dir().glob(f"*{PACK_SUFFIX}"))
    if folder.is_dir():
        for file in bundled:
            if not (folder / file.name).is_file():
                shutil.copyfile(file, folder / file.name)
    else:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made aside: pages that are read meanwhile see all of it or none.
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            for file in bundled:
                shutil.copyfile(file, draft / file.name)
            draft.replace(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return folder


@contextmanager
def _told_of_disk(code: str) -> Iterator[None]:
    """Failures of the disk as DISK_FULL or LANGUAGE_NOT_ADDED."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise TranscritorError(ErrorCode.DISK_FULL) from error
        reason = error.strerror if error.strerror else type(error).__name__
        raise TranscritorError(ErrorCode.LANGUAGE_NOT_ADDED, language=code, reason=reason) from error
