"""Broken files through the whole way, from PDF to every export: mutated ones, and those of the corpus."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.faults.documents import mutated, seed_documents
from benchmarks.faults.outcome import Part
from benchmarks.faults.service import Watched
from transcritor_gui.errors import ErrorCode, ErrorInfo, message_for
from transcritor_gui.export import exporters
from transcritor_gui.jobs import Conflict, built_in_pipeline
from transcritor_gui.model import FINISHED, Job

__all__ = ["broken_files", "mutated_files"]

_HANGS_AFTER_S = 120.0
_BATCH = 20
_SLOW_EXPORTS = frozenset({"pdfa"})
"""Made by another program, a second each: of one document in ten."""


def mutated_files(folder: Path, *, files: int, seed: int) -> Part:
    part = Part(
        "mutated files, to every export", "tracebacks, hangs over 120 s, empty messages, internal errors: 0"
    )
    chance = random.Random(seed)
    seeds = list(seed_documents().items())
    sources = folder / "sources"
    sources.mkdir(parents=True)
    paths = []
    for number in range(files):
        name, data = seeds[number % len(seeds)]
        path = sources / f"{number:05d}-{name}.pdf"
        path.write_bytes(mutated(data, chance))
        paths.append(path)
    return _through_everything(part, folder, paths, note=f"seed {seed}")


def broken_files(folder: Path, corpus: Path, *, step: int = 1) -> Part:
    """`step` passes over all files but each so many'th."""
    part = Part("files of the corpus `broken`, to every export", "the same: 0")
    paths = sorted(corpus.glob("*.pdf"))[::step]
    if not paths:
        part.skipped = f"there is no {corpus}"
        return part
    return _through_everything(part, folder, paths, note="corpus")


def _through_everything(part: Part, folder: Path, paths: Sequence[Path], *, note: str) -> Part:
    watched = Watched(folder / "work", built_in_pipeline(), page_timeout_s=30)
    slowest_s = 0.0
    try:
        for start in range(0, len(paths), _BATCH):
            batch = paths[start : start + _BATCH]
            began_s = time.monotonic()
            jobs = {job.path: job for job in watched.read(batch, within_s=_HANGS_AFTER_S * len(batch))}
            slowest_s = max(slowest_s, time.monotonic() - began_s)
            for number, path in enumerate(batch, start=start):
                faults = _faults(part, watched, jobs.get(str(path)), folder / "out", number)
                part.add(f"{path.name} ({note})", faults)
    finally:
        watched.stop()
    part.figures[f"s for the slowest {_BATCH} files together"] = round(slowest_s)
    return part


def _faults(part: Part, watched: Watched, job: Job | None, out: Path, number: int) -> list[str]:
    if job is None:  # refused at the door, which `Watched` takes only from readable PDFs
        part.figures["refused"] += 1
        return []
    if job.status not in FINISHED:
        return [f"still {job.status} after {_HANGS_AFTER_S:.0f} s and more"]
    part.figures[str(job.status if job.error is None else job.error.code)] += 1
    faults = _told(job.error)
    for page_index in watched.service.page_indices(job.id):
        page = watched.service.page(job.id, page_index)
        faults += _told(None if page is None else page.error)
    if job.pages_done > 0:
        faults += _exported(part, watched, job, out, number)
    return faults


def _told(error: ErrorInfo | None) -> list[str]:
    if error is None:
        return []
    message = message_for(error)
    if error.code is ErrorCode.INTERNAL:
        return [f"internal error: {error.facts}"]
    return [] if message.what.strip() else [f"an empty message: {error.code}"]


def _exported(part: Part, watched: Watched, job: Job, out: Path, number: int) -> list[str]:
    out.mkdir(parents=True, exist_ok=True)
    faults = []
    for exporter in exporters():
        if exporter.format in _SLOW_EXPORTS and number % 10:
            continue
        began_s = time.monotonic()
        try:
            (outcome,) = watched.service.export(
                (job.id,), format=exporter.format, folder=out, conflict=Conflict.REPLACE
            )
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            faults.append(f"{exporter.format}: {type(error).__name__}: {error}")
            continue
        part.figures["exports written" if outcome.error is None else "exports refused"] += 1
        faults += [f"{exporter.format}: {fault}" for fault in _told(outcome.error)]
        if time.monotonic() - began_s > _HANGS_AFTER_S:
            faults.append(f"{exporter.format} took over {_HANGS_AFTER_S:.0f} s")
    return faults
