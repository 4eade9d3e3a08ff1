"""What is measured of the team server, and where it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks import machine

__all__ = ["Check", "Costs", "Measured", "Run", "results_path"]


@dataclass(frozen=True)
class Run:
    """The same scan through both programs."""

    workers: int
    """Page processes: `--jobs` of the one, `--concurrency` of the other."""
    desktop_s: float
    team_s: float
    """From the beginning of the upload to SUCCESS."""
    page_s: float
    """Mean of what a page took in its process."""
    busy: float
    """Share of the workers' time that went into pages."""


@dataclass(frozen=True)
class Costs:
    """What one of each costs; seconds are of one processor, those of the spool of the clock."""

    page_s: float
    redis_chunk_s: float
    redis_chunk_commands: float
    redis_turn_slot_s: float
    """To find whose turn it is, for each piece that is at work meanwhile."""
    upload_s: float
    question_s: float
    """`GET /process-pdf/status/`."""
    page_write_s: float
    listing_name_s: float
    looking_s: float
    """Whether a page is there."""
    source_page_bytes: int


@dataclass(frozen=True)
class Check:
    """A run of this machine that the simulation should foretell: pages that only wait."""

    slots: int
    page_s: float
    pages_s: float
    """How many pages a second were read while there was work for all slots."""
    load: float


@dataclass(frozen=True)
class Measured:
    machine: list[str]
    load: float
    """Of the machine before it began: other work slows both programs down."""
    pages: int
    runs: tuple[Run, ...]
    costs: Costs
    check: Check | None = None


def results_path(suffix: str) -> Path:
    return Path(__file__).parent / "results" / f"team-{machine.slug()}.{suffix}"
