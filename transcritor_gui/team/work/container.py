"""How many pages a worker may read at the same time where its container, or its service, has limits.

The cores and the memory of the computer are not those of a container: one that was given two cores of many
would begin a page for each of the many, and end by its memory limit. Limits are read as version 2 of the
control groups of Linux has them (admin-guide/cgroup-v2.rst: cpu.max, memory.max); elsewhere there are none.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path

import psutil

__all__ = ["Share", "fitted", "share_here"]

_MEBIBYTE = 1024 * 1024
_OF_CELERY_MB = 120
"""What Celery's own process, and each of its pool's, takes beside the page process: 86 and 71 MB, and
half as much again for what pages come back as."""
_LEAST_PAGE_MB = 1024
"""A full scan of A3 at 300 dpi was read in 970 MB; with less, pages would fail that the computer could read.
"""


@dataclass(frozen=True, slots=True)
class Share:
    """What of the computer this process may use."""

    cores: int
    memory_mb: int | None
    """None where nothing but the computer itself is the limit."""


def share_here(groups: Path = Path("/sys/fs/cgroup"), membership: Path = Path("/proc/self/cgroup")) -> Share:
    """The narrowest of the limits that hold for this process: its own group's, and those of all above it."""
    cores = float(_cores_of_process())
    memory_mb: int | None = None
    for folder in _groups_of_process(groups, membership):
        quota = _words(folder / "cpu.max")
        if len(quota) == 2 and quota[0].isdigit() and quota[1].isdigit():
            cores = min(cores, int(quota[0]) / int(quota[1]))
        limit = _words(folder / "memory.max")
        if limit and limit[0].isdigit():
            found_mb = int(limit[0]) // _MEBIBYTE
            memory_mb = found_mb if memory_mb is None else min(memory_mb, found_mb)
    return Share(max(1, math.floor(cores)), memory_mb)


def fitted(share: Share, *, slots: int | None, page_memory_mb: int) -> tuple[int, int]:
    """How many pages at the same time, and the megabytes that each may take.

    `slots` is what somebody has chosen, which holds; None for one a core, fewer where memory is short.
    """
    wanted = share.cores if slots is None else slots
    if share.memory_mb is None:
        return wanted, page_memory_mb
    for_pages_mb = share.memory_mb - _OF_CELERY_MB
    if slots is None:
        wanted = max(1, min(wanted, for_pages_mb // (_LEAST_PAGE_MB + _OF_CELERY_MB)))
    each_mb = for_pages_mb // wanted - _OF_CELERY_MB
    return wanted, max(_LEAST_PAGE_MB, min(page_memory_mb, each_mb))


def _cores_of_process() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return psutil.cpu_count(logical=True) or 1


def _groups_of_process(groups: Path, membership: Path) -> list[Path]:
    """The folder of this process's group and of each group above it; in a container its own is the top."""
    own = next((line[3:] for line in _lines(membership) if line.startswith("0::")), "/").strip().lstrip("/")
    folder = groups / own
    found = []
    while folder != groups and groups in folder.parents:
        found.append(folder)
        folder = folder.parent
    return [*found, groups]


def _words(path: Path) -> list[str]:
    return " ".join(_lines(path)).split()


def _lines(path: Path) -> list[str]:
    """Nothing where there is no such file, or it may not be read."""
    try:
        return path.read_text("utf-8").splitlines()
    except OSError:
        return []
