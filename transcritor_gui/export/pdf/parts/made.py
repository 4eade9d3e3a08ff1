"""What came of cutting a document into parts, as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["CutPart", "LeftOut", "PartsMade"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a document is in none of its parts."""

    links: int = 0
    """Links from one part to another."""
    has_attachments: bool = False
    has_structure: bool = False
    """The tags by which screen readers go through a page."""
    was_locked: bool = False
    """A password opened it; its parts need none."""
    has_signatures: bool = False
    """Its parts show them, and bear none."""


@dataclass(frozen=True, slots=True)
class CutPart:
    path: Path
    first_index: int
    """Of the document that people know, like `last_index`."""
    last_index: int
    page_count: int
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PartsMade:
    parts: tuple[CutPart, ...]
    left_out: LeftOut
