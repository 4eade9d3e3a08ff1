"""Folders for files that are needed for a moment: below this program's own cache, gone with their process.

What a document says may lie in them (a transcript that was fetched, a PDF on its way to PDF/A). The system's
folder for temporary files would keep what a killed program left; here the next one removes it.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psutil

from transcritor_gui.paths import places

__all__ = ["remove_abandoned", "temporary_folder"]

_log = logging.getLogger(__name__)

_CLOCK_TOLERANCE_S: Final = 2.0
"""The start of a process is computed from the system's clock, which may be set in between."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """An empty folder for the time of the block, for its owner alone; raises OSError."""
    base = _base()
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    prefix = f"{os.getpid()}-{psutil.Process().create_time():.2f}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=base, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def remove_abandoned() -> None:
    """Remove the folders of processes that are gone; what cannot be removed is tried again another time."""
    for folder in _base().glob("*-*-*"):
        pid, started, _ = folder.name.split("-", 2)
        try:
            if not _is_alive(int(pid), float(started)):
                shutil.rmtree(folder)
        except (OSError, ValueError) as error:
            _log.warning("a temporary folder stays: %s", error)


def _base() -> Path:
    return places().cache / "temporary"


def _is_alive(pid: int, started_s: float) -> bool:
    try:
        return abs(psutil.Process(pid).create_time() - started_s) < _CLOCK_TOLERANCE_S
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True
