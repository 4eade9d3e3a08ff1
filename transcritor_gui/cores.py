"""How many processor cores the work at hand may use: what is left to it by the work beside it.

The pool of workers decides it for each call, as only the pool knows what else is at work; what can share out
its work asks. One, unless somebody says more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["cores", "with_cores"]

_CORES: ContextVar[int] = ContextVar("cores", default=1)


def cores() -> int:
    """For the work of this thread."""
    return _CORES.get()


@contextmanager
def with_cores(number: int) -> Iterator[None]:
    """What is done inside may use so many."""
    token = _CORES.set(number)
    try:
        yield
    finally:
        _CORES.reset(token)
