"""Progress for a person at a terminal, on standard error; nothing at all for a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self
from uuid import UUID

from transcritor_gui.cli.terminal.console import is_terminal, on_one_line, write_note
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs import ExportProgress
from transcritor_gui.jobs.events import PageFinished, Stage, StageChanged
from transcritor_gui.model import FINISHED, Job, JobStatus

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

__all__ = ["NoProgress", "ProgressDisplay", "TerminalProgress", "export_progress", "progress_for"]

_REPAINTS_A_SECOND = 10
_NAME_WIDTH = 40


class ProgressDisplay(Protocol):
    """Told of everything; what it shows of it is its own affair."""

    is_live: bool
    """Whether the terminal is being redrawn, so that nothing else may be written to it."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def job_changed(self, job: Job) -> None: ...
    def page_finished(self, event: PageFinished) -> None: ...
    def stage_changed(self, event: StageChanged) -> None: ...
    def pause(self) -> None:
        """Clear the screen for a question, until `resume`."""
        ...

    def resume(self) -> None: ...


def progress_for(*, quiet: bool, documents: int) -> ProgressDisplay:
    """Bars where a person watches, else nothing but what keeps everything waiting."""
    return TerminalProgress(documents) if _is_watched(quiet=quiet) else NoProgress(quiet=quiet)


@contextmanager
def export_progress(*, quiet: bool, documents: int) -> Iterator[Callable[[ExportProgress], None]]:
    """What to tell how far an export has come: a bar where a person watches more than one document."""
    if documents < 2 or not _is_watched(quiet=quiet):
        yield lambda _progress: None
        return
    with _bars() as bars:
        row = bars.add_task("", total=documents, state="")

        def show(progress: ExportProgress) -> None:
            state = tr("{done} of {total}", done=progress.done, total=progress.total)
            name = _shortened(progress.name)
            bars.update(row, description=name, total=progress.total, completed=progress.done, state=state)

        yield show


def _is_watched(*, quiet: bool) -> bool:
    return is_terminal(sys.stderr) and not quiet


def _bars() -> Bars:
    """Rows of a name, a bar and its `state`; cleared away at the end."""
    from rich import progress
    from rich.console import Console
    from rich.table import Column

    return progress.Progress(
        progress.TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
        progress.BarColumn(bar_width=24),
        progress.TextColumn("{task.fields[state]}", markup=False, table_column=Column(no_wrap=True)),
        console=Console(file=sys.stderr),
        refresh_per_second=_REPAINTS_A_SECOND,
        transient=True,
    )


class NoProgress:
    is_live = False

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._is_away = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to clear."""

    def job_changed(self, job: Job) -> None:
        """Nothing to show."""

    def page_finished(self, event: PageFinished) -> None:
        """Nothing to show."""

    def stage_changed(self, event: StageChanged) -> None:
        """Say once that the team server is away, however many documents wait for it."""
        if (event.stage is Stage.AWAY) is not self._is_away:
            self._is_away = not self._is_away
            if self._is_away and not self._quiet:
                write_note(stage_words(event))

    def pause(self) -> None:
        """Nothing to clear."""

    def resume(self) -> None:
        """Nothing to show."""


class TerminalProgress:
    """A bar for each document at work, and one for all of them; cleared away at the end."""

    is_live = True

    def __init__(self, documents: int) -> None:
        self._bars = _bars()
        self._rows: dict[UUID, TaskID] = {}
        self._finished: set[UUID] = set()
        self._documents = documents
        self._all = (
            self._bars.add_task(tr("All documents"), total=documents, state="") if documents > 1 else None
        )

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def pause(self) -> None:
        self._bars.stop()

    def resume(self) -> None:
        self._bars.start()

    def job_changed(self, job: Job) -> None:
        if job.status is JobStatus.RUNNING and job.id not in self._rows:
            self._finished.discard(job.id)
            self._rows[job.id] = self._bars.add_task(
                _shortened(job.name), total=job.pages_wanted, completed=job.pages_done, state=""
            )
        elif job.status in FINISHED:
            row = self._rows.pop(job.id, None)
            if row is not None:
                self._bars.remove_task(row)
            self._finished.add(job.id)
        if self._all is not None:
            done = len(self._finished)
            state = tr("{done} of {total}", done=done, total=self._documents)
            self._bars.update(self._all, completed=done, state=state)

    def stage_changed(self, event: StageChanged) -> None:
        row = self._rows.get(event.job_id)
        if row is not None:
            self._bars.update(row, state=stage_words(event))

    def page_finished(self, event: PageFinished) -> None:
        row = self._rows.get(event.job_id)
        if row is None:
            return
        state = tr("page {done} of {total}", done=event.pages_done, total=event.pages_wanted)
        if event.seconds_left is not None:
            state = f"{state}, {_time_left(event.seconds_left)}"
        self._bars.update(row, total=event.pages_wanted, completed=event.pages_done, state=state)


def stage_words(event: StageChanged) -> str:
    """How far a document has come at the team server."""
    match event.stage:
        case Stage.SENDING:
            return tr("sending to the team server, {percent} %", percent=int(100 * event.sent))
        case Stage.WAITING_THERE:
            return tr("waiting its turn at the team server")
        case Stage.READING:
            return tr("being read at the team server")
        case Stage.FETCHING:
            return tr("fetching the text from the team server")
        case Stage.AWAY:
            return tr("waiting for the team server, which does not answer")


def _time_left(seconds: float) -> str:
    if seconds < 60:
        return ntr("about {count} second left", "about {count} seconds left", max(5, round(seconds / 5) * 5))
    return ntr("about {count} minute left", "about {count} minutes left", round(seconds / 60))


def _shortened(name: str) -> str:
    """`name` with its middle left out where it is long: both ends tell documents apart."""
    name = on_one_line(name)
    if len(name) <= _NAME_WIDTH:
        return name
    half = _NAME_WIDTH // 2
    return f"{name[: half - 1]}…{name[-half:]}"
