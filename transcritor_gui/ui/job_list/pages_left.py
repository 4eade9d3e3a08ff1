"""How many pages will be read by themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from transcritor_gui.model import ACTIVE, Job

__all__ = ["pages_left"]


def pages_left(jobs: Iterable[Job]) -> int | None:
    """Pages that will be read by themselves; None while a document's length is not known yet."""
    left = 0
    for job in jobs:
        if job.status not in ACTIVE:
            continue
        if job.pages_wanted is None:
            return None
        left += job.pages_wanted - job.pages_done
    return left
