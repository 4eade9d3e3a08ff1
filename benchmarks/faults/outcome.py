"""What a part of the run has to tell: how often it tried, and what did not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Part"]


@dataclass
class Part:
    """A row of the report. Everything that went wrong is named, with what it takes to see it again."""

    title: str
    goal: str
    tried: int = 0
    faults: list[str] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)
    """Whatever else is worth telling: how files ended, how long it took."""
    skipped: str = ""
    """Why nothing was tried."""

    @property
    def holds(self) -> bool:
        return not self.faults

    def add(self, case: str, faults: Sequence[str]) -> None:
        """Count one try."""
        self.tried += 1
        self.faults += [f"{case}: {fault}" for fault in faults]
