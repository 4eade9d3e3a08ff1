"""Ruling lines on a page: drawn by a PDF or found in a scan. Values only.

`pdf.page_objects` and `cleanup.scanned_rules` find them, `layout` builds tables from them.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

__all__ = ["Rule", "Ruling"]


class Rule(Struct, frozen=True, gc=False):
    """A straight line across (y0 == y1) or down (x0 == x1) the page as shown."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_horizontal(self) -> bool:
        return self.y0 == self.y1


@dataclass(frozen=True, slots=True)
class Ruling:
    """The lines of a grid in a picture.

    They lie on the page as shown as the boxes of words do (see `ReadingFrame`): each has its own length and
    is level; only its middle is where it is seen. In a reading frame of `turn` and `skew_degrees` they meet.
    """

    rules: tuple[Rule, ...]
    turn: int
    skew_degrees: float
    """Clockwise tilt of the lines themselves, once the picture is turned."""
