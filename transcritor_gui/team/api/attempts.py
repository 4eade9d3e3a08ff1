"""Two attempts to send one document, with the same Idempotency-Key, are taken one after the other.

They would write to one folder, and the first that broke off would delete what the other had brought.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["Attempts"]


class Attempts:
    """Of this server alone; used on its event loop."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}
        """For each task, with how many hold it or wait for it."""

    @asynccontextmanager
    async def alone(self, task_id: str) -> AsyncIterator[None]:
        """Waits until no other attempt is under way; one that stands still is ended by its deadline."""
        lock, count = self._locks.get(task_id, (asyncio.Lock(), 0))
        self._locks[task_id] = (lock, count + 1)
        try:
            async with lock:
                yield
        finally:
            lock, count = self._locks.pop(task_id)
            if count > 1:
                self._locks[task_id] = (lock, count - 1)
