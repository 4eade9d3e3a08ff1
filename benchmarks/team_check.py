"""Whether `team_simulation` tells the truth: eight worker processes here, with pages that only wait.

    python -m benchmarks.team_check [--slots 8] [--seconds 30]

The pages wait instead of using a processor (`team_waiting_worker`), so that a machine with two of them shows
what Redis, spool, server and Celery add to the pages of eight slots, and nothing else. Pages are counted for
some time while there is work for all slots, as `/metrics` tells them. Writes what it saw beside the figures
of `team_throughput`, and the page of the simulation anew.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from benchmarks import team_simulation
from benchmarks.team_figures import Check, Measured, results_path
from benchmarks.team_waiting_worker import PAGE_S
from tests.team.office import TeamOffice
from tests.team.serving import fake_pdf
from tests.workers.waiting import waited_for

__all__ = ["main"]

_DOCUMENTS = 4
_PAGES = 250
"""Of each: enough that no slot waits for work, however long is counted."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--slots", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30.0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-team-") as folder:
        check = _seen(Path(folder), slots=options.slots, seconds=options.seconds)
    print(check, file=sys.stderr)
    measured = msgspec.json.decode(results_path("json").read_bytes(), type=Measured)
    written = msgspec.json.encode(replace(measured, check=check))
    results_path("json").write_bytes(msgspec.json.format(written, indent=1) + b"\n")
    return team_simulation.main([])


def _seen(folder: Path, *, slots: int, seconds: float) -> Check:
    office = TeamOffice(
        folder / "team",
        redis_loses_nothing=False,
        TRANSCRITOR_TEAM_LOST_AFTER_S="10",
        TRANSCRITOR_TEAM_CHUNK_PAGES="4",
    )
    try:
        office.redis.start()
        office.start_server()
        office.start_program("benchmarks.team_waiting_worker", str(slots))
        assert waited_for(lambda: office.health().get("slots") == slots), office.logs()
        for _ in range(_DOCUMENTS):
            office.upload(fake_pdf(*["ok"] * _PAGES))
        # Every slot has had its first page: its page process is there.
        assert waited_for(lambda: _pages_read(office) >= 3 * slots), office.logs()
        load = os.getloadavg()[0]
        began_s, before = time.monotonic(), _pages_read(office)
        time.sleep(seconds)
        pages, took_s = _pages_read(office) - before, time.monotonic() - began_s
        for task in office.client.get("/process-pdf/").json()["tasks"]:
            office.client.delete(f"/process-pdf/{task['task_id']}")
    finally:
        office.close()
    return Check(slots, PAGE_S, pages / took_s, load)


def _pages_read(office: TeamOffice) -> float:
    found = re.search(r'transcritor_pages_total\{status="done"\} (\S+)', office.client.get("/metrics").text)
    return 0.0 if found is None else float(found[1])


if __name__ == "__main__":
    sys.exit(main())
