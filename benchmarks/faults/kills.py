"""Kills at random moments: of the program, of all its processes, of one worker, of the window.

Whatever was killed, the same command given again has to read every page exactly once, and nothing may be
left.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from subprocess import Popen

import psutil

from benchmarks.faults.documents import numbered_document, words_of_page
from benchmarks.faults.household import Household
from benchmarks.faults.outcome import Part

__all__ = ["random_kills"]

_SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_WHO = ("program", "tree", "worker", "window")
_PAGES = (40, 25, 10, 1)
_WINDOW_WORKS_S = 6.0


def random_kills(folder: Path, *, kills: int, seed: int) -> Part:
    part = Part(
        "random kills (program, tree, worker, window; -9, TERM, INT, HUP)",
        "pages lost or doubled, orphans, files that cannot be read again: 0",
    )
    chance = random.Random(seed)
    sources = folder / "sources"
    sources.mkdir(parents=True)
    documents = [numbered_document(sources / f"ata{n}.pdf", pages) for n, pages in enumerate(_PAGES)]
    duration_s = _undisturbed_s(Household(folder / "undisturbed"), documents)
    part.figures["seconds undisturbed"] = round(duration_s)
    for number in range(kills):
        who, kind = _WHO[number % len(_WHO)], _SIGNALS[number // len(_WHO) % len(_SIGNALS)]
        moment_s = chance.uniform(0.05, _WINDOW_WORKS_S if who == "window" else duration_s)
        house = Household(folder / f"kill-{number}")
        case = f"kill {number} (seed {seed}): {kind.name} to the {who} after {moment_s:.2f} s"
        part.add(case, _killed(house, documents, who=who, kind=kind, moment_s=moment_s))
    return part


def _command(house: Household, documents: Sequence[Path]) -> list[str]:
    return ["transcribe", *map(str, documents), "-o", str(house.folder / "out"), "--replace", "--quiet"]


def _undisturbed_s(house: Household, documents: Sequence[Path]) -> float:
    start_s = time.monotonic()
    done = house.run(*_command(house, documents))
    if done.returncode != 0:
        raise RuntimeError(f"it does not even work undisturbed: {done.stderr}")
    return time.monotonic() - start_s


def _killed(
    house: Household, documents: Sequence[Path], *, who: str, kind: signal.Signals, moment_s: float
) -> list[str]:
    is_window = who == "window"
    program = house.start(*(map(str, documents) if is_window else _command(house, documents)))
    with contextlib.suppress(Exception):
        program.wait(timeout=moment_s)
    if who == "worker":
        _kill_a_worker(house, program, kind)
        _out, err = program.communicate(timeout=300)
        faults = [] if program.returncode == 0 else [f"exit code {program.returncode}: {err.strip()[-300:]}"]
        return faults + _complaints(house, documents)
    if program.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if who == "tree" else os.kill)(program.pid, kind)
    with contextlib.suppress(Exception):
        program.communicate(timeout=30)
    faults = []
    if program.poll() is None:
        faults.append("it goes on after the signal")
        os.killpg(program.pid, signal.SIGKILL)
        program.communicate()
    faults += house.orphans()
    again = house.run(*_command(house, documents))
    if again.returncode != 0 or "Traceback" in again.stderr:
        faults.append(f"the same command again: exit code {again.returncode}: {again.stderr.strip()[-300:]}")
    return faults + _complaints(house, documents)


def _kill_a_worker(house: Household, program: Popen[str], kind: signal.Signals) -> None:
    """One that is at work, waited for if need be."""
    while program.poll() is None:
        workers = house.workers(program)
        if workers:
            with contextlib.suppress(psutil.Error):
                random.choice(workers).send_signal(kind)
            return
        time.sleep(0.02)


def _complaints(house: Household, documents: Sequence[Path]) -> list[str]:
    out = house.folder / "out"
    faults = house.orphans() + house.leavings([out])
    for document in documents:
        written = out / f"{document.stem}.txt"
        text = written.read_text(encoding="utf-8") if written.exists() else ""
        pages = _PAGES[documents.index(document)]
        for number in range(1, pages + 1):
            found = text.count(words_of_page(document.stem, number))
            if found != 1:
                faults.append(f"{document.name}, page {number} is there {found} times")
    for job in house.jobs():
        if job["status"] == "done" and job["done"] != job["pages"]:
            faults.append(f"{job['name']} is done with {job['done']} of {job['pages']} pages")
    return faults
