"""Pictures that came without a file, from the clipboard: kept beside the history as long as their jobs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Final

from transcritor_gui.export import write_export_under_free_name
from transcritor_gui.export.names import safe_name
from transcritor_gui.jobs.intake.own_files import OwnFiles
from transcritor_gui.store import Store

__all__ = ["CAPTURES_FOLDER", "Captures", "captures_folder"]

CAPTURES_FOLDER: Final = "captures"


def captures_folder(store: Store) -> Path:
    """Where they lie: an absolute path, as those of jobs are."""
    return store.path.absolute().parent / CAPTURES_FOLDER


class Captures:
    """May be used from any thread."""

    def __init__(self, store: Store) -> None:
        self._files = OwnFiles(store, captures_folder(store), "*.png")

    def kept(self, picture: bytes, *, name: str) -> AbstractContextManager[Path]:
        """The PNG `picture` as a file called `name`; it stays when there is a job of it after the block.

        Raises EXPORT_FAILED or DISK_FULL.
        """
        file_name = f"{safe_name(name)}.png"
        return self._files.kept(partial(write_export_under_free_name, picture, name=file_name))

    def remove_unwanted(self) -> None:
        """Delete pictures of which there is no job any more; raises what the store does."""
        self._files.remove_unwanted()
