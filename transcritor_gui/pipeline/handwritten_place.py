"""Where a page is written on by hand: what `recognition` finds, and `layout` makes blocks of."""

from __future__ import annotations

from dataclasses import dataclass

from transcritor_gui.model import Box, Word

__all__ = ["HandwrittenPlace"]


@dataclass(frozen=True, slots=True)
class HandwrittenPlace:
    """What is written by hand in one place of the page as shown."""

    box: Box
    words: tuple[Word, ...]
    """Read with little certainty; () where nothing was."""
