"""Where tokens are kept, and where they never are."""

from __future__ import annotations

import logging

import pytest
from keyring.backends.fail import Keyring as NoKeyring

from transcritor_gui.jobs.remote.access import TokenPlace
from transcritor_gui.team.client.tokens import Keyring, Tokens

ADDRESS = "http://arquivo:8000"


class MemoryKeyring:
    """As a system's keyring behaves."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service_name: str, username: str) -> str | None:
        return self.kept.get((service_name, username))

    def set_password(self, service_name: str, username: str, password: str) -> None:
        self.kept[service_name, username] = password

    def delete_password(self, service_name: str, username: str) -> None:
        del self.kept[service_name, username]


def _no_keyring() -> Keyring:
    """What the package gives on a system that keeps no secrets."""
    made: Keyring = NoKeyring()  # type: ignore[no-untyped-call]
    return made


def test_a_token_is_kept_in_the_keyring_by_address() -> None:
    backend = MemoryKeyring()
    tokens = Tokens(environ={}, backend=backend)
    assert tokens.place(ADDRESS) is TokenPlace.NOWHERE
    assert tokens.keep(ADDRESS, "geheim") is TokenPlace.KEYRING
    again = Tokens(environ={}, backend=backend)
    assert (again.get(ADDRESS), again.get("http://other")) == ("geheim", "")
    assert again.keep(ADDRESS, "") is TokenPlace.NOWHERE
    assert again.keep(ADDRESS, "") is TokenPlace.NOWHERE
    assert backend.kept == {}


def test_without_a_keyring_a_token_is_kept_for_this_session(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    tokens = Tokens(environ={}, backend=_no_keyring())
    assert tokens.keep(ADDRESS, "geheim") is TokenPlace.SESSION
    assert tokens.get(ADDRESS) == "geheim"
    assert Tokens(environ={}, backend=_no_keyring()).get(ADDRESS) == ""
    assert tokens.keep(ADDRESS, "") is TokenPlace.NOWHERE
    assert "geheim" not in caplog.text


def test_the_variable_goes_before_what_is_kept() -> None:
    backend = MemoryKeyring()
    tokens = Tokens(environ={"TRANSCRITOR_TEAM_TOKEN": " from-outside "}, backend=backend)
    assert tokens.keep(ADDRESS, "geheim") is TokenPlace.VARIABLE
    assert tokens.get(ADDRESS) == "from-outside"
    assert "geheim" not in repr(tokens)
