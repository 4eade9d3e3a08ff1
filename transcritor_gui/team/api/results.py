"""Exports of a task that has ended well: made when first asked for, kept beside the task.

They are made one after the other in a process of their own, which has a limit of memory and of time: an ODT
of 3,000 pages takes 25 s, and nobody's answer is to wait for it but that of who asked.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO

from starlette.concurrency import run_in_threadpool

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import ExportOptions, SourceFile, export_name, exporter_for
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.copies import lent_source
from transcritor_gui.team.storage.live import Live
from transcritor_gui.team.storage.records import TaskRecord, TaskState
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.workers import WorkerPool

__all__ = ["ReadyFile", "Results", "make_result", "write_result"]

_PIECE_BYTES = 256 * 1024
_TIME_S = 600.0
"""Of processor time for one export."""


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
    """Used on the event loop of the server. `pool` makes the exports; its owner starts and stops it."""

    def __init__(self, config: TeamConfig, book: TaskBook, pool: WorkerPool) -> None:
        self._config = config
        self._book = book
        self._pool = pool
        self._being_made: dict[str, asyncio.Future[None]] = {}

    async def file(self, record: TaskRecord, format_name: str, *, flowing: bool | None) -> ReadyFile:
        """The document in that format; whoever asks for the same one meanwhile gets the same one.

        Raises TranscritorError: FORMAT_UNKNOWN, TASK_NOT_FINISHED, the failure of the task, or of the export.
        """
        exporter = exporter_for(format_name)
        await run_in_threadpool(self._check_ended_well, record)
        path = _path(record, exporter.format, flowing)
        file = await run_in_threadpool(self._book.spool.open, path)
        if file is None:
            await self._made(record, exporter.format, flowing, path)
            file = await run_in_threadpool(self._book.spool.open, path)
        if file is None:  # deleted in this very moment
            raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=record.id)
        return ReadyFile(export_name(record.name, exporter.suffix), exporter.media_type, file)

    async def _made(self, record: TaskRecord, format_name: str, flowing: bool | None, path: str) -> None:
        making = self._being_made.get(path)
        if making is None:
            make = partial(make_result, self._config, record, format_name, flowing)
            making = asyncio.wrap_future(self._pool.submit(make, timeout_s=_TIME_S))
            self._being_made[path] = making
            making.add_done_callback(lambda _: self._being_made.pop(path, None))
        await asyncio.shield(making)  # who hangs up stops it for nobody else

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


def make_result(config: TeamConfig, record: TaskRecord, format_name: str, flowing: bool | None) -> None:
    """`write_result` in a process of its own."""
    write_result(config, TaskBook(Spool(config.spool_url)), record, format_name, flowing=flowing)


def write_result(
    config: TeamConfig, book: TaskBook, record: TaskRecord, format_name: str, *, flowing: bool | None
) -> None:
    """Put the document in that format beside its task; nothing where the task was deleted meanwhile."""
    exporter = exporter_for(format_name)
    path = _path(record, exporter.format, flowing)
    transcript = book.transcript(record)
    with contextlib.ExitStack() as lent:
        if exporter.needs_source:
            with contextlib.closing(Live(config)) as live:
                password = live.password(record.id, record.password_pad)
            source = lent.enter_context(lent_source(book, record.id))
            exporter = exporter.with_source(SourceFile(source, password))
        file = lent.enter_context(book.spool.writer(path))
        for piece in exporter.chunks(transcript, ExportOptions(flowing=flowing)):
            file.write(piece)
    if book.record(record.id) is None:
        book.spool.delete_tree(f"tasks/{record.id}")


def _path(record: TaskRecord, format_name: str, flowing: bool | None) -> str:
    way = "" if flowing is None else f"-{'flowing' if flowing else 'lines'}"
    return f"tasks/{record.id}/results/{format_name}{way}"
