"""Virtual environments of their own for programs that ours is compared with, below the benchmarks' folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.places import build_dir

__all__ = ["folder_of", "install", "program_of", "python_of"]


def folder_of(name: str) -> Path:
    return build_dir() / name


def program_of(name: str, program: str) -> Path:
    """Where a program of the environment `name` lies, whether it is there or not."""
    on_windows = sys.platform == "win32"
    place = Path("Scripts") / f"{program}.exe" if on_windows else Path("bin") / program
    return folder_of(name) / place


def python_of(name: str) -> Path:
    return program_of(name, "python")


def install(name: str, packages: Sequence[str]) -> str:
    """Make the environment `name` with `packages`, anew; why that failed, or ''."""
    folder = folder_of(name)
    try:
        subprocess.run(
            [sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True, text=True
        )
        subprocess.run(
            [str(python_of(name)), "-m", "pip", "install", "--quiet", *packages],
            check=True,
            capture_output=True,
            text=True,
        )
    except subprocess.CalledProcessError as error:
        shutil.rmtree(folder, ignore_errors=True)
        return f"it could not be installed: {error.stderr.strip().splitlines()[-1:]}"
    return ""
