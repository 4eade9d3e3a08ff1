"""What `doctor` looks at: each check is a function from the surroundings to a finding."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from transcritor_gui import __version__
from transcritor_gui.errors import TranscritorError, message_for
from transcritor_gui.i18n import tr
from transcritor_gui.model import AUTO_LANGUAGES, DEFAULT_ENGINE
from transcritor_gui.paths import Places
from transcritor_gui.settings import Settings

__all__ = [
    "Finding",
    "check_chosen_engine",
    "check_data_folder",
    "check_engine",
    "check_languages",
    "check_names",
    "check_poppler",
    "check_python",
    "check_system_tesseract",
    "check_window",
    "failed",
]

_LITTLE_DISK_BYTES = 1_000_000_000
"""A page costs some 20 kB; below this, other programs will be in trouble before this one."""
_OLDEST_PYTHON = (3, 11)
_ANSWER_TIMEOUT_S = 10


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    """Stable, for programs: 'engine'."""
    title: str
    """For people."""
    is_good: bool
    detail: str
    advice: str = ""
    is_essential: bool = True
    """Whether nothing works without it."""


def check_python() -> Finding:
    return Finding(
        "python",
        tr("Program"),
        is_good=sys.version_info[:2] >= _OLDEST_PYTHON,
        detail=f"Transcritor {__version__}, Python {platform.python_version()}, {platform.platform()}",
        advice=tr("Install Python {version} or newer.", version=".".join(map(str, _OLDEST_PYTHON))),
    )


def check_engine() -> Finding:
    """The recognition that comes with the program, and the library that opens PDFs."""
    from transcritor_gui.pipeline.ocr.registry import engine_named

    title = tr("Built-in recognition")
    try:
        versions = f"{engine_named(DEFAULT_ENGINE).version()}, pypdfium2 {metadata.version('pypdfium2')}"
    except (TranscritorError, metadata.PackageNotFoundError) as error:
        advice = tr("Install Transcritor again; if that does not help, install Tesseract and choose it.")
        return Finding("engine", title, is_good=False, detail=str(error), advice=advice)
    return Finding("engine", title, is_good=True, detail=versions)


def check_names(settings: Settings) -> None:
    """Raise SETTINGS_INVALID for a name in the settings that stands for nothing."""
    from transcritor_gui.pipeline.ocr.registry import engine_named

    engine_named(settings.engine)


def check_chosen_engine(settings: Settings) -> Finding:
    """The recognition that the settings name in the place of the built-in one."""
    from transcritor_gui.pipeline.ocr.registry import engine_named

    kind = engine_named(settings.engine)
    try:
        return Finding("chosen_engine", kind.label(), is_good=True, detail=kind.version())
    except TranscritorError as error:
        return failed("chosen_engine", kind.label(), error)


def check_languages(settings: Settings) -> Finding:
    from transcritor_gui.pipeline import chosen_packs

    packs = chosen_packs(settings.tessdata_dir)
    installed = packs.installed
    wanted = "por+eng" if settings.languages == AUTO_LANGUAGES else settings.languages
    missing = [code for code in wanted.split("+") if code and code not in installed]
    return Finding(
        "languages",
        tr("Languages"),
        is_good=not missing,
        detail=tr(
            "{languages}, in {folder}", languages=", ".join(installed) or tr("none"), folder=packs.folder
        ),
        advice=tr(
            "Missing: {missing}. Put the .traineddata files there, or choose other languages.",
            missing=", ".join(missing),
        ),
    )


def check_system_tesseract() -> Finding:
    return _program("tesseract", tr("Tesseract of the system"), "tesseract", "--version")


def check_poppler() -> Finding:
    return _program("poppler", tr("Poppler of the system"), "pdftoppm", "-v")


def check_window() -> Finding:
    """Whether the window's library is installed; it is not loaded here."""
    try:
        detail = f"PySide6 {metadata.version('PySide6-Essentials')}"
    except metadata.PackageNotFoundError:
        return Finding(
            "window",
            tr("Window"),
            is_good=False,
            detail=tr("not installed"),
            advice=tr("Only the command line works. Install PySide6-Essentials for the window."),
            is_essential=False,
        )
    return Finding("window", tr("Window"), is_good=True, detail=detail, is_essential=False)


def check_data_folder(where: Places) -> Finding:
    """Whether a file can be written where the history lies, and how much room there is."""
    title = tr("Data folder")
    try:
        where.create()
        with tempfile.TemporaryFile(dir=where.data) as probe:
            probe.write(b"x")
        free = shutil.disk_usage(where.data).free
    except OSError as error:
        advice = tr("Make the folder writable, or set TRANSCRITOR_HOME to another one.")
        detail = f"{where.data}: {error.strerror or error}"
        return Finding("data_folder", title, is_good=False, detail=detail, advice=advice)
    free_gb = f"{free / 1e9:.1f}"
    return Finding(
        "data_folder",
        title,
        is_good=free >= _LITTLE_DISK_BYTES,
        detail=tr("{folder}, {free} GB free", folder=where.data, free=free_gb),
        advice=tr("Free some space on this disk."),
        is_essential=free < _LITTLE_DISK_BYTES / 20,
    )


def failed(name: str, title: str, error: TranscritorError) -> Finding:
    """A check that ended in one of the program's own failures."""
    message = message_for(error.info)
    return Finding(name, title, is_good=False, detail=message.what, advice=message.advice)


def _program(name: str, title: str, executable: str, *arguments: str) -> Finding:
    path = shutil.which(executable)
    if path is None:
        return Finding(
            name,
            title,
            is_good=True,
            detail=tr("not installed; not needed"),
            is_essential=False,
        )
    try:
        answer = subprocess.run(
            [path, *arguments], capture_output=True, timeout=_ANSWER_TIMEOUT_S, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding(
            name,
            title,
            is_good=False,
            detail=f"{path}: {error}",
            advice=tr("It does not start. Install it again, or remove it."),
            is_essential=False,
        )
    version = (answer.stdout or answer.stderr).strip().splitlines()
    return Finding(
        name,
        title,
        is_good=True,
        detail=f"{version[0] if version else path} ({Path(path)})",
        is_essential=False,
    )
