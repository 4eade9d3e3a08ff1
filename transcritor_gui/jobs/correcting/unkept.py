"""Corrections that a person has made and the database does not have yet, on disk as soon as they are made.

The window shows a correction at once and has it kept on another thread. What a killed program leaves here is
kept at the next start (`Corrections.keep`). A line is written in microseconds, without waiting for the disk:
it survives the program, as the database does, and not a loss of power.
"""

from __future__ import annotations

import dataclasses
import logging
import os
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

    def note(self, change: UnkeptChange) -> None:
        """Write it down. Where that cannot be done the change is as safe as it is without."""
        line = msgspec.json.encode(change) + b"\n"
        try:
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(file, line)
            finally:
                os.close(file)
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
        for line in lines:
            try:
                found.append(self._decoder.decode(line))
            except msgspec.MsgspecError:
                _log.warning("a noted correction cannot be read")
        return found

    def leave_out(self, job_ids: Collection[UUID]) -> None:
        """Forget what is noted of documents that are deleted for good."""
        noted = self.left()
        gone = frozenset(job_ids)
        if not any(job_id in gone for change in noted for job_id, _ in change.corrections):
            return
        self.forget()
        for change in noted:
            staying = tuple(each for each in change.corrections if each[0] not in gone)
            if staying:
                self.note(dataclasses.replace(change, corrections=staying))

    def forget(self) -> None:
        """All of it is kept."""
        try:
            os.truncate(self._path, 0)
        except FileNotFoundError:
            return
        except OSError as error:
            _log.warning("what has been kept stays noted: %s", error.strerror)
