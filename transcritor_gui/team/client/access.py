"""The team server's client as a whole: the `jobs.team_access.TeamAccess` that doors are given."""

from __future__ import annotations

from transcritor_gui.errors import TranscritorError
from transcritor_gui.jobs.interrupt import Interrupt
from transcritor_gui.jobs.remote.access import TeamReport, TokenPlace
from transcritor_gui.jobs.remote.backend import BackendUnavailable, UnavailableReason
from transcritor_gui.team.client.answers import HealthAnswer, health_of
from transcritor_gui.team.client.team_client import TeamClient
from transcritor_gui.team.client.tokens import Tokens

__all__ = ["ClientAccess"]


class ClientAccess:
    def __init__(self, tokens: Tokens | None = None) -> None:
        self._tokens = Tokens() if tokens is None else tokens

    def open_backend(self, address: str) -> TeamClient:
        return TeamClient(address, self._tokens.get(address))

    def check(self, address: str, token: str | None) -> TeamReport:
        client = TeamClient(address, self._tokens.get(address) if token is None else token)
        interrupt = Interrupt()
        health = None
        try:
            health = health_of(client.ask("/health/", interrupt=interrupt))
            client.ask("/process-pdf/?per_page=1", interrupt=interrupt)
            if not (health.broker.ok and health.store.ok):
                raise BackendUnavailable(UnavailableReason.BUSY)
        except TranscritorError as error:
            return _report(address, health, error)
        return _report(address, health, None)

    def token_place(self, address: str) -> TokenPlace:
        return self._tokens.place(address)

    def keep_token(self, address: str, token: str) -> TokenPlace:
        return self._tokens.keep(address, token)


def _report(address: str, health: HealthAnswer | None, error: TranscritorError | None) -> TeamReport:
    info = None if error is None else error.info
    if health is None:
        return TeamReport(address, info)
    return TeamReport(address, info, health.version, health.worker_count, health.slots)
