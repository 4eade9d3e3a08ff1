"""What a dialogue asks for when it is confirmed, as a value: the controller carries it to the service."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from transcritor_gui.export import DEFAULT_OPTIONS, DEFAULT_TEMPLATE, ExportOptions
from transcritor_gui.jobs import Conflict
from transcritor_gui.model import ExportWish, TranscriptionOptions

__all__ = ["ExportRequest", "ReadingRequest"]


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """One or many jobs, written in one format."""

    job_ids: tuple[UUID, ...]
    format: str
    """An exporter's `format`, such as 'txt'."""
    folder: Path | None = None
    """Where the files go; None puts each beside its source."""
    conflict: Conflict = Conflict.RENAME
    name_template: str = DEFAULT_TEMPLATE
    options: ExportOptions = DEFAULT_OPTIONS
    all_in_one: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class ReadingRequest:
    """How some documents are read, and written by themselves. (Its password is nothing to be shown.)"""

    options: TranscriptionOptions
    export: ExportWish | None = None
    """None for as the settings say."""
    password: str = ""
    """Tried on each that needs one; '' for none."""
