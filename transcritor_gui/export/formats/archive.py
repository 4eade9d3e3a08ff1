"""Zip files whose bytes depend on their contents alone: DOCX, ODT and EPUB are zip files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

__all__ = ["packed", "repacked"]

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name; the time of making would make every file another."""
_UNIX = 3
_ORDINARY_FILE = 0o100644 << 16


def packed(entries: Iterable[tuple[str, bytes]], *, stored: frozenset[str] = frozenset()) -> bytes:
    """A zip file of `entries` in their order, compressed but for those named in `stored`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = _UNIX
            entry.external_attr = _ORDINARY_FILE
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target.getvalue()


def repacked(data: bytes, *, stored: frozenset[str] = frozenset()) -> bytes:
    """The zip file `data` made anew, its entries in their order, without the time of its making."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed(((entry.filename, archive.read(entry)) for entry in archive.infolist()), stored=stored)
