"""Watched folders, for widgets: begun with the service, following the settings, ended before it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from transcritor_gui.jobs import JobService
from transcritor_gui.jobs.watching.watch_keeper import WatchKeeper
from transcritor_gui.jobs.watching.watch_state import WatchState
from transcritor_gui.settings import Settings
from transcritor_gui.ui.service.bridge import Bridge, Delivery

__all__ = ["WatchLink"]


class WatchLink(QObject):
    """`begin`, `follow` and `end` are for the lane of commands; all else is for the GUI thread."""

    states_changed = Signal(object)
    """tuple[WatchState, ...]: how all folders of the settings stand, a few times a second at most."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._keeper: WatchKeeper | None = None
        self._is_following = False
        self._states: tuple[WatchState, ...] = ()

    @property
    def states(self) -> tuple[WatchState, ...]:
        return self._states

    def begin(self, service: JobService, settings: Settings) -> None:
        self._keeper = WatchKeeper(
            service, tell=lambda states: self._bridge.post(Delivery(self._on_states, states))
        )
        self.follow(settings)

    def follow(self, settings: Settings) -> None:
        """Where nothing has ever been watched, nothing is begun for it."""
        if self._keeper is not None and (settings.watched_folders or self._is_following):
            self._is_following = True
            self._keeper.follow(settings)

    def end(self) -> None:
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper = None

    def _on_states(self, states: tuple[WatchState, ...]) -> None:
        self._states = states
        self.states_changed.emit(states)
