"""What a door needs of the team server besides its jobs: a test of the connection, and care for the token.

`team.client.access` is the one that does it; the window gets it from `app`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.jobs.remote.backend import RemoteBackend

__all__ = ["TeamAccess", "TeamReport", "TokenPlace"]


class TokenPlace(StrEnum):
    """Where a token is."""

    NOWHERE = "nowhere"
    KEYRING = "keyring"
    SESSION = "session"
    """In memory, until the program ends: this system keeps no secrets."""
    VARIABLE = "variable"
    """In TRANSCRITOR_TEAM_TOKEN, which goes before all others."""


@dataclass(frozen=True, slots=True)
class TeamReport:
    """What a test of the connection found."""

    address: str
    error: ErrorInfo | None = None
    """Why documents cannot be sent there, or could not in this moment; None when they can."""
    version: str = ""
    """Of the server; '' where it does not say, or was not reached."""
    workers: int = 0
    pages_at_once: int = 0
    """By all workers together."""


class TeamAccess(Protocol):
    """All methods block, and may be called from any thread but the one that paints."""

    def open_backend(self, address: str) -> RemoteBackend:
        """See remote_backend.OpenBackend."""
        ...

    def check(self, address: str, token: str | None) -> TeamReport:
        """Try the server with `token`, or with the one kept for it where that is None. Nothing is raised."""
        ...

    def token_place(self, address: str) -> TokenPlace:
        """Where the token for this address is."""
        ...

    def keep_token(self, address: str, token: str) -> TokenPlace:
        """Keep the token for this address, '' for none any more; where it is now."""
        ...
