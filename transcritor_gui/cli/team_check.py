"""`transcritor serve check`: whether Redis, spool, clocks and workers of a team server are well and agree."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcritor_gui import __version__
from transcritor_gui.cli.checks import Finding, failed
from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.cli.findings import finding_record, write_finding
from transcritor_gui.cli.terminal.console import write_json, write_line
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.live import Live, RedisFacts
from transcritor_gui.team.storage.presence import Worker, WorkerFacts
from transcritor_gui.team.storage.spool import Spool

__all__ = ["WorkerSeen", "check_team", "worker_findings"]

_FAR_APART_S = 30.0
"""Ages are told by the spool's clock alone; more than this is worth telling all the same."""
_LITTLE_DISK_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class WorkerSeen:
    worker: Worker
    facts: WorkerFacts | None
    """None where it has told nothing of itself yet."""


def check_team(config: TeamConfig, *, as_json: bool) -> ExitCode:
    """Write one line a check (`--json`: a list of findings at the end).

    ENVIRONMENT where the server cannot work, ISSUES where something else is wrong.
    """
    findings = []
    for finding in _findings(config):
        findings.append(finding)
        if not as_json:
            write_finding(finding)
    if as_json:
        write_json([finding_record(finding) for finding in findings])
    is_fit = all(finding.is_good for finding in findings if finding.is_essential)
    is_well = all(finding.is_good for finding in findings)
    if not as_json:
        write_line()
        write_line(_words(is_fit=is_fit, is_well=is_well))
    return ExitCode.DONE if is_well else ExitCode.ISSUES if is_fit else ExitCode.ENVIRONMENT


def _words(*, is_fit: bool, is_well: bool) -> str:
    if is_well:
        return tr("All is well.")
    return tr("It works, but see above.") if is_fit else tr("The team server cannot work like this.")


def _findings(config: TeamConfig) -> Iterator[Finding]:
    with contextlib.closing(Live(config)) as live:
        yield from _redis(live)
        book = None
        try:
            book = TaskBook(Spool(config.spool_url))
            yield _spool(book)
            yield _clock(book)
        except TranscritorError as error:
            yield failed("spool", tr("Spool"), error)
        try:
            seen = [WorkerSeen(worker, live.presence.facts_of(worker)) for worker in live.presence.workers()]
        except TranscritorError:
            return  # Redis has been told of
        yield from worker_findings(seen, spool_id=None if book is None else _identity(book))


def _redis(live: Live) -> Iterator[Finding]:
    title = tr("Queue (Redis)")
    try:
        began = time.perf_counter()
        length = live.queue_length()
        took_ms = (time.perf_counter() - began) * 1000
        broker, results = live.redis_facts()
    except TranscritorError as error:
        yield failed("redis", title, error)
        return
    detail = tr("Redis {version} answers in {ms} ms", version=broker.version, ms=round(took_ms, 1))
    waiting = ntr("{count} message waits", "{count} messages wait", length)
    yield Finding("redis", title, is_good=True, detail=f"{detail}; {waiting}")
    yield _memory(broker, results)


def _memory(broker: RedisFacts, results: RedisFacts) -> Finding:
    evicts = broker.evicts or results.evicts
    keeps = broker.keeps and results.keeps
    if evicts:
        advice = tr("Set maxmemory-policy to noeviction.")
    else:
        advice = tr("Set appendonly to yes: without, a restart of Redis loses passwords of documents.")
    return Finding(
        "redis_memory",
        tr("Memory of Redis"),
        is_good=keeps and not evicts,
        detail=tr("it throws data away when it is full")
        if evicts
        else tr("it keeps what it is told")
        if keeps
        else tr("what it is told is lost when it restarts"),
        advice=advice,
        is_essential=False,
    )


def _spool(book: TaskBook) -> Finding:
    """TranscritorError where it cannot be written."""
    title = tr("Spool")
    began = time.perf_counter()
    book.spool.write("health/check", b"well")
    if book.spool.read("health/check") != b"well":
        raise TranscritorError(ErrorCode.SPOOL_AWAY, reason="health/check")
    book.spool.delete("health/check")
    took_ms = (time.perf_counter() - began) * 1000
    detail = tr("written and read in {ms} ms", ms=round(took_ms))
    folder = book.spool.local_path("")
    if folder is None:
        return Finding("spool", title, is_good=True, detail=detail)
    free_bytes = shutil.disk_usage(folder).free
    return Finding(
        "spool",
        title,
        is_good=free_bytes > _LITTLE_DISK_BYTES,
        detail="; ".join((detail, tr("{gigabytes} GB free", gigabytes=round(free_bytes / 1e9, 1)))),
        advice=tr("Make room: uploads are refused, and workers wait, when it is full."),
        is_essential=False,
    )


def _clock(book: TaskBook) -> Finding:
    ahead_s = book.clock.difference().total_seconds()
    return Finding(
        "clock",
        tr("Clock"),
        is_good=abs(ahead_s) < _FAR_APART_S,
        detail=tr("{seconds} s from the spool's", seconds=round(ahead_s, 1)),
        advice=tr("Let the computers take the time from one place (NTP)."),
        is_essential=False,
    )


def _identity(book: TaskBook) -> str | None:
    try:
        return book.identity()
    except TranscritorError:
        return None  # told already


def worker_findings(seen: Sequence[WorkerSeen], *, spool_id: str | None) -> Iterator[Finding]:
    """Whether there are workers, and whether they agree with this computer and with one another."""
    slots = sum(each.worker.slots for each in seen)
    count = ntr("{count} worker", "{count} workers", len(seen))
    pages = ntr("{count} page at a time", "{count} pages at a time", slots)
    yield Finding(
        "workers",
        tr("Workers"),
        is_good=bool(seen),
        detail=f"{count}, {pages}",
        advice=tr("Begin one: transcritor worker"),
        is_essential=False,
    )
    for each in seen:
        for fault, advice in _faults(each.facts, spool_id):
            yield Finding(
                "worker", each.worker.name, is_good=False, detail=fault, advice=advice, is_essential=False
            )


def _faults(facts: WorkerFacts | None, spool_id: str | None) -> Iterator[tuple[str, str]]:
    if facts is None:
        yield tr("it has told nothing of itself yet"), tr("Look again in a minute, or update it.")
        return
    if facts.version != __version__:
        yield (
            tr("it has version {version}, here is {here}", version=facts.version, here=__version__),
            tr("Update the older one."),
        )
    if spool_id is not None and facts.spool_id != spool_id:
        yield (
            tr("it works with another spool"),
            tr("Give all of them the same TRANSCRITOR_SPOOL_URL, and the same folder behind it."),
        )
    if abs(facts.ahead_s) >= _FAR_APART_S:
        yield (
            tr("its clock is {seconds} s from the spool's", seconds=round(facts.ahead_s)),
            tr("Let the computers take the time from one place (NTP)."),
        )
