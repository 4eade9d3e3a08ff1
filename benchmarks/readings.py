"""What a system read on a page, and the folder that keeps readings so that a second run is cheap."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.pages import BenchPage

__all__ = ["ReadWord", "Reading", "ReadingCache"]


@dataclass(frozen=True, slots=True)
class ReadWord:
    text: str
    confidence: float | None
    doubtful: bool
    recognised: bool
    """Whether it comes from recognition rather than from a text layer."""


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    seconds: float
    words: tuple[ReadWord, ...] = ()
    """In reading order; only of systems that tell."""
    rotation: int | None = None
    skew_degrees: float | None = None
    source: str = ""
    language: str = ""
    warnings: tuple[str, ...] = ()
    failure: str = ""
    """Why there is no reading, or why it is not the system's own; '' when all went well."""


class ReadingCache:
    """Readings by page content and system; a `system_key` names a system and all that changes its results."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def find(self, page: BenchPage, system_key: str) -> Reading | None:
        file = self._file(page, system_key)
        return msgspec.json.decode(file.read_bytes(), type=Reading) if file.exists() else None

    def keep(self, page: BenchPage, system_key: str, reading: Reading) -> None:
        file = self._file(page, system_key)
        part = file.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(reading))
        part.replace(file)

    def _file(self, page: BenchPage, system_key: str) -> Path:
        digest = hashlib.sha256(page.pdf.read_bytes())
        digest.update(f"\0{page.page_index}\0{system_key}".encode())
        return self._folder / f"{digest.hexdigest()[:32]}.json"
