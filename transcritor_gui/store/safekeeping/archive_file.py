"""A backup of the whole history in one file: the database and the files that are kept beside it.

A ZIP without compression, of any size: `manifest.json`, `transcritor.db`, and folders of files. What is read
of one is checked against the sums in it before anything of the history is touched.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Final

import msgspec

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.store.private_files import draft_of, make_private, make_private_folder

__all__ = [
    "ArchiveFacts",
    "Stopped",
    "extract_database",
    "extract_folders",
    "facts_now",
    "read_facts",
    "write_archive",
]

_FORMAT: Final = "transcritor-history"
_MANIFEST: Final = "manifest.json"
_DATABASE: Final = "transcritor.db"
_PIECE_BYTES: Final = 1 << 20
_LARGEST_MANIFEST: Final = 1 << 20


class Stopped(Exception):  # noqa: N818 - no error: it was asked for
    """It is not wanted any more."""


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    format: str
    made_at: datetime
    schema_version: int
    documents: int
    folder: str
    """Where the history lay that was copied: files beside it are known by their full paths."""


_decoder = msgspec.json.Decoder(ArchiveFacts)

Move = Callable[[int], None]
"""Told after each piece how many bytes have been written; raises Stopped."""


def write_archive(
    target: Path, facts: ArchiveFacts, database: Path, folders: Iterable[Path], *, move: Move
) -> None:
    """Write the file at `target`, for its owner alone, whole or not at all. Raises OSError."""
    draft = draft_of(target)
    make_private(draft)
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            archive.writestr(_MANIFEST, msgspec.json.encode(facts))
            _put(archive, _DATABASE, database, move)
            for folder in folders:
                for file in sorted(folder.iterdir()) if folder.is_dir() else ():
                    if file.is_file():
                        _put(archive, f"{folder.name}/{file.name}", file, move)
        with draft.open("rb+") as handle:
            os.fsync(handle.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def read_facts(path: Path) -> ArchiveFacts:
    """What the backup at `path` is; raises TranscritorError(ARCHIVE_BAD | FILE_MISSING | FILE_UNREADABLE)."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
                raise TranscritorError(ErrorCode.ARCHIVE_BAD, name=path.name)
            archive.getinfo(_DATABASE)
            facts = _decoder.decode(archive.read(_MANIFEST))
    except FileNotFoundError as error:
        raise TranscritorError(ErrorCode.FILE_MISSING, name=path.name) from error
    except OSError as error:
        raise TranscritorError(ErrorCode.FILE_UNREADABLE, name=path.name) from error
    except (zipfile.BadZipFile, KeyError, msgspec.DecodeError) as error:
        raise TranscritorError(ErrorCode.ARCHIVE_BAD, name=path.name) from error
    if facts.format != _FORMAT:
        raise TranscritorError(ErrorCode.ARCHIVE_BAD, name=path.name)
    return facts


def facts_now(*, made_at: datetime, schema_version: int, documents: int, folder: Path) -> ArchiveFacts:
    return ArchiveFacts(_FORMAT, made_at, schema_version, documents, str(folder))


def extract_database(path: Path, target: Path, *, move: Move) -> None:
    """Write the database of the backup at `path` to `target`; raises ARCHIVE_BAD and OSError."""
    with _opened(path) as archive:
        _take(archive, _DATABASE, target, path, move)


def extract_folders(path: Path, into: Path, names: Iterable[str], *, move: Move) -> None:
    """Write files of the folders called `names` that are not there yet; raises ARCHIVE_BAD and OSError."""
    wanted = frozenset(names)
    with _opened(path) as archive:
        for name in archive.namelist():
            parts = PurePosixPath(name).parts
            if len(parts) != 2 or parts[0] not in wanted or parts[1] in (".", "..") or "\\" in name:
                continue
            target = into / parts[0] / parts[1]
            if not target.exists():
                make_private_folder(target.parent)
                draft = draft_of(target)
                try:
                    _take(archive, name, draft, path, move)
                    draft.replace(target)
                finally:
                    draft.unlink(missing_ok=True)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise TranscritorError(ErrorCode.ARCHIVE_BAD, name=path.name) from error


def _put(archive: zipfile.ZipFile, name: str, file: Path, move: Move) -> None:
    with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        _copy(source, target, move)


def _take(archive: zipfile.ZipFile, name: str, target: Path, path: Path, move: Move) -> None:
    """The sum of each entry is checked when its end is reached."""
    make_private(target)
    try:
        with archive.open(name) as source, target.open("wb") as written:
            _copy(source, written, move)
            written.flush()
            os.fsync(written.fileno())
    except (zipfile.BadZipFile, EOFError, KeyError) as error:
        raise TranscritorError(ErrorCode.ARCHIVE_BAD, name=path.name) from error


def _copy(source: IO[bytes], target: IO[bytes], move: Move) -> None:
    while piece := source.read(_PIECE_BYTES):
        target.write(piece)
        move(len(piece))
