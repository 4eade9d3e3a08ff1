"""How one made page is made: its name, and the function that writes its PDF and tells the truth about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages import PageTruth

__all__ = ["Recipe"]


@dataclass(frozen=True, slots=True)
class Recipe:
    name: str
    make: Callable[[Path], PageTruth]
    """Writes the PDF at the given path."""
