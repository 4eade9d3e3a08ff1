"""What the user has chosen: typed, checked, kept as TOML; every one may be set by a TRANSCRITOR_ variable."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

import psutil
import tomli_w

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import LANGUAGES, system_language
from transcritor_gui.model.job import WorkPlace
from transcritor_gui.model.options import OcrMode, ReadingOptions, TranscriptionOptions
from transcritor_gui.team_address import normal_address

__all__ = ["EXPORT_LINES", "Settings", "load_settings", "save_settings"]

EXPORT_LINES: Final = ("usual", "kept", "joined", "columns")


@dataclass(frozen=True, slots=True)
class Settings(ReadingOptions):
    """How documents are read, which is with the fields of ReadingOptions, and all else that can be chosen."""

    interface_language: str = "system"
    """'system', 'en' or 'pt_BR'."""
    workers: int = 0
    """Pages read at the same time; 0 for one a core."""
    page_timeout_s: int = 180
    page_memory_mb: int = 2048
    resume_interrupted: bool = False
    """Whether jobs that a crash interrupted go on by themselves at the next start."""
    export_format: str = "txt"
    export_beside_source: bool = False
    export_folder: str = ""
    """Where exports go that do not go beside their source; '' for the user's documents."""
    export_name_template: str = "{name}"
    """How exports are called; see export/name_template.py."""
    export_lines: str = "usual"
    """One of EXPORT_LINES: lines as the format usually has them, as on the page, joined, or in columns."""
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
    tessdata_dir: str = ""
    """Folder of other .traineddata files; '' for the built-in ones."""
    person_name: str = ""
    """Who corrects and confers, as reports name them; '' for nobody in particular."""
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
    except FileNotFoundError:
        kept = {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise TranscritorError(ErrorCode.SETTINGS_INVALID, name=path.name, allowed="TOML") from error
    values: dict[str, Any] = {}
    for field in fields(Settings):
        from_environment = environ.get(f"TRANSCRITOR_{field.name.upper()}")
        raw = from_environment if from_environment is not None else kept.get(field.name)
        if raw is not None:
            values[field.name] = _converted(field.name, raw, example=getattr(Settings(), field.name))
    return _checked(replace(Settings(), **values))


def save_settings(settings: Settings, path: Path) -> None:
    """Write `settings` to `path`, whole or not at all; OSError when it cannot be written."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    values = {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        values[field.name] = str(value) if isinstance(value, OcrMode | WorkPlace) else value
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(tomli_w.dumps(values), encoding="utf-8")
    draft.replace(path)


def _converted(name: str, raw: object, *, example: object) -> object:
    kind = type(example)
    allowed = "true, false" if kind is bool else kind.__name__
    if isinstance(example, OcrMode | WorkPlace):
        allowed = ", ".join(type(example))
    try:
        if kind is bool:
            if isinstance(raw, bool):
                return raw
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[
                str(raw).lower()
            ]
        return kind(raw)  # type: ignore[call-arg]
    except (ValueError, KeyError, TypeError) as error:
        raise TranscritorError(ErrorCode.SETTINGS_INVALID, name=name, allowed=allowed) from error


def _checked(settings: Settings) -> Settings:
    address = normal_address(settings.team_address)
    checks = (
        ("interface_language", settings.interface_language in ("system", *LANGUAGES), "system, en, pt_BR"),
        ("workers", 0 <= settings.workers <= 256, "0-256"),
        ("page_timeout_s", 5 <= settings.page_timeout_s <= 7200, "5-7200"),
        ("page_memory_mb", 512 <= settings.page_memory_mb <= 65536, "512-65536"),
        ("export_lines", settings.export_lines in EXPORT_LINES, ", ".join(EXPORT_LINES)),
        ("languages", bool(settings.languages.strip("+ ")), "por+eng"),
        ("team_address", not settings.team_address or bool(address), "https://host:port"),
    )
    for name, is_good, allowed in checks:
        if not is_good:
            raise TranscritorError(ErrorCode.SETTINGS_INVALID, name=name, allowed=allowed)
    return replace(settings, team_address=address)
