"""Pictures that came without a file, from the clipboard: kept beside the history as long as their jobs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from transcritor_gui.export import write_export_under_free_name
from transcritor_gui.export.names import safe_name
from transcritor_gui.store import Store

__all__ = ["Captures", "captures_folder"]

_log = logging.getLogger(__name__)

_NEW_S: Final = 60.0
"""A picture so new may be another program's, which is just about to add it."""


def captures_folder(store: Store) -> Path:
    """Where they lie: an absolute path, as those of jobs are."""
    return store.path.absolute().parent / "captures"


class Captures:
    """May be used from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = captures_folder(store)
        self._lock = threading.Lock()
        self._being_added: set[Path] = set()
        self._own: set[Path] = set()
        """Kept by this program: how new they are does not matter."""

    @contextmanager
    def kept(self, picture: bytes, *, name: str) -> Iterator[Path]:
        """The PNG `picture` as a file called `name`; it stays when there is a job of it after the block.

        Raises EXPORT_FAILED or DISK_FULL.
        """
        with self._lock:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = write_export_under_free_name(picture, self._folder, f"{safe_name(name)}.png")
            self._being_added.add(path)
            self._own.add(path)
        try:
            yield path
        finally:
            with self._lock:
                self._being_added.discard(path)

    def remove_unwanted(self) -> None:
        """Delete pictures of which there is no job any more; raises what the store does."""
        if not self._folder.is_dir() or self._store.mendings():
            return  # of what a damaged history has lost, the picture may be all that is left
        with self._lock:
            for path in sorted(self._folder.glob("*.png")):
                if path not in self._being_added and not self._store.jobs.is_any_of(path):
                    self._remove(path)

    def _remove(self, path: Path) -> None:
        try:
            if path in self._own or time.time() - path.stat().st_mtime > _NEW_S:
                path.unlink()
                self._own.discard(path)
        except OSError as error:
            _log.warning("a picture from the clipboard cannot be deleted: %s", type(error).__name__)
