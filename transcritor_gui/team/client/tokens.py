"""Tokens of team servers: in the system's keyring, and where there is none, in memory until the program ends.

They are never written to the settings, to the database or to the log.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping
from typing import Protocol

from transcritor_gui.jobs.remote.access import TokenPlace

__all__ = ["Keyring", "Tokens"]

_log = logging.getLogger(__name__)

_SERVICE = "transcritor"
"""Under which the keyring shows our entries; the name of each is its address."""
_VARIABLE = "TRANSCRITOR_TEAM_TOKEN"


class Keyring(Protocol):
    """What is used of the `keyring` package."""

    def get_password(self, service_name: str, username: str) -> str | None: ...
    def set_password(self, service_name: str, username: str, password: str) -> None: ...
    def delete_password(self, service_name: str, username: str) -> None: ...


class Tokens:
    """May be used from many threads. `backend` is the system's keyring unless another is given."""

    def __init__(self, *, environ: Mapping[str, str] = os.environ, backend: Keyring | None = None) -> None:
        self._environ = environ
        self._backend = backend
        self._lock = threading.Lock()
        self._of_session: dict[str, str] = {}

    def __repr__(self) -> str:
        return "Tokens()"

    def get(self, address: str) -> str:
        """The token for `address`; '' where there is none."""
        return self._found(address)[0]

    def place(self, address: str) -> TokenPlace:
        return self._found(address)[1]

    def keep(self, address: str, token: str) -> TokenPlace:
        """Keep `token` ('' to forget it) for `address`; where it is now."""
        with self._lock:
            self._of_session.pop(address, None)
        if not token:
            self._delete(address)
        elif not self._set(address, token):
            with self._lock:
                self._of_session[address] = token
        return self.place(address)

    def _found(self, address: str) -> tuple[str, TokenPlace]:
        from_variable = self._environ.get(_VARIABLE, "").strip()
        if from_variable:
            return from_variable, TokenPlace.VARIABLE
        with self._lock:
            of_session = self._of_session.get(address, "")
        if of_session:
            return of_session, TokenPlace.SESSION
        kept = self._get(address)
        return (kept, TokenPlace.KEYRING) if kept else ("", TokenPlace.NOWHERE)

    # The keyring: its back ends raise errors of their own, of which the package knows only some.

    def _get(self, address: str) -> str:
        try:
            return self._keyring().get_password(_SERVICE, address) or ""
        except Exception as error:  # noqa: BLE001
            _log.info("the keyring cannot be read: %s", type(error).__name__)
            return ""

    def _set(self, address: str, token: str) -> bool:
        try:
            self._keyring().set_password(_SERVICE, address, token)
        except Exception as error:  # noqa: BLE001
            _log.info("the keyring cannot be written: %s", type(error).__name__)
            return False
        return True

    def _delete(self, address: str) -> None:
        try:
            self._keyring().delete_password(_SERVICE, address)
        except Exception as error:  # noqa: BLE001 - also when there was none
            _log.info("nothing was deleted from the keyring: %s", type(error).__name__)

    def _keyring(self) -> Keyring:
        if self._backend is None:
            import keyring

            self._backend = keyring.get_keyring()
        return self._backend
