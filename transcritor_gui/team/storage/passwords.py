"""A password in two halves, each of which is noise without the other.

A worker on another host needs the password of a document, and it must not lie readable in the spool, in Redis
(which may write to its disk), in a message or in a log. One half, random bytes, goes into the spool; the
other, the password with these added bit by bit, into Redis. This is a one-time
pad: it needs no key and no library.
"""

from __future__ import annotations

import secrets

__all__ = ["MOST_BYTES", "joined_password", "split_password"]

MOST_BYTES = 255
"""Of a password in UTF-8. PDF 2.0 looks at 127."""


def split_password(password: str) -> tuple[bytes, bytes]:
    """Both halves, always of the same length. ValueError for a password over MOST_BYTES."""
    data = password.encode()
    if len(data) > MOST_BYTES:
        raise ValueError("the password is too long")
    block = bytes([len(data)]) + data.ljust(MOST_BYTES, b"\0")
    pad = secrets.token_bytes(len(block))
    return pad, _added(block, pad)


def joined_password(pad: bytes, half: bytes) -> str:
    """The password that was split."""
    block = _added(half, pad)
    return block[1 : 1 + block[0]].decode()


def _added(first: bytes, second: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(first, second, strict=True))
