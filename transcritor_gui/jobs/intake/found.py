"""From what was dropped to documents: folders walked, each file looked at, the rest refused with a reason."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from transcritor_gui.document_kinds import claimed_kind, examined_file
from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.events import RefusedFile

__all__ = ["found_documents", "natural_key"]

_DIGITS = re.compile(r"(\d+)")
_REMOTE = re.compile(r"(?!file:)[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts 'page 9' before 'page 10', whatever the case."""
    return tuple(
        (0, len(digits := part.lstrip("0")), digits) if part.isdecimal() else (1, 0, part.casefold())
        for part in _DIGITS.split(name)
        if part
    )


def found_documents(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path | RefusedFile]:
    """The PDFs that `paths` name, and those in the folders among them, in natural order; the rest refused.

    In a folder, files that do not claim to be PDFs are passed over in silence. Each file comes once.
    """
    seen: set[str] = set()
    for given in paths:
        text = os.fspath(given)
        if _REMOTE.match(text):
            yield RefusedFile(text, ErrorInfo(ErrorCode.NOT_A_LOCAL_FILE))
            continue
        if not text:  # which would be the current folder
            yield RefusedFile(text, ErrorInfo(ErrorCode.FILE_MISSING))
            continue
        path = Path(os.path.abspath(_in_home(text)))  # noqa: PTH100 - keeps symbolic links in the name
        for found in _in_folder(path) if _is_folder(path) else (_checked(path),):
            if isinstance(found, Path):
                place = os.path.normcase(os.path.realpath(found))
                if place in seen:
                    continue
                seen.add(place)
            yield found


def _in_home(text: str) -> Path:
    """'~' and '~somebody' as the shell would have them; as they are where there is no such person."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def _is_folder(path: Path) -> bool:
    """False, too, where that cannot be told: opening the file then says why."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _checked(path: Path) -> Path | RefusedFile:
    """The path, when what is there is a document."""
    try:
        examined_file(path)
    except TranscritorError as error:
        return RefusedFile(str(path), error.info)
    return path


def _in_folder(folder: Path) -> Iterator[Path | RefusedFile]:
    unreadable: list[RefusedFile] = []

    def note(error: OSError) -> None:
        unreadable.append(_refused(Path(error.filename or folder), ErrorCode.FILE_UNREADABLE))

    visited: set[tuple[int, int]] = set()
    any_claims = False
    for root, folders, files in os.walk(folder, followlinks=True, onerror=note):
        try:
            status = os.stat(root)  # noqa: PTH116 - `root` is text already
        except OSError as error:
            note(error)
            continue
        if (status.st_dev, status.st_ino) in visited:  # a symbolic link back to where we have been
            folders.clear()
            continue
        visited.add((status.st_dev, status.st_ino))
        folders.sort(key=natural_key)
        for name in sorted(files, key=natural_key):
            # macOS leaves '._name.pdf' beside files on foreign disks; these are no documents.
            if claimed_kind(name) is not None and not name.startswith("._"):
                any_claims = True
                yield _checked(Path(root, name))
        yield from unreadable
        unreadable.clear()
    yield from unreadable
    if not any_claims:
        yield _refused(folder, ErrorCode.NO_PDF_IN_FOLDER)


def _refused(path: Path, code: ErrorCode) -> RefusedFile:
    return RefusedFile(str(path), ErrorInfo(code, (("name", path.name),)))
