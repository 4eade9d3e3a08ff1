"""What a watch over folders tells, as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.model import Job

__all__ = [
    "FileKnown",
    "FileNotDone",
    "FileTaken",
    "FileWritten",
    "FolderAway",
    "FolderBack",
    "FolderHeld",
    "WatchEvent",
]


@dataclass(frozen=True, slots=True)
class FolderAway:
    """It cannot be read now, and is waited for."""

    folder: Path


@dataclass(frozen=True, slots=True)
class FolderBack:
    folder: Path


@dataclass(frozen=True, slots=True)
class FolderHeld:
    """Another program carries out the very same rule; FolderBack follows when it has ended."""

    folder: Path


@dataclass(frozen=True, slots=True)
class FileTaken:
    """It is complete, and in the queue."""

    path: Path


@dataclass(frozen=True, slots=True)
class FileKnown:
    """The very same content was taken before: nothing is done."""

    path: Path


@dataclass(frozen=True, slots=True)
class FileWritten:
    path: Path
    output: Path
    job: Job


@dataclass(frozen=True, slots=True)
class FileNotDone:
    """It was refused, could not be read, written or moved."""

    path: Path
    error: ErrorInfo | None
    """None where somebody cancelled it, or took it off the list."""


WatchEvent = FolderAway | FolderBack | FolderHeld | FileTaken | FileKnown | FileWritten | FileNotDone
