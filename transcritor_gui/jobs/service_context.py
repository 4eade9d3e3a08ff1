"""What the rooms of the service share; made once, by the service."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from uuid import UUID

from transcritor_gui.jobs.event_bus import EventBus
from transcritor_gui.jobs.pipeline import Pipeline
from transcritor_gui.jobs.remote.backend import OpenBackend
from transcritor_gui.settings import Settings
from transcritor_gui.store import Store
from transcritor_gui.workers import WorkerPool

__all__ = ["Passwords", "ServiceContext", "SettingsInForce"]


class Passwords:
    """Passwords of documents, in memory only; never logged, stored or shown."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[UUID, str] = {}
        self._offered: dict[UUID, str] = {}

    def __repr__(self) -> str:
        return "Passwords()"

    def get(self, job_id: UUID) -> str | None:
        with self._lock:
            return self._known.get(job_id)

    def set(self, job_id: UUID, password: str) -> None:
        with self._lock:
            self._known[job_id] = password

    def offer(self, job_id: UUID, password: str) -> None:
        """One to be used if the document turns out to need any."""
        with self._lock:
            self._offered[job_id] = password

    def use_offered(self, job_id: UUID) -> bool:
        """Whether there is one that has not been used yet; `get` gives it from now on."""
        with self._lock:
            password = self._offered.pop(job_id, None)
            if password is not None:
                self._known[job_id] = password
            return password is not None

    def forget(self, job_id: UUID) -> None:
        with self._lock:
            self._known.pop(job_id, None)
            self._offered.pop(job_id, None)


class SettingsInForce:
    """The settings as they are now; `current` is replaced as a whole."""

    def __init__(self, settings: Settings) -> None:
        self.current = settings


@dataclass(frozen=True, slots=True)
class ServiceContext:
    store: Store
    pool: WorkerPool
    pipeline: Pipeline
    settings: SettingsInForce
    owner: str
    """The name under which this service owns jobs; see recovery.py."""
    open_backend: OpenBackend | None = None
    """To the team server; None where there is no way to it, and its jobs wait."""
    event_bus: EventBus = field(default_factory=EventBus)
    passwords: Passwords = field(default_factory=Passwords)
    own_edits: dict[int, bool] = field(default_factory=dict)
    """The keys of the edits that this service has made, undone or done again, and whether each is undone."""
