"""A watched folder as the settings keep it: names as they were typed, not looked at yet.

`jobs.watching.kept_rules` makes rules of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from transcritor_gui.model.export_wish import ExportWish

__all__ = ["WatchSetting"]


@dataclass(frozen=True, slots=True)
class WatchSetting:
    folder: Annotated[str, Meta(min_length=1)]
    """Where files come from."""
    export: ExportWish
    """Its folder is never ''."""
    is_on: bool = True
    subfolders: bool = False
    preset: str = ""
    """How documents are read: the name of a preset; '' for as the settings say."""
    done_folder: str = ""
    """Where files go when their result has been written; '' for those that stay where they are."""
