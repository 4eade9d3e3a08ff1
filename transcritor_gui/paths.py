"""Where data, settings, cache, logs and the program's own files lie.

`TRANSCRITOR_HOME` puts everything of the user's under one folder (portable mode, tests).
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

__all__ = ["Places", "places", "point_to", "resource_dir"]

_APP = "transcritor"


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of the user's, made when first written to."""

    data: Path
    config: Path
    cache: Path
    logs: Path

    @property
    def database(self) -> Path:
        return self.data / "transcritor.db"

    @property
    def unkept_changes(self) -> Path:
        """What has been corrected in the window, until the database has it."""
        return self.data / "unkept-corrections.jsonl"

    @property
    def data_pointer(self) -> Path:
        """Names the folder of the data where that is not the usual one."""
        return self.config / "data-folder"

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.toml"

    @property
    def log_file(self) -> Path:
        return self.logs / "transcritor.log"

    def create(self) -> None:
        """Make all four folders, readable by the user alone; OSError when that is not possible."""
        for folder in (self.data, self.config, self.cache, self.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made by an earlier version, or with other rights: what documents say lies here.
        state = self.data.stat()
        if os.name == "posix" and state.st_uid == os.getuid() and state.st_mode & 0o077:
            with contextlib.suppress(OSError):  # media that cannot be written
                self.data.chmod(0o700)


def places() -> Places:
    """The folders in force: below `TRANSCRITOR_HOME` if it is set, else where the system wants them."""
    home = os.environ.get("TRANSCRITOR_HOME")
    if home:
        base = Path(home).expanduser().absolute()
        return _followed(Places(base / "data", base / "config", base / "cache", base / "logs"))
    folders = platformdirs.PlatformDirs(_APP, appauthor=False)
    return _followed(
        Places(
            folders.user_data_path, folders.user_config_path, folders.user_cache_path, folders.user_log_path
        )
    )


def point_to(where: Places, folder: Path) -> None:
    """Keep the data in `folder` from the next `places` on; whole or not at all. Raises OSError."""
    draft = where.data_pointer.with_name(f"{where.data_pointer.name}.draft")
    draft.write_text(str(folder.absolute()), encoding="utf-8", errors="surrogateescape")
    draft.replace(where.data_pointer)


def _followed(usual: Places) -> Places:
    """With the folder of the data that was chosen instead of the usual one."""
    try:
        text = usual.data_pointer.read_text(encoding="utf-8", errors="surrogateescape").strip()
    except OSError:
        return usual
    return replace(usual, data=Path(text)) if text else usual


def resource_dir() -> Path:
    """The folder `resources`: in the bundle, in the installed package, or in the source tree."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
