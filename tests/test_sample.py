"""The sample through the whole program, as `make run` shows it where there is no screen."""

from __future__ import annotations

import difflib
import subprocess
import sys
from pathlib import Path

import pytest

_FOLDER = Path(__file__).resolve().parents[1] / "resources" / "sample"


@pytest.mark.integration
def test_the_sample_comes_out_as_it_was_written() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "transcritor_gui", "transcribe", str(_FOLDER / "Exemplo - Transcritor.pdf")],
        cwd=_FOLDER.parents[1], check=True, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    expected = (_FOLDER / "sample.expected.txt").read_text(encoding="utf-8").split()
    likeness = difflib.SequenceMatcher(None, expected, shown.stdout.split(), autojunk=False).ratio()
    assert likeness > 0.99
