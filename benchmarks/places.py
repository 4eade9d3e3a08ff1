"""Where the benchmarks find their material and put what they make."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["REPOSITORY", "build_dir", "corpus_dir", "results_dir", "tessdata_dir"]

REPOSITORY = Path(__file__).resolve().parents[1]


def corpus_dir() -> Path | None:
    """The corpus of real documents: `TRANSCRITOR_CORPUS`, or `../shared/corpus`, or None where it is not."""
    chosen = os.environ.get("TRANSCRITOR_CORPUS")
    folder = Path(chosen) if chosen else REPOSITORY.parent / "shared" / "corpus"
    return folder if folder.is_dir() else None


def build_dir() -> Path:
    """A folder for made pages, kept readings and the environments of other programs; safe to delete."""
    folder = REPOSITORY / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def results_dir() -> Path:
    """Where tables and plots go; committed, with the machine's name in theirs."""
    folder = REPOSITORY / "benchmarks" / "results"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def tessdata_dir() -> Path:
    """The models that every compared system uses."""
    return REPOSITORY / "resources" / "tessdata"
