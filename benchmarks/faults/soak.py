"""Mixed files with a faulty engine for a long time: nothing may grow, and no good page may be lost to it."""

from __future__ import annotations

import os
import random
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import psutil

from benchmarks.faults.documents import mutated, numbered_document, seed_documents, words_of_page
from benchmarks.faults.engine import faulty_pipeline
from benchmarks.faults.outcome import Part
from benchmarks.faults.service import Watched
from transcritor_gui.model import FINISHED, PageStatus

__all__ = ["soak"]

_ROUND = 20
_GROWS_MB = 40.0
_GROWS = 6.0
"""Handles, threads or processes; those of a worker that is being replaced come and go."""


@dataclass(frozen=True)
class _Look:
    resident_mb: float
    handles: int
    threads: int
    processes: int
    temporary_files: int


def soak(folder: Path, *, files: int, seed: int) -> Part:
    part = Part(
        "soak of mixed files with faults of the engine",
        "memory, handles, processes, temporary files flat; wrong or lost pages 0",
    )
    chance = random.Random(seed)
    seeds = list(seed_documents().values())
    watched = Watched(folder / "work", faulty_pipeline(one_in=25, seed=seed), page_timeout_s=5)
    looks: list[_Look] = []
    try:
        for start in range(0, files, _ROUND):
            paths = []
            for number in range(start, min(files, start + _ROUND)):
                path = folder / f"s{number:05d}.pdf"
                if number % 3 == 2:
                    path.write_bytes(mutated(chance.choice(seeds), chance))
                else:
                    numbered_document(path, chance.randint(1, 12))
                paths.append(path)
            for job in watched.read(paths, within_s=120.0 * _ROUND):
                part.add(f"{job.name} (seed {seed})", _faults(part, watched, job.id, paths))
            looks.append(_look())
            for path in paths:
                path.unlink()
    finally:
        watched.stop()
    part.faults += _growth(looks)
    part.figures["MB resident at the end"] = round(looks[-1].resident_mb)
    part.figures["handles at the end"] = looks[-1].handles
    return part


def _faults(part: Part, watched: Watched, job_id: object, paths: list[Path]) -> list[str]:
    job = next(each for each in watched.service.jobs() if each.id == job_id)
    del paths
    if job.status not in FINISHED:
        return [f"it is still {job.status}"]
    part.figures[str(job.status)] += 1
    faults = []
    stem = Path(job.name).stem
    is_whole = int(stem[1:]) % 3 != 2
    pages = watched.service.transcript(job.id).pages
    if [page.page_index for page in pages] != sorted({page.page_index for page in pages}):
        faults.append("pages are doubled")
    for page in pages:
        if page.status is PageStatus.FAILED:
            part.figures["pages failed, with their reason"] += 1
        elif is_whole and words_of_page(stem, page.page_index + 1) not in page.text:
            faults.append(f"page {page.page_index + 1} has the words of another")
    if is_whole and job.error is None and len(pages) != job.pages_wanted:
        faults.append(f"{len(pages)} of {job.pages_wanted} pages")
    return faults


def _look() -> _Look:
    this = psutil.Process()
    members = [this, *this.children(recursive=True)]
    return _Look(
        resident_mb=this.memory_info().rss / 2**20,
        handles=this.num_fds() if os.name == "posix" else 0,
        threads=threading.active_count(),
        processes=len(members),
        temporary_files=sum(1 for path in Path(tempfile.gettempdir()).rglob("*") if path.is_file()),
    )


def _growth(looks: list[_Look]) -> list[str]:
    """What the last third has more of than the second, the first being for warming up."""
    third = len(looks) // 3
    if third < 2:
        return []
    faults = []
    limits = {"resident_mb": _GROWS_MB, "temporary_files": 2.0}
    for name in ("resident_mb", "handles", "threads", "processes", "temporary_files"):
        before = fmean(getattr(look, name) for look in looks[third : 2 * third])
        after = fmean(getattr(look, name) for look in looks[-third:])
        if after - before > limits.get(name, _GROWS):
            faults.append(f"{name} grew from {before:.1f} to {after:.1f}")
    return faults
