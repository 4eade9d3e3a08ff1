"""Moving jobs within the queue: pure arithmetic on positions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from transcritor_gui.model import Job

__all__ = ["moved_to_top", "moved_up"]


def moved_up(queue: Sequence[Job], chosen: Collection[UUID]) -> Mapping[UUID, float]:
    """New positions that put each chosen job before the one ahead of it; only those that change.

    Chosen jobs that follow each other move together; those at the very top stay.
    """
    order = list(queue)
    wanted = set(chosen)
    for place in range(1, len(order)):
        if order[place].id in wanted and order[place - 1].id not in wanted:
            order[place - 1], order[place] = order[place], order[place - 1]
    return _placed(queue, order)


def moved_to_top(queue: Sequence[Job], chosen: Collection[UUID]) -> Mapping[UUID, float]:
    """New positions that put all chosen jobs first, in the order they have among themselves."""
    wanted = set(chosen)
    order = [job for job in queue if job.id in wanted] + [job for job in queue if job.id not in wanted]
    return _placed(queue, order)


def _placed(before: Sequence[Job], after: Sequence[Job]) -> Mapping[UUID, float]:
    """The positions there were, dealt out anew."""
    places = [job.position for job in before]
    return {job.id: place for job, place in zip(after, places, strict=True) if job.position != place}
