"""Where 10, 100 and 1,000 workers saturate, from the figures of `team_throughput`.

    python -m benchmarks.team_simulation

Slots take chunks from a queue that never runs dry. Around the pages themselves each chunk needs what all
share: Redis (one processor), the file server (one request after the other, and a network link) and the
server process (one processor: uploads, and questions of the clients). Each is a queue of its own, first
come, first served; what a request costs there was measured. The simulation is of events, not of
averages, so that slots wait for one another as they would.
"""

from __future__ import annotations

import argparse
import heapq
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from benchmarks.team_figures import Costs, Measured, results_path

__all__ = ["Outcome", "Work", "main", "simulated"]

_LINK_BYTES_S = 125_000_000
"""One gigabit a second, between the file server and all workers together."""
_QUESTION_INTERVAL_S = 2.0
"""Between two questions of a client that waits for its document; those that take events ask less."""
_WAITING = 2
"""Documents that wait, for each one at work: their clients ask as well."""
_SPREAD = 0.4
"""Standard deviation of a page's time, of its mean: seen on the scans of the speed benchmark."""
_SATURATED = 0.9
_GOAL = 1.05
"""Of the desktop program's time."""
_CHUNK_PAGES = 4
_CHUNKS_A_SLOT = 30


@dataclass(frozen=True)
class Work:
    name: str
    page_s: float
    page_bytes: int
    document_pages: int


@dataclass
class _Shared:
    """Something of which there is one."""

    free_at_s: float = 0.0
    busy_s: float = 0.0

    def serve(self, now_s: float, cost_s: float) -> float:
        """When a request that comes now is done."""
        self.free_at_s = max(now_s, self.free_at_s) + cost_s
        self.busy_s += cost_s
        return self.free_at_s


_NAMES = ("Redis", "file server", "network", "server process")
_PAGE = "page"
_Step = tuple[str, float]
"""Who is needed next, and for how long: one of _NAMES, or the slot by itself for a _PAGE."""


@dataclass(frozen=True)
class Outcome:
    pages_s: float
    of_ideal: float
    """Pages a second, of what the same slots would do with nothing shared."""
    busy: dict[str, float]
    """For each shared thing, the share of the time that it was busy."""

    @property
    def first(self) -> str:
        """What is busiest, and whether it is saturated."""
        name = max(self.busy, key=lambda each: self.busy[each])
        return f"{name} saturated" if self.busy[name] >= _SATURATED else "nothing"


def simulated(work: Work, costs: Costs, *, slots: int, seed: int = 1) -> Outcome:
    """What `slots` do with `work` without end."""
    chance = random.Random(seed)
    shared = {name: _Shared() for name in _NAMES}
    chunk_s = work.page_s * _CHUNK_PAGES
    steps = [_steps(work, costs, chance, slots) for _ in range(slots)]
    events = [(chance.random() * chunk_s, slot) for slot in range(slots)]
    heapq.heapify(events)
    end_s = chunk_s * _CHUNKS_A_SLOT
    pages = 0
    while events[0][0] < end_s:
        now_s, slot = heapq.heappop(events)
        name, cost_s = next(steps[slot])
        pages += name == _PAGE
        done_s = now_s + cost_s if name == _PAGE else shared[name].serve(now_s, cost_s)
        heapq.heappush(events, (done_s, slot))
    return Outcome(
        pages_s=pages / end_s,
        of_ideal=(pages / end_s) / (slots / work.page_s),
        busy={name: min(1.0, each.busy_s / end_s) for name, each in shared.items()},
    )


def _steps(work: Work, costs: Costs, chance: random.Random, slots: int) -> Iterator[_Step]:
    """What a slot does, chunk after chunk."""
    # Each page of a chunk is looked for before it is read, and one of the next chunk; all are listed once.
    looking_s = costs.looking_s * (1 + _CHUNK_PAGES) + costs.listing_name_s * _CHUNK_PAGES
    # The server's share for a chunk, which is a part of a document: of its upload, and of the questions
    # that are asked in the time of a chunk.
    part = min(1.0, _CHUNK_PAGES / work.document_pages)
    questions = (1 + _WAITING) * _CHUNK_PAGES * work.page_s / _QUESTION_INTERVAL_S
    server_s = part * (costs.upload_s + questions * costs.question_s)
    while True:
        # Whose turn it is, is asked at the beginning of a chunk, and each second whether others wait.
        turns = 1 + _CHUNK_PAGES * work.page_s
        yield "Redis", costs.redis_chunk_s + turns * slots * costs.redis_turn_slot_s
        yield "server process", server_s
        yield "file server", looking_s
        for _ in range(_CHUNK_PAGES):
            yield "network", work.page_bytes / _LINK_BYTES_S
            yield _PAGE, max(0.1 * work.page_s, chance.gauss(work.page_s, _SPREAD * work.page_s))
            yield "file server", costs.page_write_s


