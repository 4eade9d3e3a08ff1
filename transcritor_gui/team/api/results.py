"""A document in a format: opened where it was made before, else asked of a worker and waited for.

The server makes none itself: an ODT of 3,000 pages takes 25 s and 2 GB. Whoever waits does so on the event
loop, where waiting costs no thread, and however many ask for the same file, one message is sent.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import IO

from starlette.concurrency import run_in_threadpool

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import export_name, exporter_for
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.export_calls import ExportOrder
from transcritor_gui.team.storage.live import Live
from transcritor_gui.team.storage.records import TaskRecord, TaskState
from transcritor_gui.team.work.queue import TeamQueue

__all__ = ["NO_WORKER_S", "ReadyFile", "Results", "check_ended_well"]

_PIECE_BYTES = 256 * 1024
_LOOKS_S = (0.05, 0.1, 0.2, 0.4)
"""Waits between two looks whether it is made; the last one stays."""
_MOST_WAIT_S = 240.0
"""Less than our own clients wait for an answer. What is made later is there when they ask again."""
NO_WORKER_S = 7.0
"""A worker is not seen for so long after Redis was started anew: it speaks every 5 s."""
_AT_ONCE = 2
"""Exports of one person that workers are asked for at the same time: they go before everybody's pages."""
_MOST_REVISIONS = 3
"""Corrections that overtake an export again and again: whoever waits is told to come back."""
_MOST_WAITING = 100
"""Of one person; whoever wants more at the same time is told to come back."""


class _Stage(Enum):
    """Of a file that somebody waits for."""

    WAITS = auto()
    AT_WORK = auto()
    NOBODY_THERE = auto()


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
    """Used on the event loop of the server."""

    def __init__(
        self,
        book: TaskBook,
        live: Live,
        queue: TeamQueue,
        *,
        ending: threading.Event,
        no_worker_s: float = NO_WORKER_S,
    ) -> None:
        """Whoever waits is told when no worker is there for `no_worker_s`, or the server is `ending`."""
        self._book = book
        self._live = live
        self._queue = queue
        self._ending = ending
        self._no_worker_s = no_worker_s
        self._waited_for: dict[ExportOrder, asyncio.Task[None]] = {}
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._waiting: Counter[str] = Counter()

    async def file(
        self, record: TaskRecord, format_name: str, *, flowing: bool | None, corrected: bool
    ) -> ReadyFile:
        """The document in that format; whoever asks for the same one meanwhile gets the same one.

        It is as people have `corrected` it, or as it was read.
        Raises TranscritorError: FORMAT_UNKNOWN, TASK_NOT_FINISHED, the failure of the task, or of the export,
        RESULT_WAITS where no worker makes it, QUEUE_AWAY.
        """
        exporter = exporter_for(format_name)
        await run_in_threadpool(check_ended_well, self._book, record)
        for _attempt in range(_MOST_REVISIONS):
            revision = 0
            if corrected:
                revision = await run_in_threadpool(self._book.corrections.revision, record.id)
            file = await self._file(ExportOrder(record.id, exporter.format, flowing, revision), record.owner)
            if file is not None:
                return ReadyFile(export_name(record.name, exporter.suffix), exporter.media_type, file)
            if not await run_in_threadpool(self._book.is_there, record.id):  # deleted in this very moment
                raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=record.id)
        raise TranscritorError(ErrorCode.RESULT_WAITS)

    async def _file(self, order: ExportOrder, owner: str) -> IO[bytes] | None:
        """What is there, or is made now; None where its revision was overtaken meanwhile."""
        file = await run_in_threadpool(self._book.spool.open, order.path)
        if file is not None:
            return file
        try:
            await self._made(order, owner)
        except TranscritorError as error:
            if error.info.code is not ErrorCode.CORRECTIONS_CHANGED:
                raise
            return None
        return await run_in_threadpool(self._book.spool.open, order.path)

    async def _made(self, order: ExportOrder, owner: str) -> None:
        waiting = self._waited_for.get(order)
        if waiting is None:
            if self._waiting[owner] >= _MOST_WAITING:
                raise TranscritorError(ErrorCode.RESULT_WAITS)
            waiting = self._waited_for[order] = asyncio.create_task(self._in_turn(order, owner))
            waiting.add_done_callback(lambda done: self._forget(order, done))
        await asyncio.shield(waiting)  # who hangs up stops it for nobody else

    def _forget(self, order: ExportOrder, done: asyncio.Task[None]) -> None:
        del self._waited_for[order]
        if not done.cancelled():
            done.exception()  # nobody may be there any more to hear it

    async def _in_turn(self, order: ExportOrder, owner: str) -> None:
        turn = self._turns.setdefault(owner, asyncio.Semaphore(_AT_ONCE))
        self._waiting[owner] += 1
        try:
            async with asyncio.timeout(_MOST_WAIT_S), turn:
                await self._wait_for(order)
        except TimeoutError as error:
            raise TranscritorError(ErrorCode.RESULT_WAITS) from error
        finally:
            self._waiting[owner] -= 1
            if not self._waiting[owner]:
                del self._waiting[owner], self._turns[owner]

    async def _wait_for(self, order: ExportOrder) -> None:
        clock_s = asyncio.get_running_loop().time
        looks_s = iter(_LOOKS_S)
        stage = _Stage.WAITS
        worker_seen_s = clock_s()
        while not await run_in_threadpool(self._book.spool.exists, order.path):
            if self._ending.is_set():
                raise TranscritorError(ErrorCode.RESULT_WAITS)
            stage = await run_in_threadpool(self._seen_to, order, stage)
            if stage is not _Stage.NOBODY_THERE:
                worker_seen_s = clock_s()
            elif clock_s() - worker_seen_s >= self._no_worker_s:
                raise TranscritorError(ErrorCode.RESULT_WAITS)
            await asyncio.sleep(next(looks_s, _LOOKS_S[-1]))

    def _seen_to(self, order: ExportOrder, stage: _Stage) -> _Stage:
        """Ask for it where nobody has, or where its worker was lost; how it stands now."""
        state = self._live.exports.state(order)
        if state.failure is not None:
            raise TranscritorError(state.failure.code, **dict(state.failure.facts))
        if state.is_at_work:
            return _Stage.AT_WORK
        if stage is _Stage.AT_WORK:
            if self._book.spool.exists(order.path):
                return stage
            self._live.exports.forget_asked(order)
        if not self._book.is_there(order.task_id):
            raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=order.task_id)
        if not self._live.presence.workers():
            return _Stage.NOBODY_THERE
        if self._live.exports.ask(order):
            self._queue.export(order)
        return _Stage.WAITS


def check_ended_well(book: TaskBook, record: TaskRecord) -> None:
    """TranscritorError: TASK_NOT_FINISHED, or what the task ended in."""
    ending = book.ending(record.id)
    if ending is None:
        raise TranscritorError(ErrorCode.TASK_NOT_FINISHED)
    if ending.state is not TaskState.SUCCESS:
        error = ending.error
        raise TranscritorError(
            ErrorCode.TASK_CANCELLED if error is None else error.code,
            **({} if error is None else dict(error.facts)),
        )
