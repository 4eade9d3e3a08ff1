"""What a dialogue asks for when it is confirmed, as a value: the controller carries it to the service."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from transcritor_gui.export import DEFAULT_OPTIONS, DEFAULT_TEMPLATE, ExportOptions
from transcritor_gui.jobs import Conflict

__all__ = ["ExportRequest"]


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
