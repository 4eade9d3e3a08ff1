"""How each watched folder stands, as values for people: what a watch has told, put together. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.jobs.watching.watch_events import (
    FileKnown,
    FileNotDone,
    FileTaken,
    FileWritten,
    FolderAway,
    FolderBack,
    FolderHeld,
    WatchEvent,
)

__all__ = ["MOST_FAILURES", "FailedFile", "WatchCondition", "WatchState", "after", "concerned"]

MOST_FAILURES: Final = 100
"""So many of the newest are kept of each folder."""


class WatchCondition(StrEnum):
    OFF = "off"
    WATCHING = "watching"
    AWAY = "away"
    """The folder cannot be read now, and is waited for."""
    HELD = "held"
    """Another program carries out the same rule."""
    FAULTY = "faulty"
    """The rule cannot be carried out, or the service cannot go on now."""


_CONDITIONS: Final[dict[type[WatchEvent], WatchCondition]] = {
    FolderAway: WatchCondition.AWAY,
    FolderBack: WatchCondition.WATCHING,
    FolderHeld: WatchCondition.HELD,
}


@dataclass(frozen=True, slots=True)
class FailedFile:
    path: Path
    error: ErrorInfo | None
    """None where somebody cancelled it, or took it off the list."""
    at: datetime


@dataclass(frozen=True, slots=True)
class WatchState:
    folder: str
    """As the settings name it."""
    condition: WatchCondition
    fault: ErrorInfo | None = None
    taken: int = 0
    """Since the program began to watch it."""
    written: int = 0
    last_file: str = ""
    """The name of the file that something became of last."""
    last_at: datetime | None = None
    failures: tuple[FailedFile, ...] = ()
    """The newest last."""


def concerned(event: WatchEvent) -> Path:
    """The folder, or the file, that an event is about."""
    match event:
        case FolderAway(folder) | FolderBack(folder) | FolderHeld(folder):
            return folder
        case FileTaken(path) | FileKnown(path) | FileWritten(path, _, _) | FileNotDone(path, _):
            return path


def after(state: WatchState, event: WatchEvent, *, at: datetime) -> WatchState:
    """`state` when `event` has been told of its folder."""
    condition = _CONDITIONS.get(type(event))
    if condition is not None:
        return replace(state, condition=condition)
    seen = replace(state, last_file=concerned(event).name, last_at=at)
    match event:
        case FileTaken():
            return replace(seen, taken=state.taken + 1)
        case FileWritten():
            return replace(seen, written=state.written + 1)
        case FileNotDone(path, error):
            return replace(seen, failures=(*state.failures, FailedFile(path, error, at))[-MOST_FAILURES:])
        case _:
            return seen
