"""What a person has asked for one page, beyond the options of its document.

That is how it stands, whether its picture is cleaned, and which regions of it are read in which way.

It is kept with the page as read (`PageResult.wish`), so that the page is read so again whatever else changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from transcritor_gui.model.geometry import Box
from transcritor_gui.model.options import Cleanup

__all__ = ["NO_WISH", "PageCleanup", "PageRegion", "PageWish", "RegionKind"]


class PageCleanup(StrEnum):
    USUAL = "auto"
    """As the options of the document say."""
    WHERE_NEEDED = "where_needed"
    """As the page needs it, whatever those say."""
    NONE = "none"
    """Its picture is read as it stands."""


class RegionKind(StrEnum):
    TEXT = "text"
    TABLE = "table"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class PageRegion:
    """A part of the page that a person has marked."""

    box: Box
    """On the page as shown, in points."""
    kind: RegionKind


@dataclass(frozen=True, slots=True)
class PageWish:
    turn: int | None = None
    """Degrees clockwise (0, 90, 180, 270) by which the page as shown is turned to be read; None: find out."""
    cleanup: PageCleanup = PageCleanup.USUAL
    regions: tuple[PageRegion, ...] = ()
    """In the order in which they were marked. Where two overlap, the later one has the words."""

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked for that the options of the document do not say."""
        return self == NO_WISH

    def cleanup_in(self, usual: Cleanup) -> Cleanup:
        """How the page is cleaned in a document that is to be cleaned as `usual` says."""
        match self.cleanup:
            case PageCleanup.USUAL:
                return usual
            case PageCleanup.WHERE_NEEDED:
                return Cleanup.AUTO
            case PageCleanup.NONE:
                return Cleanup.NONE

    def turned(self, now: int, degrees: int) -> PageWish:
        """The page turned by so much more than it stands `now`."""
        return replace(self, turn=(now + degrees) % 360)

    def with_region(self, region: PageRegion) -> PageWish:
        return replace(self, regions=(*self.regions, region))

    def without_region(self, region: PageRegion) -> PageWish:
        return replace(self, regions=tuple(each for each in self.regions if each != region))


NO_WISH: Final = PageWish()
