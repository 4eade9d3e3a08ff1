"""A team server in memory: what it does with each document is up to the test."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.jobs import fakes
from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.export.formats.json_file import JsonExporter
from transcritor_gui.jobs.interrupt import Interrupt
from transcritor_gui.jobs.remote.backend import (
    BackendUnavailable,
    RemoteCorrections,
    RemoteOrder,
    RemoteProgress,
    RemoteState,
    UnavailableReason,
)
from transcritor_gui.model import DocumentFacts, Transcript, selected_page_indices

ADDRESS = "http://arquivo:8000"
BOUND_S = 60.0


@dataclass
class MadeTask:
    order: RemoteOrder
    data: bytes
    pages: tuple[int, ...]
    state: RemoteState = RemoteState.WAITING
    done: int = 0
    error: ErrorInfo | None = None


@dataclass
class MadeServer:
    """`tasks` are its own; tests move them on with `read`, `finish` and `fail`."""

    answers: bool = True
    loses_next_answer: bool = False
    """Take the next document in, and let the line break before its client learns of that."""
    refuses: ErrorCode | None = None
    refuses_next: ErrorCode | None = None
    """Only what is asked next."""
    tasks: dict[str, MadeTask] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    """The names of all documents that came, in order."""
    delete_calls: int = 0
    deleted: list[str] = field(default_factory=list)
    sha256: str = ""
    """In place of the right one."""
    corrections: RemoteCorrections | None = None
    changed: threading.Condition = field(default_factory=threading.Condition)

    def open_backend(self, address: str) -> MadePlace:
        assert address == ADDRESS
        return MadePlace(self)

    def set(self, task_id: str, **values: object) -> None:
        with self.changed:
            for name, value in values.items():
                setattr(self.tasks[task_id], name, value)
            self.changed.notify_all()

    def finish(self, task_id: str) -> None:
        self.set(task_id, state=RemoteState.DONE, done=len(self.tasks[task_id].pages))

    def wait(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, timeout=BOUND_S), "waited in vain"

    def go_away(self) -> None:
        with self.changed:
            self.answers = False
            self.changed.notify_all()

    def come_back(self) -> None:
        with self.changed:
            self.answers = True
            self.changed.notify_all()


class MadePlace:
    def __init__(self, server: MadeServer) -> None:
        self._server = server

    def submit(self, order: RemoteOrder, *, on_sent: Callable[[float], None], interrupt: Interrupt) -> str:
        server = self._server
        with server.changed:
            self._check()
            on_sent(0.5)
            data = Path(order.path).read_bytes()
            count = fakes.inspect_document(order.path, password=order.password).page_count
            known = [task_id for task_id, task in server.tasks.items() if task.order.key == order.key]
            if known:
                return known[0]
            task_id = f"t{len(server.sent) + 1}"
            server.tasks[task_id] = MadeTask(order, data, selected_page_indices(order.options.pages, count))
            server.sent.append(order.name)
            server.changed.notify_all()
            if server.loses_next_answer:
                server.loses_next_answer = False
                raise BackendUnavailable(UnavailableReason.NO_ANSWER)
            return task_id

    def watch(self, task_id: str, *, interrupt: Interrupt) -> Iterator[RemoteProgress]:
        server = self._server
        told: list[RemoteProgress] = []

        def wake() -> None:
            with server.changed:
                server.changed.notify_all()

        def is_news() -> bool:
            return interrupt.is_set or not server.answers or [self._progress(task_id)] != told[-1:]

        with interrupt.closing(wake):
            while True:
                with server.changed:
                    server.changed.wait_for(is_news, timeout=BOUND_S)
                    self._check(task_id)
                    progress = self._progress(task_id)
                    if interrupt.is_set or progress is None:
                        raise BackendUnavailable(UnavailableReason.NO_ANSWER)
                    told.append(progress)
                yield progress
                if progress.state in (RemoteState.DONE, RemoteState.FAILED, RemoteState.CANCELLED):
                    return

    def corrections(self, task_id: str, *, interrupt: Interrupt) -> RemoteCorrections | None:
        with self._server.changed:
            self._check(task_id)
        return self._server.corrections

    def fetch(self, task_id: str, target: Path, *, interrupt: Interrupt, as_read: bool = False) -> None:
        server = self._server
        with server.changed:
            self._check(task_id)
            task = server.tasks[task_id]
        assert as_read == (server.corrections is not None)
        words = task.data.decode().splitlines()[0].removeprefix("%PDF-").split()
        if words[0].startswith("password:"):
            words = words[1:]
        pages = tuple(fakes.page_of(index, words[index]) for index in task.pages)
        sha256 = server.sha256 or hashlib.sha256(task.data).hexdigest()
        facts = DocumentFacts(task.order.name, sha256, len(task.data), len(words))
        chunks = JsonExporter().chunks(Transcript(facts, task.order.options, pages))
        target.write_bytes(b"".join(chunks))

    def delete(self, task_id: str, *, interrupt: Interrupt) -> None:
        server = self._server
        with server.changed:
            server.delete_calls += 1
            server.changed.notify_all()
            self._check(task_id)
            del server.tasks[task_id]
            server.deleted.append(task_id)
            server.changed.notify_all()

    def _progress(self, task_id: str) -> RemoteProgress | None:
        task = self._server.tasks.get(task_id)
        return None if task is None else RemoteProgress(task.state, task.done, task.error)

    def _check(self, task_id: str | None = None) -> None:
        if not self._server.answers:
            raise BackendUnavailable(UnavailableReason.NO_ANSWER)
        if self._server.refuses_next is not None:
            code, self._server.refuses_next = self._server.refuses_next, None
            raise TranscritorError(code)
        if self._server.refuses is not None:
            raise TranscritorError(self._server.refuses)
        if task_id is not None and task_id not in self._server.tasks:
            raise TranscritorError(ErrorCode.TASK_UNKNOWN, id=task_id)
