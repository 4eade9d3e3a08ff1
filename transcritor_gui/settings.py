"""What the user has chosen: typed, checked, kept as TOML; every one may be set by a TRANSCRITOR_ variable."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, get_origin, get_type_hints

import msgspec
import psutil
import tomli_w
from msgspec import Meta

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import LANGUAGES, system_language
from transcritor_gui.model.export_wish import EXPORT_LINES
from transcritor_gui.model.job import WorkPlace
from transcritor_gui.model.options import ReadingOptions, TranscriptionOptions
from transcritor_gui.model.portal import PORTALS, Portal
from transcritor_gui.model.preset import FIRST_PRESETS, Preset
from transcritor_gui.model.watch_setting import WatchSetting
from transcritor_gui.team_address import normal_address

__all__ = ["Settings", "limits_of", "load_settings", "save_settings"]

_FLAG_WORDS: Final = {"yes": "true", "no": "false"}
"""What people write besides what msgspec knows: true, false, 1 and 0."""


def _one_of(*values: str) -> Meta:
    return Meta(pattern=rf"^(?:{'|'.join(values)})\Z", examples=list(values))


@dataclass(frozen=True, slots=True)
class Settings(ReadingOptions):
    """How documents are read, which is with the fields of ReadingOptions, and all else that can be chosen."""

    interface_language: Annotated[str, _one_of("system", *LANGUAGES)] = "system"
    workers: Annotated[int, Meta(ge=0, le=256)] = 0
    """Pages read at the same time; 0 for one a core."""
    page_timeout_s: Annotated[int, Meta(ge=5, le=7200)] = 180
    page_memory_mb: Annotated[int, Meta(ge=512, le=65536)] = 2048
    resume_interrupted: bool = False
    """Whether jobs that a crash interrupted go on by themselves at the next start."""
    several_pictures: Annotated[str, _one_of("ask", "each", "one")] = "ask"
    """What becomes of several pictures that come in together: asked, a document each, or one of them all."""
    export_format: str = "txt"
    export_beside_source: bool = False
    export_folder: str = ""
    """Where exports go that do not go beside their source; '' for the user's documents."""
    export_name_template: str = "{name}"
    """How exports are called; see export/name_template.py."""
    export_lines: Annotated[str, _one_of(*EXPORT_LINES)] = "usual"
    export_without_headers: bool = False
    """Whether running headers and footers are left out."""
    export_decimal_comma: bool = True
    """How numbers are written in CSV: '1234,56' or '1234.56'."""
    auto_export: bool = False
    """Whether each document is exported by itself when it has been read. The next fields say how."""
    auto_export_format: str = "txt"
    auto_export_beside_source: bool = True
    auto_export_folder: str = ""
    """As `export_folder`."""
    auto_export_name_template: str = "{name}"
    export_upright: bool = False
    """Whether pages that were turned to be read are shown so in PDFs."""
    export_portal: str = ""
    """The name of the portal whose limits the window's next export keeps to; '' for none."""
    portals: tuple[Portal, ...] = PORTALS
    """What courts take: see model/portal.py."""
    backups: Annotated[int, Meta(ge=0, le=100)] = 3
    """How many daily copies of the history are kept beside it; 0 for none."""
    keep_days: Annotated[int, Meta(ge=0, le=36_500)] = 0
    """Days after which what was transcribed is deleted from the history for good; 0 for never."""
    tessdata_dir: str = ""
    """Folder of other .traineddata files; '' for the built-in ones."""
    person_name: str = ""
    """Who corrects and confers, as reports name them; '' for nobody in particular."""
    presets: tuple[Preset, ...] = FIRST_PRESETS
    """How documents are read and written, under names."""
    watched_folders: tuple[WatchSetting, ...] = ()
    """Read and written by themselves while the window is open, or by `transcritor watch --all`."""
    work_place: WorkPlace = WorkPlace.HERE
    """Where documents are read that are added from now on."""
    team_address: str = ""
    """Of the team server, as 'http://host:port'; its token is in the system's keyring, never here."""

    def worker_count(self) -> int:
        if self.workers > 0:
            return self.workers
        return max(1, psutil.cpu_count(logical=True) or 1)

    def shown_language(self) -> str:
        """The language of the window and of all messages, one of i18n.LANGUAGES."""
        return system_language() if self.interface_language == "system" else self.interface_language

    def transcription_options(self) -> TranscriptionOptions:
        return TranscriptionOptions(
            **{each.name: getattr(self, each.name) for each in fields(ReadingOptions)}
        )


def load_settings(path: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings kept at `path` (defaults where there is no file), overridden by the environment.

    Raises TranscritorError(SETTINGS_INVALID) naming the setting that has an impossible value. Names that
    are not known are ignored, so that an older program opens a newer file.
    """
    try:
        kept = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        kept = {}
    except (ValueError, RecursionError, OSError) as error:
        raise TranscritorError(ErrorCode.SETTINGS_INVALID, name=path.name, allowed="TOML") from error
    values: dict[str, Any] = {}
    for name, kind in _kinds().items():
        from_environment = environ.get(f"TRANSCRITOR_{name.upper()}")
        raw = from_environment if from_environment is not None else kept.get(name)
        if raw is not None:
            values[name] = _converted(name, raw, kind)
    return replace(Settings(), **values)


def limits_of(name: str) -> tuple[int, int]:
    """The least and the most that the setting `name`, a whole number, may be."""
    meta = _meta(_kinds()[name])
    assert meta is not None
    return int(meta.ge or 0), int(meta.le or 0)


def save_settings(settings: Settings, path: Path) -> None:
    """Write `settings` to `path`, whole or not at all; OSError when it cannot be written."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(tomli_w.dumps(msgspec.to_builtins(settings)), encoding="utf-8")
    draft.replace(path)


def _kinds() -> dict[str, Any]:
    """The type of each setting by its name, with what limits it."""
    hints = get_type_hints(Settings, include_extras=True)
    return {field.name: hints[field.name] for field in fields(Settings)}


def _converted(name: str, raw: object, kind: Any) -> Any:
    """`raw`, from TOML or the environment, as the setting `name` has it; SETTINGS_INVALID for any other."""
    if kind is bool and isinstance(raw, str):
        raw = _FLAG_WORDS.get(raw.lower(), raw)
    try:
        if get_origin(kind) is tuple and isinstance(raw, str):  # from the environment
            raw = msgspec.json.decode(raw)
        value = msgspec.convert(raw, kind, strict=False)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise TranscritorError(ErrorCode.SETTINGS_INVALID, name=name, allowed=_allowed(kind)) from error
    if name == "languages" and not value.strip("+ "):
        raise TranscritorError(ErrorCode.SETTINGS_INVALID, name=name, allowed="por+eng")
    if name == "team_address" and value and not normal_address(value):
        raise TranscritorError(ErrorCode.SETTINGS_INVALID, name=name, allowed="https://host:port")
    return normal_address(value) if name == "team_address" else value


def _allowed(kind: Any) -> str:
    """What a setting of this type may be, for people."""
    meta = _meta(kind)
    if meta is not None and meta.examples:
        return ", ".join(meta.examples)
    if meta is not None and meta.ge is not None:
        return f"{meta.ge}-{meta.le}"
    if kind is bool:
        return "true, false"
    if get_origin(kind) is tuple:
        return "[...]"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return ", ".join(kind)
    return getattr(kind, "__name__", "")


def _meta(kind: Any) -> Meta | None:
    return next((each for each in getattr(kind, "__metadata__", ()) if isinstance(each, Meta)), None)
