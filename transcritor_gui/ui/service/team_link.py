"""The team server for widgets: tests of the connection and the token, on a thread of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.jobs.remote.access import TeamAccess, TokenPlace
from transcritor_gui.ui.service.bridge import Bridge
from transcritor_gui.ui.service.lane import Lane

__all__ = ["OpenAccess", "TeamLink"]

OpenAccess = Callable[[], TeamAccess]
"""Gives the one client there is; the first call brings its libraries, so it is made on the lane."""


class TeamLink(QObject):
    """Requests go in as slots, answers come as signals; all on the GUI thread."""

    checked = Signal(object)
    """TeamReport"""
    token_found = Signal(str, object)
    """Address, and the TokenPlace where its token is."""
    token_kept = Signal(str, object)
    """The same, after it was given or taken away."""

    def __init__(self, open_access: OpenAccess, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_access = open_access
        self._lane = Lane(bridge, self)

    @Slot(str, object)
    def check(self, address: str, token: str | None) -> None:
        """Try a server; None tries it with the token that is kept for it. `checked` follows."""
        self._lane.run(
            lambda: self._open_access().check(address, token),
            deliver=self.checked.emit,
            refuse=_nothing_more,
        )

    @Slot(str)
    def find_token(self, address: str) -> None:
        """`token_found` follows."""

        def find() -> TokenPlace:
            return self._open_access().token_place(address)

        def tell(place: TokenPlace) -> None:
            self.token_found.emit(address, place)

        self._lane.run(find, deliver=tell, refuse=_nothing_more)

    @Slot(str, str)
    def keep_token(self, address: str, token: str) -> None:
        """Keep a token, or forget the one there is (''); `token_kept` follows."""

        def keep() -> TokenPlace:
            return self._open_access().keep_token(address, token)

        def tell(place: TokenPlace) -> None:
            self.token_kept.emit(address, place)

        self._lane.run(keep, deliver=tell, refuse=_nothing_more)

    def forget_waiting(self) -> None:
        self._lane.forget_waiting()

    def wait(self, *, timeout_ms: int) -> bool:
        """Wait until nothing is being done; False when something still is after that."""
        return self._lane.wait(timeout_ms=timeout_ms)


def _nothing_more(_error: ErrorInfo) -> None:
    """The access raises nothing but faults of the program, which the lane has logged."""
