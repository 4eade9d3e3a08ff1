"""The text of digital pages as PDFium, Poppler, pypdf, pdfplumber and MuPDF give it.

pypdf and pdfplumber run in a virtual environment of their own. MuPDF's licence keeps it out of that: it is
asked where the Python of an environment that has it is named. Poppler is asked where its `pdftotext` is
installed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from benchmarks import environments
from benchmarks.environments import python_of
from benchmarks.places import REPOSITORY

__all__ = ["install", "peers", "texts_by"]

_ENVIRONMENT = "text-peers"
_PACKAGES = ("pypdf>=6.0", "pdfplumber>=0.11.10")
_PROGRAM = REPOSITORY / "benchmarks" / "text_peers_program.py"
_POPPLER = "pdftotext"
_LONGEST_S = 60
"""For one file by Poppler, and for all files together, each, by the others."""

Texts = dict[Path, list[str]]


def install() -> str:
    """Install pypdf and pdfplumber where they are not yet; why that failed, or ''."""
    return "" if python_of(_ENVIRONMENT).exists() else environments.install(_ENVIRONMENT, _PACKAGES)


def peers(*, mupdf: Path | None) -> tuple[str, ...]:
    """Those that can be asked here."""
    found = ["pdfium"]
    if shutil.which(_POPPLER):
        found.append("poppler")
    if python_of(_ENVIRONMENT).exists():
        found += ["pypdf", "pdfplumber"]
    if mupdf is not None:
        found.append("mupdf")
    return tuple(found)


def texts_by(peer: str, files: Sequence[Path], *, pages: int, mupdf: Path | None) -> Texts:
    """The text of the first `pages` pages of each file; a page that is missing has none."""
    if peer == "pdfium":
        return {path: _by_pdfium(path, pages) for path in files}
    if peer == "poppler":
        return {path: _by_poppler(path, pages) for path in files}
    if not files:
        return {}
    python = mupdf if peer == "mupdf" and mupdf is not None else python_of(_ENVIRONMENT)
    done = subprocess.run(
        [str(python), str(_PROGRAM), peer, str(pages), *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
        timeout=_LONGEST_S * len(files),
    )
    answer = json.loads(done.stdout.splitlines()[-1])
    return {Path(path): texts for path, texts in answer.items()}


def _by_pdfium(path: Path, pages: int) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [
            document[number].get_textpage().get_text_range() for number in range(min(pages, len(document)))
        ]


def _by_poppler(path: Path, pages: int) -> list[str]:
    done = subprocess.run(
        [_POPPLER, "-l", str(pages), "-enc", "UTF-8", str(path), "-"],
        capture_output=True,
        timeout=_LONGEST_S,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace").split("\f")[:pages]
