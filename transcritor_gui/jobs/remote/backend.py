"""A place of work other than this computer, as the service sees it: a team server.

The service keeps the jobs and their pages; a place takes a whole document and gives back its transcript.
`team.client` is the one that speaks HTTP. Whoever builds the service hands it an `OpenBackend`; without one,
everything is read here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.interrupt import Interrupt
from transcritor_gui.model import Conferral, Correction, TranscriptionOptions

__all__ = [
    "BackendUnavailable",
    "OpenBackend",
    "RemoteBackend",
    "RemoteCorrections",
    "RemoteOrder",
    "RemoteProgress",
    "RemoteState",
    "UnavailableReason",
]


class UnavailableReason(StrEnum):
    """Why a place does not do what it is asked for now, and may do it later."""

    NO_ANSWER = "no_answer"
    NAME_UNKNOWN = "name_unknown"
    NOT_TRUSTED = "not_trusted"
    """Its certificate is not one that this computer trusts."""
    BUSY = "busy"


class BackendUnavailable(TranscritorError):  # noqa: N818 - it says what is, and it passes
    """TEAM_AWAY: what passes by itself. It never fails a job."""

    def __init__(self, reason: UnavailableReason, *, wait_s: float | None = None) -> None:
        super().__init__(ErrorCode.TEAM_AWAY, reason=reason)
        self.reason = reason
        self.wait_s = wait_s
        """What the place asked to wait for; None where it did not say."""


@dataclass(frozen=True, slots=True)
class RemoteOrder:
    """One document to be read elsewhere."""

    path: str
    name: str
    """For people there: a label."""
    options: TranscriptionOptions
    password: str | None
    key: str = ""
    """A UUID, the same whenever this order is sent again: a place that has taken it in does so only once."""

    def __repr__(self) -> str:
        return f"RemoteOrder({self.name!r})"


class RemoteState(StrEnum):
    WAITING = "waiting"
    """Accepted, and not begun."""
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class RemoteProgress:
    state: RemoteState
    pages_done: int = 0
    error: ErrorInfo | None = None
    """Why it FAILED."""


@dataclass(frozen=True, slots=True)
class RemoteCorrections:
    """What people have corrected there, by other doors of that place."""

    made: tuple[Correction, ...] = ()
    conferred: tuple[tuple[int, Conferral], ...] = ()
    """Page indices with their tick."""


class RemoteBackend(Protocol):
    """One team server, spoken to with one token. Its methods block, and may be called from many threads.

    All raise BackendUnavailable, and TranscritorError for an answer that will not change by itself:
    TOKEN_REFUSED, TEAM_UNKNOWN_SERVER, TASK_UNKNOWN for a task that is not there (any more), and what the
    server says. When `interrupt` is set they end soon, with BackendUnavailable where they had not done what
    was asked.
    """

    def submit(self, order: RemoteOrder, *, on_sent: Callable[[float], None], interrupt: Interrupt) -> str:
        """Send the document; the id of its task there. `on_sent` gets how much has gone, 0 to 1.

        Raises FILE_MISSING and FILE_UNREADABLE too.
        """
        ...

    def watch(self, task_id: str, *, interrupt: Interrupt) -> Iterator[RemoteProgress]:
        """What becomes of the task: first how it stands, then every change, up to its end."""
        ...

    def corrections(self, task_id: str, *, interrupt: Interrupt) -> RemoteCorrections | None:
        """What was corrected in a task that is done; None where that place knows of no corrections."""
        ...

    def fetch(self, task_id: str, target: Path, *, interrupt: Interrupt, as_read: bool = False) -> None:
        """Write the transcript, as export.JsonExporter makes it, into the file `target`.

        Without corrections where it is wanted `as_read`, which only a place that knows of them understands.
        """
        ...

    def delete(self, task_id: str, *, interrupt: Interrupt) -> None:
        """Stop the task there, and delete all there is of it."""
        ...


OpenBackend = Callable[[str], RemoteBackend]
"""The place at an address, with the token that is kept for it. It sends nothing yet."""
