"""What a court's portal takes: how large a file and a page may be, and what its name may not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from msgspec import Meta

from transcritor_gui.errors import ErrorCode, TranscritorError

__all__ = ["PORTALS", "Portal", "known_portal", "portal_named"]

_BYTES_IN_MB: Final = 1_000_000
"""The smaller of the two units that people call a megabyte: what fits into it fits into the other."""
_BYTES_IN_KB: Final = 1_000


@dataclass(frozen=True, slots=True)
class Portal:
    """A row of the table that a person can edit; a size without a name was typed for one export."""

    name: str
    part_mb: Annotated[float, Meta(ge=0.05, le=2000)]
    """The most that one file may have."""
    page_kb: Annotated[int, Meta(ge=0, le=2_000_000)] = 0
    """The most that one page may have; 0 for as much as the file."""
    not_in_names: str = ""
    """Characters that the portal refuses in names of files."""

    @property
    def part_bytes(self) -> int:
        return int(self.part_mb * _BYTES_IN_MB)

    @property
    def page_bytes(self) -> int:
        """The most that one page may have, alone in a file."""
        return min(self.part_bytes, self.page_kb * _BYTES_IN_KB) if self.page_kb else self.part_bytes


PORTALS: Final = (
    Portal("PJe 1,5 MB", 1.5),
    Portal("PJe 3 MB", 3.0),
    Portal("PJe 5 MB", 5.0),
    Portal("PJe 10 MB", 10.0),
    Portal("e-SAJ", 30.0, page_kb=300),
    Portal("eproc", 10.0, not_in_names="-_ "),
)
"""The table as it is until somebody edits it. PJe's limit is each court's own."""


def portal_named(name: str, portals: tuple[Portal, ...]) -> Portal | None:
    """The portal called so, whatever the case; '' is none."""
    wanted = name.strip().casefold()
    return next((each for each in portals if each.name.casefold() == wanted), None) if wanted else None


def known_portal(name: str, portals: tuple[Portal, ...]) -> Portal | None:
    """As `portal_named`, but TranscritorError(PORTAL_UNKNOWN) for a name that is in no row.

    What is meant for a portal must not go out larger than it takes.
    """
    found = portal_named(name, portals)
    if found is None and name.strip():
        known = ", ".join(each.name for each in portals)
        raise TranscritorError(ErrorCode.PORTAL_UNKNOWN, name=name, known=known)
    return found
