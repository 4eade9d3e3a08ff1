"""OCRmyPDF in a virtual environment of its own, with the models of this repository.

It needs a `tesseract` program; unpaper (for --clean) and Ghostscript are used where the system has them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from benchmarks import environments
from benchmarks.places import build_dir, tessdata_dir

__all__ = ["install", "missing", "program", "unpaper_missing", "variables", "versions"]

_ENVIRONMENT = "ocrmypdf"
_CONFIGS = {
    "hocr": "tessedit_create_hocr 1\nhocr_font_info 0\n",
    "txt": "tessedit_create_txt 1\n",
    "pdf": "tessedit_create_pdf 1\n",
    "tsv": "tessedit_create_tsv 1\n",
}
"""Tesseract's own files of these names, which the program looks for beside the models."""


def install() -> str:
    """Install it when it is not there yet; why that failed, or ''. Takes a minute the first time."""
    if program() is not None:
        return ""
    trouble = environments.install(_ENVIRONMENT, ("ocrmypdf>=17.13",))
    if trouble:
        return trouble
    _tessdata()
    versions.cache_clear()
    return ""


def program() -> Path | None:
    path = environments.program_of(_ENVIRONMENT, "ocrmypdf")
    return path if path.exists() else None


def missing() -> str:
    """Why it cannot run here; '' when it can."""
    if program() is None:
        return "not installed (run without --no-install)"
    if shutil.which("tesseract") is None:
        return "there is no tesseract program on this machine"
    return ""


def unpaper_missing() -> str:
    return "" if shutil.which("unpaper") else "there is no unpaper on this machine"


def variables() -> dict[str, str]:
    """The environment to run it in: one thread for each Tesseract, and this repository's models."""
    return os.environ | {"OMP_THREAD_LIMIT": "1", "TESSDATA_PREFIX": str(_tessdata())}


@cache
def versions() -> tuple[str, ...]:
    """'ocrmypdf 17.13.0', 'tesseract 5.3.0', ... of what is installed."""
    found: list[str] = []
    for name, command in (
        ("ocrmypdf", str(program())),
        ("tesseract", "tesseract"),
        ("gs", "gs"),
        ("unpaper", "unpaper"),
    ):
        if shutil.which(command) is not None:
            done = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
            first = (done.stdout or done.stderr).strip().splitlines()[0]
            found.append(f"{name} {first.split()[-1]}")
    return tuple(found)


def _tessdata() -> Path:
    """The repository's models with the configuration files that the tesseract program needs beside them."""
    folder = build_dir() / "tessdata"
    configs = folder / "configs"
    configs.mkdir(parents=True, exist_ok=True)
    for model in tessdata_dir().glob("*.traineddata"):
        copy = folder / model.name
        if not copy.exists() or copy.stat().st_size != model.stat().st_size:
            shutil.copyfile(model, copy)
    for name, text in _CONFIGS.items():
        file = configs / name
        if not file.exists():
            file.write_text(text, encoding="ascii")
    return folder
