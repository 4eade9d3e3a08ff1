"""A team server for the window's tests: in memory, with a keyring of its own."""

from __future__ import annotations

from tests.jobs.made_server import MadePlace, MadeServer
from transcritor_gui.jobs.remote.access import TeamReport, TokenPlace

__all__ = ["MadeTeam"]


class MadeTeam:
    """A `TeamAccess`. `report` is what every test of a connection finds; `kept_in` is where tokens go."""

    def __init__(self) -> None:
        self.server = MadeServer()
        self.report: TeamReport | None = None
        self.kept_in = TokenPlace.KEYRING
        self.tokens: dict[str, str] = {}
        self.checked: list[tuple[str, str | None]] = []
        self.was_asked_for = False

    def access(self) -> MadeTeam:
        self.was_asked_for = True
        return self

    def open_backend(self, address: str) -> MadePlace:
        return self.server.open_backend(address)

    def check(self, address: str, token: str | None) -> TeamReport:
        self.checked.append((address, token))
        return TeamReport(address, None, "1.2.3", 2, 4) if self.report is None else self.report

    def token_place(self, address: str) -> TokenPlace:
        return self.kept_in if address in self.tokens else TokenPlace.NOWHERE

    def keep_token(self, address: str, token: str) -> TokenPlace:
        if token:
            self.tokens[address] = token
        else:
            self.tokens.pop(address, None)
        return self.token_place(address)
