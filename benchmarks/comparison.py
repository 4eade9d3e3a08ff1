"""Pages through systems, in worker processes, with kept readings: what `accuracy` counts afterwards."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass

from pebble import ProcessExpired, ProcessPool

from benchmarks.pages import BenchPage
from benchmarks.readings import Reading, ReadingCache
from benchmarks.systems import SYSTEMS, read_page

__all__ = ["Compared", "compare"]

PAGE_TIMEOUT_S = 400


@dataclass(frozen=True, slots=True)
class Compared:
    page: BenchPage
    readings: dict[str, Reading]
    """By the name of the system."""


def compare(
    wanted: Sequence[tuple[BenchPage, Sequence[str]]],
    *,
    cache: ReadingCache,
    jobs: int,
    progress: Callable[[int, int], None],
) -> tuple[Compared, ...]:
    """Each page read by the systems named with it. Only readings that are not kept yet take time."""
    readings: dict[tuple[int, str], Reading] = {}
    missing: list[tuple[int, str]] = []
    keys = {name: SYSTEMS[name].key() for _, names in wanted for name in names}
    for index, (page, names) in enumerate(wanted):
        for name in names:
            kept = cache.find(page, keys[name])
            if kept is None:
                missing.append((index, name))
            else:
                readings[index, name] = kept
    if missing:
        with ProcessPool(
            max_workers=jobs, initializer=_prepare, context=multiprocessing.get_context("spawn")
        ) as pool:
            futures = [
                (index, name, pool.schedule(read_page, args=[name, wanted[index][0]], timeout=PAGE_TIMEOUT_S))
                for index, name in missing
            ]
            for done, (index, name, future) in enumerate(futures):
                progress(done, len(futures))
                try:
                    reading = future.result()
                except FutureTimeoutError:
                    reading = Reading("", PAGE_TIMEOUT_S, failure="took too long")
                except ProcessExpired as error:
                    reading = Reading("", 0.0, failure=f"the process ended with code {error.exitcode}")
                readings[index, name] = reading
                cache.keep(wanted[index][0], keys[name], reading)
            progress(len(futures), len(futures))
    return tuple(
        Compared(page, {name: readings[index, name] for name in names})
        for index, (page, names) in enumerate(wanted)
    )


def _prepare() -> None:
    """Low priority, and one thread for each engine: parallel work comes from pages."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    if hasattr(os, "nice"):
        os.nice(10)
