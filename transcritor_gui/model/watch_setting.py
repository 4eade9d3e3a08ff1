"""A watched folder as the settings keep it: names as they were typed, not looked at yet.

`jobs.watching.kept_rules` makes rules of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from msgspec import Meta

from transcritor_gui.model.export_wish import ExportWish
from transcritor_gui.model.options import TranscriptionOptions

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
    """How documents are read: the name of a preset; '' for as the settings say, or in the rule's own way."""
    has_own_way: bool = False
    """Whether `options`, and all of `export`, say how documents are read and written."""
    options: TranscriptionOptions = field(default_factory=TranscriptionOptions)
    done_folder: str = ""
    """Where files go when their result has been written; '' for those that stay where they are."""
