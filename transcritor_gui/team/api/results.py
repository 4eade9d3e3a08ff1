"""Exports of a task that has ended well: made when first asked for, kept beside the task."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import Exporter, ExportOptions, SourceFile, export_name, exporter_for
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.copies import lent_source
from transcritor_gui.team.storage.live import Live
from transcritor_gui.team.storage.records import TaskRecord, TaskState

__all__ = ["ReadyFile", "Results"]

_PIECE_BYTES = 256 * 1024
_AT_ONCE = 2
"""Exports are made in the server's own process: more at the same time would only hold up its answers."""


@dataclass(frozen=True, slots=True)
class ReadyFile:
    name: str
    media_type: str
    file: IO[bytes]

    def pieces(self) -> Iterator[bytes]:
        """The content; the file is closed at the end."""
        with self.file:
            while piece := self.file.read(_PIECE_BYTES):
                yield piece


class Results:
    """May be used from many threads."""

    def __init__(self, book: TaskBook, live: Live) -> None:
        self._book = book
        self._live = live
        self._turns = threading.Semaphore(_AT_ONCE)

    def file(self, record: TaskRecord, format_name: str, *, flowing: bool | None) -> ReadyFile:
        """The document in that format.

        Raises TranscritorError: FORMAT_UNKNOWN, TASK_NOT_FINISHED, the failure of the task, or of the export.
        """
        exporter = exporter_for(format_name)
        self._check_ended_well(record)
        way = "" if flowing is None else f"-{'flowing' if flowing else 'lines'}"
        path = f"tasks/{record.id}/results/{exporter.format}{way}"
        file = self._book.spool.open(path)
        if file is None:
            with self._turns:
                self._make(record, exporter, ExportOptions(flowing=flowing), path)
            file = self._book.spool.open(path)
        if file is None:  # deleted in this very moment
            raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=record.id)
        return ReadyFile(export_name(record.name, exporter.suffix), exporter.media_type, file)

    def _check_ended_well(self, record: TaskRecord) -> None:
        ending = self._book.ending(record.id)
        if ending is None:
            raise TranscritorError(ErrorCode.TASK_NOT_FINISHED)
        if ending.state is not TaskState.SUCCESS:
            error = ending.error
            raise TranscritorError(
                ErrorCode.TASK_CANCELLED if error is None else error.code,
                **({} if error is None else dict(error.facts)),
            )

    def _make(self, record: TaskRecord, exporter: Exporter, options: ExportOptions, path: str) -> None:
        transcript = self._book.transcript(record)
        with contextlib.ExitStack() as lent:
            if exporter.needs_source:
                password = self._live.password(record.id, record.password_pad)
                source = lent.enter_context(lent_source(self._book, record.id))
                exporter = exporter.with_source(SourceFile(source, password))
            file = lent.enter_context(self._book.spool.writer(path))
            for piece in exporter.chunks(transcript, options):
                file.write(piece)
        if self._book.record(record.id) is None:  # deleted meanwhile: nothing of it may stay
            self._book.spool.delete(path)
