"""The kinds of regions in words."""

from __future__ import annotations

from transcritor_gui.i18n import tr
from transcritor_gui.model import RegionKind

__all__ = ["region_words"]


def region_words(kind: RegionKind) -> str:
    """What a marked region is."""
    match kind:
        case RegionKind.TEXT:
            return tr("Text")
        case RegionKind.TABLE:
            return tr("Table")
        case RegionKind.LEFT_OUT:
            return tr("Left out")
