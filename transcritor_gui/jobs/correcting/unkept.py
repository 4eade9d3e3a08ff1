"""Corrections that a person has made and the database does not have yet, on disk as soon as they are made.

The window shows a correction at once and has it kept on another thread. What a killed program leaves here is
kept at the next start (`Corrections.keep`). A line is written in microseconds, without waiting for the disk:
it survives the program, as the database does, and not a loss of power.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from transcritor_gui.model import Correction, EditKind

__all__ = ["UnkeptChange", "UnkeptChanges"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UnkeptChange:
    made_at: datetime
    """With a time zone; by it an edit that has been kept is known again."""
    kind: EditKind
    corrections: tuple[tuple[UUID, Correction], ...]
    """Each with the job of its document."""


class UnkeptChanges:
    """A file with a line for each; of one window alone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._decoder = msgspec.json.Decoder(UnkeptChange)
        self._is_written = threading.Lock()
        """Held by the window's thread for a line, and by that of commands as long as it takes lines out."""

    def note(self, change: UnkeptChange) -> None:
        """Write it down. Where that cannot be done the change is as safe as it is without."""
        try:
            with self._is_written:
                _append(self._path, change)
        except OSError as error:
            _log.warning("a correction could not be noted before it is kept: %s", error.strerror)

    def left(self) -> Sequence[UnkeptChange]:
        """What is noted, in order; a line that was cut off as it was written is left out."""
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return ()
        except OSError as error:
            _log.warning("what was left unkept cannot be read: %s", error.strerror)
            return ()
        found = []
        for line in filter(None, lines):
            try:
                found.append(self._decoder.decode(line))
            except msgspec.MsgspecError:
                _log.warning("a noted correction cannot be read")
        return found

    def leave_out(self, job_ids: Collection[UUID]) -> None:
        """Forget what is noted of documents that are deleted for good; whole, or not at all."""
        gone = frozenset(job_ids)
        with self._is_written:
            noted = self.left()
            if not any(job_id in gone for change in noted for job_id, _ in change.corrections):
                return
            staying = self._path.with_suffix(".part")
            try:
                staying.unlink(missing_ok=True)
                for change in noted:
                    rest = tuple(each for each in change.corrections if each[0] not in gone)
                    if rest:
                        _append(staying, dataclasses.replace(change, corrections=rest))
                if staying.exists():
                    staying.replace(self._path)
                else:
                    os.truncate(self._path, 0)
            except OSError as error:
                _log.warning("what is noted of deleted documents stays: %s", error.strerror)

    def forget(self) -> None:
        """All of it is kept."""
        try:
            with self._is_written:
                os.truncate(self._path, 0)
        except FileNotFoundError:
            return
        except OSError as error:
            _log.warning("what has been kept stays noted: %s", error.strerror)


def _append(path: Path, change: UnkeptChange) -> None:
    """On a line of its own, whatever a program that was killed has left before it."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(file, b"\n" + msgspec.json.encode(change) + b"\n")
    finally:
        os.close(file)
