"""How much the team server's queue costs: the same scan through it and through the desktop program.

    python -m benchmarks.team_throughput [--pages 40] [--workers 1,2,4] [--rounds 1] [--costs-only]

Server, Redis and workers are started as a user starts them. For each number of workers the desktop
program (with as many `--jobs`) and the team server read the scan in turn, with page processes that were
just started. What Redis, server and spool spend on a chunk, a page, an upload and a question is measured
beside it, for `team_simulation`. With `--costs-only` what is told in processor time is measured again; the
rest, which other work on the machine would lengthen, is that of before. Writes `results/team-MACHINE.json`
and, with the simulation, `results/team-MACHINE.md`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

import msgspec
import pikepdf
import psutil
import redis

from benchmarks import machine, team_simulation
from benchmarks.speed_documents import scan_of
from benchmarks.speed_programs import transcritor_seconds
from benchmarks.team_figures import Check, Costs, Measured, Run, results_path
from tests.team.documents import text_pdf
from tests.team.office import TeamOffice
from transcritor_gui.model.packed import unpack_page
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.team.storage.turns import RUNNING_KEY, Piece, Turns, running_name

__all__ = ["main"]

_BOUND_S = 3600.0
_UPLOADS = 40
_QUESTIONS = 400
_LISTED = 1000
_AT_WORK = 1000
_TURNS = 50
_CHUNK_PAGES = 4


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--workers", default="1,2,4")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--costs-only", action="store_true")
    options = parser.parse_args(arguments)
    scan = scan_of(options.pages)
    if options.costs_only:
        before = msgspec.json.decode(results_path("json").read_bytes())
        with tempfile.TemporaryDirectory(prefix="bench-team-") as folder:
            costs = _costs(Path(folder), page_s=before["costs"]["page_s"], scan=scan)
        known = before["costs"]
        costs = replace(costs, redis_turn_slot_s=known["redis_turn_slot_s"])
        runs_before = msgspec.convert(before["runs"], tuple[Run, ...])
        check = msgspec.convert(before.get("check"), Check | None)
        _write(Measured(before["machine"], before["load"], before["pages"], runs_before, costs, check))
        return team_simulation.main([])
    load = os.getloadavg()[0]
    runs = []
    for workers in map(int, options.workers.split(",")):
        for number in range(options.rounds):
            with tempfile.TemporaryDirectory(prefix="bench-team-") as folder:
                run = _run(scan, Path(folder), workers=workers, pages=options.pages)
            print(f"{workers} workers, round {number + 1}: {run}", file=sys.stderr, flush=True)
            runs.append(run)
    with tempfile.TemporaryDirectory(prefix="bench-team-") as folder:
        costs = _costs(Path(folder), page_s=median(run.page_s for run in runs if run.workers == 1), scan=scan)
    _write(Measured(machine.facts(), load, options.pages, tuple(runs), costs))
    return team_simulation.main([])


def _write(measured: Measured) -> None:
    results_path("json").write_bytes(msgspec.json.format(msgspec.json.encode(measured), indent=1) + b"\n")


def _run(scan: Path, folder: Path, *, workers: int, pages: int) -> Run:
    """Both programs in turn, over the same scan."""
    desktop_s = transcritor_seconds(
        scan, home=folder / "desktop", workers=workers, target=folder / "scan.txt"
    )
    office = _office(folder, TRANSCRITOR_TEAM_CHUNK_PAGES=str(_CHUNK_PAGES))
    try:
        office.open(concurrency=workers)
        began = time.perf_counter()
        task = office.upload(scan.read_bytes())
        ended = office.wait_for_end(task, bound_s=_BOUND_S)
        team_s = time.perf_counter() - began
        if ended["status"] != "SUCCESS":
            raise RuntimeError(f"the scan ended in {ended}")
        seconds = _page_seconds(office, task)
    finally:
        office.close()
    return Run(
        workers, desktop_s, team_s, page_s=sum(seconds) / pages, busy=sum(seconds) / (workers * team_s)
    )


def _office(folder: Path, **environ: str) -> TeamOffice:
    """With Redis as docker-compose.yml has it, and work taken for lost as late as is usual."""
    return TeamOffice(
        folder / "team", redis_loses_nothing=False, TRANSCRITOR_TEAM_LOST_AFTER_S="10", **environ
    )


def _page_seconds(office: TeamOffice, task: str) -> list[float]:
    """What each page took in its page process."""
    packed = (office.folder / "home" / "data" / "team" / "tasks" / task / "transcript").read_bytes()
    return [unpack_page(page).seconds for page in msgspec.msgpack.decode(packed, type=list[bytes])]


def _costs(folder: Path, *, page_s: float, scan: Path) -> Costs:
    """What each part spends, with small digital documents, whose pages hide nothing."""
    office = _office(folder, TRANSCRITOR_TEAM_CHUNK_PAGES="1", TRANSCRITOR_TEAM_OPEN_TASKS="1000")
    document = text_pdf(*["Uma folha de texto"] * 10)
    try:
        office.open(concurrency=1)
        assert office.server is not None
        server = psutil.Process(office.server.pid)
        office.wait_for_end(office.upload(document))

        with redis.Redis(port=office.redis.port) as client:
            before = client.info()
            began_s = _cpu_s(server)
            task_ids = [office.upload(document) for _ in range(_UPLOADS)]
            upload_s = (_cpu_s(server) - began_s) / _UPLOADS
            for task_id in task_ids:
                office.wait_for_end(task_id, bound_s=_BOUND_S)
            after = client.info()
        chunks = _UPLOADS * 10
        redis_s = sum(after[name] - before[name] for name in ("used_cpu_user", "used_cpu_sys")) / chunks
        commands = (after["total_commands_processed"] - before["total_commands_processed"]) / chunks

        began_s = _cpu_s(server)
        for number in range(_QUESTIONS):  # each client of its own document, which the server has not at hand
            office.status(task_ids[number % _UPLOADS])
        question_s = (_cpu_s(server) - began_s) / _QUESTIONS
        turn_slot_s = _turn_slot_s(office.redis.url(1), office.redis.port)
    finally:
        office.close()
    write_s, listing_s, looking_s = _spool_costs(folder / "spool")
    return Costs(
        page_s=page_s,
        redis_chunk_s=redis_s,
        redis_chunk_commands=commands,
        redis_turn_slot_s=turn_slot_s,
        upload_s=upload_s,
        question_s=question_s,
        page_write_s=write_s,
        listing_name_s=listing_s,
        looking_s=looking_s,
        source_page_bytes=scan.stat().st_size // _pages_in(scan),
    )


def _turn_slot_s(url: str, port: int) -> float:
    """What a piece at work adds to finding whose turn it is, as Redis counts its own time."""
    with redis.Redis(port=port, db=1) as client:
        turns = Turns(redis.Redis.from_url(url))
        alone_s = _turn_s(client, turns)
        for number in range(_AT_WORK):
            client.hset(RUNNING_KEY, running_name(f"bench{number}", 0), 0)
            client.set(f"transcritor:lease:bench{number}:0", "x", ex=600)
        return max(0.0, _turn_s(client, turns) - alone_s) / _AT_WORK


def _turn_s(client: redis.Redis, turns: Turns) -> float:
    turns.next()
    before = client.info("commandstats").get("cmdstat_evalsha", {"usec": 0})["usec"]
    for number in range(_TURNS):
        turns.wait(Piece("ana", "waits", number, 10, 0.0))
        turns.next()
    return float(client.info("commandstats")["cmdstat_evalsha"]["usec"] - before) / _TURNS / 1e6


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _spool_costs(folder: Path) -> tuple[float, float, float]:
    """Seconds of a processor to write a page, to list one name, and to look for one, on this disk."""
    spool = Spool(str(folder))
    page = os.urandom(9000)
    began = time.process_time()
    for number in range(_LISTED):
        spool.write(f"tasks/x/pages/{number}", page, outlives_power_cut=False)
    write_s = (time.process_time() - began) / _LISTED
    book = TaskBook(spool)
    began = time.process_time()
    for _ in range(20):
        book.pages_done("x")
    listing_s = (time.process_time() - began) / (20 * _LISTED)
    began = time.process_time()
    for number in range(_LISTED):
        book.has_page("x", number)
    return write_s, listing_s, (time.process_time() - began) / _LISTED


def _pages_in(scan: Path) -> int:
    with pikepdf.open(scan) as document:
        return len(document.pages)


if __name__ == "__main__":
    sys.exit(main())
