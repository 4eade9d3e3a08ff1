"""What the pipeline brings into the process that asks for pages, and into the worker that reads them."""

from __future__ import annotations

import subprocess
import sys

import pytest

_LOADED = "import sys; import {}; print(' '.join(sys.modules))"


def _loaded_by(module: str) -> frozenset[str]:
    """Top names of all that importing `module` loads in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", _LOADED.format(module)], capture_output=True, text=True, check=True
    )
    return frozenset(name.partition(".")[0] for name in run.stdout.split())


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    """By what reads a page."""
    return _loaded_by("transcritor_gui.pipeline.page")


def test_who_only_asks_for_pages_waits_for_no_library_that_reads_them() -> None:
    assert _loaded_by("transcritor_gui.pipeline").isdisjoint({"numpy", "pypdfium2", "rapidfuzz"})


@pytest.mark.parametrize("name", ["PySide6", "sqlite3", "_sqlite3", "fastapi", "celery", "redis"])
def test_a_worker_needs_no_window_database_or_server(loaded: frozenset[str], name: str) -> None:
    assert name not in loaded


@pytest.mark.parametrize(
    "name", ["pdfplumber", "pdfminer", "tesserocr", "pytesseract", "pdf2image", "pikepdf", "cv2"]
)
def test_heavy_libraries_wait_for_their_first_use(loaded: frozenset[str], name: str) -> None:
    assert name not in loaded
