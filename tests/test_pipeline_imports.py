"""What importing the pipeline brings into a worker process, and what it leaves for later."""

from __future__ import annotations

import subprocess
import sys

import pytest

_LOADED = "import sys; import transcritor_gui.pipeline; print(' '.join(sys.modules))"


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    """Top names of all that `import transcritor_gui.pipeline` loads in a process of its own."""
    run = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    return frozenset(name.partition(".")[0] for name in run.stdout.split())


@pytest.mark.parametrize("name", ["PySide6", "sqlite3", "_sqlite3", "fastapi", "celery", "redis"])
def test_a_worker_needs_no_window_database_or_server(loaded: frozenset[str], name: str) -> None:
    assert name not in loaded


@pytest.mark.parametrize(
    "name", ["pdfplumber", "pdfminer", "tesserocr", "pytesseract", "pdf2image", "pikepdf", "cv2"]
)
def test_heavy_libraries_wait_for_their_first_use(loaded: frozenset[str], name: str) -> None:
    assert name not in loaded
