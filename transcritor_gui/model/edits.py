"""One thing that a person did to documents, and that is undone and done again as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

__all__ = ["Edit", "EditKind"]


class EditKind(StrEnum):
    CORRECTED = "corrected"
    ACCEPTED = "accepted"
    """Doubtful words taken as they are."""
    REPLACED = "replaced"
    """Found and replaced, in one document or in many."""
    REARRANGED = "rearranged"
    """The kinds or the order of blocks."""
    READ_AGAIN = "read_again"
    """A page read once more, in another way."""
    CONFERRED = "conferred"
    """Pages ticked as compared with the original, or unticked."""


@dataclass(frozen=True, slots=True)
class Edit:
    key: int
    kind: EditKind
    made_at: datetime
    made_by: str
    undone: bool = False
