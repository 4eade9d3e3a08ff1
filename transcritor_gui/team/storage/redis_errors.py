"""Errors of Redis as the program knows them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import redis

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["told"]


@contextlib.contextmanager
def told() -> Iterator[None]:
    """TranscritorError(QUEUE_AWAY) for whatever keeps Redis from answering within the block."""
    try:
        yield
    except redis.RedisError as error:
        raise TranscritorError(ErrorCode.QUEUE_AWAY, reason=type(error).__name__) from error
