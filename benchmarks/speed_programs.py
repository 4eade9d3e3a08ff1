"""The programs whose wall times are compared, each started as a user starts it: a process from nothing to its
end.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import ocrmypdf_environment
from benchmarks.places import REPOSITORY

__all__ = ["ocrmypdf_seconds", "pdfplumber_seconds", "pdftotext_seconds", "transcritor_seconds"]

_TIMEOUT_S = 1800
_PDFPLUMBER = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as document, open(sys.argv[2], "w", encoding="utf-8") as target:
    for page in document.pages:
        target.write(page.extract_text() + "\\f")
        page.close()
"""


def transcritor_seconds(pdf: Path, *, home: Path, workers: int, target: Path) -> float:
    """`transcritor transcribe` into a text file, with all data under `home`."""
    command = [
        sys.executable, "-m", "transcritor_gui", "transcribe", str(pdf), "-o", str(target),
        "--replace", "--jobs", str(workers), "--quiet",
    ]  # fmt: skip
    seconds = _timed(command, env=os.environ | {"TRANSCRITOR_HOME": str(home)})
    if not target.is_file() or target.stat().st_size == 0:
        raise RuntimeError(f"transcritor wrote no text for {pdf.name}")
    return seconds


def ocrmypdf_seconds(pdf: Path, *arguments: str, workers: int, target: Path) -> float:
    """OCRmyPDF with the same models, in its own environment and with its own choice of threads."""
    environment = ocrmypdf_environment.variables()
    environment.pop("OMP_THREAD_LIMIT", None)
    command = [
        str(ocrmypdf_environment.program()), "--quiet", "--language", "por+eng", "--jobs", str(workers),
        *arguments, str(pdf), str(target),
    ]  # fmt: skip
    return _timed(command, env=environment)


def pdftotext_seconds(pdf: Path, target: Path) -> float | None:
    """Poppler's pdftotext; None where there is none."""
    program = shutil.which("pdftotext")
    return None if program is None else _timed([program, str(pdf), str(target)])


def pdfplumber_seconds(pdf: Path, target: Path) -> float:
    """A loop over `extract_text`, as its manual shows."""
    return _timed([sys.executable, "-c", _PDFPLUMBER, str(pdf), str(target)])


def _timed(command: list[str], env: dict[str, str] | None = None) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=env,
        check=False,
        timeout=_TIMEOUT_S,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - started
    # Exit code 1 of ours says that pages have issues; their text is there all the same.
    if done.returncode not in {0, 1}:
        raise RuntimeError(
            f"{' '.join(command[:4])} ended with {done.returncode}: {done.stderr.strip()[-300:]}"
        )
    return seconds
