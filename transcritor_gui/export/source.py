"""The PDF that a transcript was read from, for the formats whose files hold its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["SourceFile"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    path: Path
    password: str | None = field(default=None, repr=False)
    """What opens it; None where nothing is needed, or nothing known."""
