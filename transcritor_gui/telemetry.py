"""What a library of ours left behind while it still reported to its maker, found and removed, once.

`ORT_DISABLE_TELEMETRY`, set by the package itself, keeps onnxruntime quiet today. Where an earlier version of
this program ran, it left a lasting id of the computer in the user's cache and one of the session among the
temporary files; see docs/decisions/0080-nothing-is-sent.md.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

__all__ = ["remove_telemetry_traces"]

_log = logging.getLogger(__name__)

_FOLDER = Path("Microsoft", "DeveloperTools", ".onnxruntime")
"""As it stands in onnxruntime 1.32's library; below the folder for caches of the system."""
_SESSION = ".ses"
_MARK = "telemetry-removed"


def remove_telemetry_traces(cache: Path) -> None:
    """Remove what onnxruntime left; `cache`, this program's own, then holds a mark, and it is not done again.

    Other programs may use onnxruntime too, and what these leave later is theirs. What cannot be removed, or
    the mark be made, is logged and tried at the next start.
    """
    mark = cache / _MARK
    if mark.exists():
        return
    try:
        for base in _cache_folders():
            _remove_folder(base)
        Path(tempfile.gettempdir(), _SESSION).unlink(missing_ok=True)
        mark.touch(mode=0o600)
    except OSError as error:
        _log.warning("what onnxruntime left could not be removed: %s", error)


def _cache_folders() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local",)
    if sys.platform == "darwin":
        return (home / "Library" / "Caches", home / "Library" / "Application Support")
    chosen = os.environ.get("XDG_CACHE_HOME")
    return (Path(chosen), home / ".cache") if chosen else (home / ".cache",)


def _remove_folder(base: Path) -> None:
    """Remove the folder below `base`, and those above it that are empty then."""
    folder = base / _FOLDER
    if not folder.is_dir():
        return
    shutil.rmtree(folder)
    for above in (folder.parent, folder.parent.parent):
        if any(above.iterdir()):
            return
        above.rmdir()
