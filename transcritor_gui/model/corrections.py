"""What a person has changed about a page, as values; `corrected_page` lays them over the page as it was read.

A correction is anchored by its place on the page and by the text that stood there, so that it survives the
page being read again: where the text at its place is another one, it no longer fits and is offered, never
dropped and never forced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from transcritor_gui.model.geometry import Box

__all__ = ["Conferral", "Correction", "CorrectionKind"]


class CorrectionKind(StrEnum):
    TEXT = "text"
    """The words `before` within `anchor` become `after`: '' deletes them, the same text confirms them."""
    NEW_LINE = "new_line"
    """A line `after` below the line at `anchor`, which reads `before`."""
    BLOCK_KIND = "block_kind"
    """The block at `anchor` becomes what `after` says; see `corrected_page.written_kind`."""
    MOVE_BLOCK = "move_block"
    """The block at `anchor` moves by `after` places in the reading order ('-1' is one up)."""
    CELL = "cell"
    """The cell at `row` and `column` of the table at `anchor`, which reads `before`, becomes `after`."""


@dataclass(frozen=True, slots=True)
class Correction:
    page_index: int
    kind: CorrectionKind
    anchor: Box
    """On the page as shown, in points."""
    before: str
    """The words that stood there, one space between two."""
    after: str
    row: int = -1
    column: int = -1
    """From 0, of a CELL alone."""
    made_at: datetime | None = None
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class Conferral:
    """A page ticked as compared with the original."""

    made_at: datetime
    made_by: str
