"""The pages of the settings. A module of its own, so that to name a page brings nothing heavy."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Section"]


class Section(IntEnum):
    """From top to bottom."""

    GENERAL = 0
    RECOGNITION = 1
    LANGUAGES = 2
    EXPORT = 3
    PRESETS = 4
    WATCHING = 5
    TEAM = 6
    ADVANCED = 7
