"""The shared corpus of real documents, where it is present; tests that need it skip where it is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

__all__ = ["corpus_dir", "corpus_file"]


def corpus_dir() -> Path:
    """The corpus: `TRANSCRITOR_CORPUS`, or `shared/corpus` beside the repository. Skips without one."""
    chosen = os.environ.get("TRANSCRITOR_CORPUS")
    folder = Path(chosen) if chosen else Path(__file__).resolve().parents[2] / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of real documents is not on this machine")
    return folder


def corpus_file(name: str) -> Path:
    """The file called `name` ('digital/machado-bote.pdf') of the corpus. Skips where it is missing."""
    path = corpus_dir() / name
    if not path.is_file():
        pytest.skip(f"the corpus has no {name}")
    return path
