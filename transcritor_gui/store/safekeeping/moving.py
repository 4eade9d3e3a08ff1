"""The history, and all that lies beside it, in another folder: copied, checked, and then removed here."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.store.database import Database
from transcritor_gui.store.known_files import moved_files
from transcritor_gui.store.private_files import companions, make_private_folder
from transcritor_gui.store.safekeeping.soundness import check_copy

__all__ = ["move_history"]

_LEFT_BEHIND: Final = frozenset({"backups", "damaged", "window.lock"})
"""Made anew in the new place, or of no use there."""


def move_history(path: Path, folder: Path, *, commit: Callable[[], None]) -> tuple[Path, ...]:
    """Move the database at `path`, which nobody uses, with all beside it into the empty `folder`.

    `commit` makes the new place the one that counts: what is broken off before leaves everything as it was,
    and after it the history is in its new place. What could not be removed from the old one is given back.
    Raises TranscritorError: FOLDER_IN_USE, and as a copy of the database does; OSError.
    """
    here = path.absolute().parent
    folder = folder.absolute()
    if folder == here or here in folder.parents or (folder.exists() and any(folder.iterdir())):
        raise TranscritorError(ErrorCode.FOLDER_IN_USE, folder=folder)
    was_there = folder.exists()
    database = Database(path)
    try:
        make_private_folder(folder)
        for entry in _others(here, path):
            _copy(entry, folder / entry.name)
        copy = folder / path.name
        database.copy_to(copy)
        check_copy(copy)
        moved_files(
            copy, {str(entry): str(folder / entry.name) for entry in here.iterdir() if entry.is_dir()}
        )
        commit()
    except BaseException:
        _remove_contents(folder)
        if not was_there:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    finally:
        database.close()
    return tuple(left for entry in sorted(here.iterdir()) if (left := _removed(entry)) is not None)


def _others(here: Path, database: Path) -> Iterator[Path]:
    of_database = {database.name, *(file.name for file in companions(database))}
    for entry in sorted(here.iterdir()):
        is_own = entry.name.startswith(f"{database.name}.")  # deletions, drafts and copies of the old place
        if entry.name not in of_database | _LEFT_BEHIND and not is_own:
            yield entry


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)


def _remove_contents(folder: Path) -> None:
    for entry in tuple(folder.iterdir()) if folder.is_dir() else ():
        _removed(entry)


def _removed(entry: Path) -> Path | None:
    """None, or the entry where it cannot be removed."""
    try:
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink(missing_ok=True)
    except OSError:
        return entry
    return None
