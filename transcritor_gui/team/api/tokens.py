"""Who may use the server: named tokens, of which only digests are kept.

A token is 32 random bytes, so that a plain SHA-256 of it cannot be turned back by guessing: the slow digests
made for passwords would only slow down every request (docs/decisions/0053-access.md).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["LOCAL_OWNER", "Token", "TokenFile"]

LOCAL_OWNER = "local"
"""Whose tasks they are on a server that has no tokens."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PREFIX = "trc_"


@dataclass(frozen=True, slots=True)
class Token:
    name: str
    sha256: str
    """Of the token's characters, hexadecimal."""
    created_at: datetime


# Made when the module is: two threads that meet a type for the first time crash msgspec (decisions/0062).
_tokens = msgspec.json.Decoder(tuple[Token, ...])


class TokenFile:
    """The tokens kept at `path`; read again whenever the file has changed. From any thread.

    `add` and `remove` raise TranscritorError(EXPORT_FAILED) where it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._tokens: tuple[Token, ...] = ()

    def all(self) -> tuple[Token, ...]:
        """TranscritorError(SETTINGS_INVALID) for a file that holds no tokens."""
        with self._lock:
            try:
                status = self._path.stat()
            except FileNotFoundError:
                self._stamp, self._tokens = None, ()
                return ()
            except OSError as error:
                raise _unreadable() from error
            stamp = (status.st_mtime_ns, status.st_size)
            if stamp != self._stamp:
                self._tokens = self._read()
                self._stamp = stamp
            return self._tokens

    def owner_of(self, token: str) -> str | None:
        """The name that goes with `token`; None for one that is not known. Takes as long either way."""
        digest = _digest(token)
        found = None
        for known in self.all():
            if hmac.compare_digest(known.sha256, digest):
                found = known.name
        return found

    def add(self, name: str) -> str:
        """A new token called `name`, which is shown this once; TranscritorError(TOKEN_NAME_BAD)."""
        tokens = self.all()
        taken = {token.name for token in tokens} | {LOCAL_OWNER}
        if not _NAME.fullmatch(name) or name in taken:
            raise TranscritorError(ErrorCode.TOKEN_NAME_BAD, name=name)
        text = _PREFIX + secrets.token_urlsafe(32)
        self._write((*tokens, Token(name, _digest(text), datetime.now(UTC))))
        return text

    def remove(self, name: str) -> bool:
        """Whether there was such a token. Its tasks stay until their time is over."""
        tokens = self.all()
        kept = tuple(token for token in tokens if token.name != name)
        if len(kept) == len(tokens):
            return False
        self._write(kept)
        return True

    def _read(self) -> tuple[Token, ...]:
        try:
            return _tokens.decode(self._path.read_bytes())
        except (msgspec.MsgspecError, OSError) as error:
            raise _unreadable() from error

    def _write(self, tokens: tuple[Token, ...]) -> None:
        draft = self._path.with_name(f".{self._path.name}.new")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(tokens), indent=1))
            draft.replace(self._path)
        except OSError as error:
            raise TranscritorError(
                ErrorCode.EXPORT_FAILED, name=self._path, reason=error.strerror or type(error).__name__
            ) from error


def _unreadable() -> TranscritorError:
    return TranscritorError(ErrorCode.SETTINGS_INVALID, name="TRANSCRITOR_TEAM_TOKENS", allowed="JSON")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
