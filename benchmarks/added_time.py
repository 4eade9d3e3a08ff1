"""What all the care costs on a page that needs none: our time beside that of the page's recognition alone."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.figures import Goal
from benchmarks.pages import BenchPage
from benchmarks.systems import OURS, read_page, recognise_plainly

__all__ = ["measure_added_time"]

_ROUNDS = 3


def measure_added_time(pages: Sequence[BenchPage]) -> Goal:
    """Median over the pages of (ours - plain) / plain, each the fastest of three, in one warm process.

    Processor time, which other work on the machine hardly changes: both run in one thread, without children.
    """
    if not pages:
        return Goal("added time on a clean page", "at most 10 %", "not measured", None)
    with multiprocessing.get_context("spawn").Pool(1, initializer=_one_thread) as pool:
        ratios = pool.map(_added_share, pages, chunksize=len(pages))
    share = median(ratios)
    return Goal(
        "added time on a clean page, of its recognition",
        "at most 10 %",
        f"{share * 100:.0f} % (median of {len(pages)}; {min(ratios) * 100:.0f} to {max(ratios) * 100:.0f} %)",
        share <= 0.1,
    )


def _one_thread() -> None:
    os.environ["OMP_THREAD_LIMIT"] = "1"


def _added_share(page: BenchPage) -> float:
    ours: list[float] = []
    plain: list[float] = []
    for _ in range(_ROUNDS):
        ours.append(_seconds(lambda: read_page(OURS, page)))
        plain.append(_seconds(lambda: recognise_plainly(Path(page.pdf), page.page_index)))
    return (min(ours) - min(plain)) / min(plain)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
