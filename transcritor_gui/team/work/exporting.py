"""What a worker does when somebody waits for a document in a format: makes the file, in its page process.

That process has a limit of memory and of time. What the file shows is kept in the spool until the document
changes; whoever asked finds it there, or the reason why there is none.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.export import ExportOptions, SourceFile, exporter_for
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.copies import lent_source
from transcritor_gui.team.storage.export_calls import ExportOrder
from transcritor_gui.team.storage.live import Live
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.workers import WorkerPool

__all__ = ["ExportWork", "make_export", "write_export"]

_log = logging.getLogger(__name__)

_TIME_S = 600.0
"""Of processor time for one export: an ODT of 3,000 pages takes 25 s."""
_RENEW_S = 1.0


@dataclass(frozen=True, slots=True)
class ExportWork:
    """`make` raises nothing: whoever waits is told what failed."""

    config: TeamConfig
    book: TaskBook
    live: Live
    pool: WorkerPool

    def make(self, order: ExportOrder) -> None:
        """Put the file into the spool, unless it is there, or another is at it."""
        try:
            holder = secrets.token_hex(8)
            if self.book.spool.exists(order.path) or not self.live.exports.begin(order, holder):
                return
            failure = self._made(order, holder)
            self.live.exports.end(order, failure)
        except TranscritorError as error:
            _log.warning("task %s: an export is left to whoever asks again: %s", order.task_id, error)

    def _made(self, order: ExportOrder, holder: str) -> ErrorInfo | None:
        """None, or why it could not be made."""
        try:
            making = self.pool.submit(make_export, self.config, order, timeout_s=_TIME_S)
            with self._kept(order, holder, making):
                try:
                    making.result()
                finally:  # Celery may be ending this for its time
                    making.cancel()
        except TranscritorError as error:
            return error.info
        except CancelledError:
            return ErrorInfo(ErrorCode.TASK_UNKNOWN, (("id", order.task_id),))
        except Exception:  # noqa: BLE001 - the edge of a worker
            _log.exception("task %s: making %s ended in an error of the program", order.task_id, order.name)
            return ErrorInfo(ErrorCode.INTERNAL)
        finally:
            _delete_if_gone(self.book, order)
        return None

    @contextlib.contextmanager
    def _kept(self, order: ExportOrder, holder: str, making: Future[None]) -> Iterator[None]:
        """Say for the time of the block that it is being made, and stop that where the task is deleted."""
        ended = threading.Event()

        def look() -> None:
            while not ended.wait(_RENEW_S):
                try:
                    self.live.exports.renew(order, holder)
                    if self.live.is_cancelled(order.task_id) and not self.book.is_there(order.task_id):
                        making.cancel()
                except TranscritorError as error:
                    _log.warning("that an export is being made could not be told: %s", error)

        thread = threading.Thread(target=look, name="export", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


def make_export(config: TeamConfig, order: ExportOrder) -> None:
    """`write_export` in a process of its own."""
    write_export(config, TaskBook(Spool(config.spool_url)), order)


def write_export(config: TeamConfig, book: TaskBook, order: ExportOrder) -> None:
    """Put the document in that format beside its task; nothing where the task was deleted meanwhile."""
    record = book.record(order.task_id)
    if record is None:
        return
    exporter = exporter_for(order.format)
    transcript = book.transcript(record, revision=order.revision)
    with contextlib.ExitStack() as lent:
        if exporter.needs_source:
            with contextlib.closing(Live(config)) as live:
                password = live.password(record.id, record.password_pad)
            source = lent.enter_context(lent_source(book, record.id))
            exporter = exporter.with_source(SourceFile(source, password))
        file = lent.enter_context(book.spool.writer(order.path))
        for piece in exporter.chunks(transcript, ExportOptions(flowing=order.flowing)):
            file.write(piece)
    _delete_if_gone(book, order)


def _delete_if_gone(book: TaskBook, order: ExportOrder) -> None:
    """No word of a document stays that was deleted meanwhile."""
    if not book.is_there(order.task_id):
        book.spool.delete_tree(f"tasks/{order.task_id}")
