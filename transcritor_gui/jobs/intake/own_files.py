"""Files that the program made for documents of its own, beside the history: kept as long as their jobs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from transcritor_gui.store import Store

__all__ = ["OwnFiles"]

_log = logging.getLogger(__name__)

_NEW_S: Final = 60.0
"""A file so new may be another program's, which is just about to add it."""


class OwnFiles:
    """Those in one folder. May be used from any thread."""

    def __init__(self, store: Store, folder: Path, pattern: str) -> None:
        self._store = store
        self._folder = folder
        self._pattern = pattern
        self._lock = threading.Lock()
        self._being_added: set[Path] = set()
        self._own: set[Path] = set()
        """Kept by this program: how new they are does not matter."""

    @contextmanager
    def kept(self, write: Callable[[Path], Path]) -> Iterator[Path]:
        """What `write` puts into the folder; it stays when there is a job of it after the block."""
        with self._lock:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = write(self._folder)
            self._being_added.add(path)
            self._own.add(path)
        try:
            yield path
        finally:
            with self._lock:
                self._being_added.discard(path)

    def remove_unwanted(self) -> None:
        """Delete those of which there is no job any more; raises what the store does."""
        if not self._folder.is_dir() or self._store.mendings():
            return  # of what a damaged history has lost, the file may be all that is left
        with self._lock:
            for path in sorted(self._folder.glob(self._pattern)):
                if path not in self._being_added and not self._is_wanted(path):
                    self._remove(path)

    def _is_wanted(self, path: Path) -> bool:
        return self._store.jobs.is_any_of(path) or self._store.joined_pictures.is_source(path)

    def _remove(self, path: Path) -> None:
        try:
            if path in self._own or time.time() - path.stat().st_mtime > _NEW_S:
                path.unlink()
                self._own.discard(path)
        except OSError as error:
            _log.warning("a file beside the history cannot be deleted: %s", type(error).__name__)