def main(arguments: Sequence[str] | None = None) -> int:
    argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0]).parse_args(arguments)
    measured = msgspec.json.decode(results_path("json").read_bytes(), type=Measured)
    text = _measured_part(measured) + _simulated_part(measured.costs) + _checked_part(measured)
    results_path("md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def _measured_part(measured: Measured) -> str:
    lines = ["# The team server", "", *measured.machine]
    lines += [
        f"- load {measured.load:.1f} before it began; each round runs both programs, one after the other",
        "",
        f"A scan of {measured.pages} pages. The goal: at most 1.05 times the desktop program's time.",
        "",
        "| page processes | desktop program | team server | ratio | goal | workers at a page |",
        "|---|---|---|---|---|---|",
    ]
    for run in measured.runs:
        ratio = run.team_s / run.desktop_s
        lines.append(
            f"| {run.workers} | {run.desktop_s:.1f} s | {run.team_s:.1f} s | {ratio:.2f} | "
            f"{'met' if ratio <= _GOAL else 'missed'} | {run.busy:.0%} |"
        )
    costs = measured.costs
    lines += [
        "",
        "What one of each costs:",
        "",
        "| what | measured |",
        "|---|---|",
        f"| a scanned page in its process | {costs.page_s:.2f} s |",
        f"| Redis, a chunk of one page | {costs.redis_chunk_s * 1e3:.2f} ms of a processor, "
        f"{costs.redis_chunk_commands:.0f} commands |",
        f"| Redis, whose turn it is, for each page at work | {costs.redis_turn_slot_s * 1e6:.1f} µs |",
        f"| server, an upload | {costs.upload_s * 1e3:.1f} ms of a processor |",
        f"| server, a question for the status | {costs.question_s * 1e3:.1f} ms of a processor |",
        f"| spool, writing a page | {costs.page_write_s * 1e3:.2f} ms |",
        f"| spool, looking whether a page is there | {costs.looking_s * 1e6:.1f} µs |",
        f"| spool, listing the pages that are there | {costs.listing_name_s * 1e6:.1f} µs a page |",
        "",
    ]
    return "\n".join(lines)


def _simulated_part(costs: Costs) -> str:
    works = (
        Work("scans of 40 pages", costs.page_s, costs.source_page_bytes, 40),
        Work("scans of 3,000 pages", costs.page_s, costs.source_page_bytes, 3000),
        Work("digital, 40 pages", 0.05, 50_000, 40),
    )
    lines = [
        "## Simulated",
        "",
        "Slots (page processes) that never wait for work; Redis, server process and file server as fast as",
        "this machine's, one gigabit of network. For each document at work two are waiting; the client of",
        "each asks every two seconds.",
        "",
        "| work | slots | pages a second | of ideal | " + " | ".join(_NAMES) + " | saturated first |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for work in works:
        for slots in (10, 100, 1000):
            outcome = simulated(work, costs, slots=slots)
            shares = " | ".join(f"{share:.0%}" for share in outcome.busy.values())
            lines.append(
                f"| {work.name} | {slots} | {outcome.pages_s:.1f} | {outcome.of_ideal:.0%} | {shares} "
                f"| {outcome.first} |"
            )
    return "\n".join([*lines, ""])


def _checked_part(measured: Measured) -> str:
    """Beside what was seen here, where that was measured (`python -m benchmarks.team_check`)."""
    seen = measured.check
    if seen is None:
        return ""
    foretold = simulated(
        Work("pages that wait", seen.page_s, 12, 60), measured.costs, slots=seen.slots
    ).pages_s
    lines = [
        "",
        "## The simulation beside a run here",
        "",
        f"A server, Redis and a worker of {seen.slots} processes on this machine, with pages that wait for",
        f"{seen.page_s:g} s each instead of using a processor, of which there are too few for {seen.slots}.",
        "",
        "| slots | pages a second, simulated | seen | seen of simulated | load of the machine |",
        "|---|---|---|---|---|",
        f"| {seen.slots} | {foretold:.2f} | {seen.pages_s:.2f} | {seen.pages_s / foretold:.0%} "
        f"| {seen.load:.1f} |",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
