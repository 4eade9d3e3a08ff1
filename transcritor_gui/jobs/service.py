"""The service behind every door: the window, the command line and the team server call its methods.

Each may be called from any thread and blocks only for a short transaction (`add` also looks at the files).
What changes is told as events (events.py), in the order in which it happens. Here is how the service is
built, started and ended; what it is asked for is in `commands`, and what changes nothing in `reading`.
"""

from __future__ import annotations

from transcritor_gui.jobs.commands import JobCommands
from transcritor_gui.jobs.events import Listener
from transcritor_gui.jobs.external_changes import ExternalChanges
from transcritor_gui.jobs.launcher import Launcher, ThreadLauncher
from transcritor_gui.jobs.pipeline import Pipeline
from transcritor_gui.jobs.recovery import new_owner, recover, take_over
from transcritor_gui.jobs.remote.backend import OpenBackend
from transcritor_gui.jobs.service_context import ServiceContext, SettingsInForce
from transcritor_gui.model import JobStatus
from transcritor_gui.settings import Settings
from transcritor_gui.store import Store
from transcritor_gui.workers import WorkerPool

__all__ = ["JobService"]


class JobService(JobCommands):
    """Takes `store` and `pool` over: `start` starts the pool, `stop` ends it and closes the store.

    `open_backend` is the way to a team server; without it everything is read here, and jobs that are
    meant for the server wait.
    """

    def __init__(
        self,
        *,
        store: Store,
        pool: WorkerPool,
        pipeline: Pipeline,
        settings: Settings,
        launcher: Launcher | None = None,
        open_backend: OpenBackend | None = None,
    ) -> None:
        context = ServiceContext(store, pool, pipeline, SettingsInForce(settings), new_owner(), open_backend)
        super().__init__(context, ThreadLauncher() if launcher is None else launcher)
        self._is_stopped = False
        self._neighbours = ExternalChanges(context)

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with every event, from any thread. It must return at once."""
        self._event_bus.subscribe(listener)

    def unsubscribe(self, listener: Listener) -> None:
        self._event_bus.unsubscribe(listener)

    def start(self, *, resume: bool = False, adopt: bool = True) -> None:
        """Take care of what earlier programs left, and start work.

        Jobs that an orderly stop left waiting go on by themselves, with `adopt`; the command line, which only
        does what it was asked for, leaves them. Jobs that a crash broke off are marked INTERRUPTED, or go on
        as well with `resume`. What the team server has goes on there, whatever happened here.
        """
        with self._event_bus.in_order():
            self._event_bus.changed(recover(self._context, resume=resume, adopt=adopt))
            self._context.pool.start()
            self._inspector.start()
            self._team.start()
            self._exports.start(adopt=adopt)
            waiting = self._store.jobs.with_status(JobStatus.QUEUED, owner=self._context.owner)
            self._queue.open()
        self._upkeep.start(adopt=adopt)
        self._inspect(waiting)

    def stop(self, *, timeout_s: float) -> None:
        """End all threads and processes, and close the store. Running jobs go back into the queue.

        Pages in flight have `timeout_s` to end; then they are killed, and will be read at the next start. It
        may be called when `start` has failed, and more than once.
        """
        with self._event_bus.in_order():
            if self._is_stopped:
                return
            self._is_stopped = True
        self._inspector.stop()
        self._queue.close(timeout_s=timeout_s)
        self._team.stop()
        self._exports.stop()
        self._context.pool.stop()
        self._upkeep.stop()
        try:
            self._store.jobs.change_owner((self._context.owner,), None, status=JobStatus.QUEUED)
        finally:
            self._store.close()

    def configure(self, settings: Settings) -> None:
        """Use new settings for pages and jobs that come from now on. (The number of workers stays.)"""
        self._context.settings.current = settings
        self._upkeep.wake()

    def team_changed(self) -> None:
        """The team server's address or token is another: what was refused for the old one goes on.

        That is reading, and the deleting of what nobody wants any more.
        """
        with self._event_bus.in_order():
            self._queue.let_team_go_on()
        self.retry(self._team.refused())
        self._team.delete_released()

    def check_external_changes(self) -> None:
        """Tell, as events, what other programs have changed in the database since the last call.

        To be called now and then, from one thread; it costs next to nothing where nobody has done anything.
        The work of programs that have ended meanwhile is taken care of as at the start.
        """
        self._neighbours.look()
        gone = self._neighbours.newly_gone()
        if gone:
            with self._event_bus.in_order():
                changed, waiting = take_over(self._context, gone)
                self._event_bus.changed(changed)
                self._queue.fill()
            self._inspect(waiting)
