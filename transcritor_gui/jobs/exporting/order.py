"""What an export is asked to do, what it tells on its way, and what comes of it, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.export import DEFAULT_OPTIONS, DEFAULT_TEMPLATE, ExportOptions

__all__ = ["Conflict", "ExportOrder", "ExportOutcome", "ExportProgress"]


class Conflict(StrEnum):
    """What to do where a file of that name exists."""

    RENAME = "rename"
    """Take the next free name, 'name (2).txt'."""
    RENAME_UNLESS_SAME = "rename_unless_same"
    """The same, but where a file of such a name holds the very same bytes, it is taken for the new one."""
    REPLACE = "replace"
    SKIP = "skip"
    """Leave it; the outcome is EXPORT_EXISTS."""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    format: str
    """An exporter's `format`, such as 'txt'."""
    folder: Path | None = None
    """Where the files go; None puts each beside its source."""
    file_name: str = ""
    """The whole name of a single file; '' for one by `name_template`."""
    name_template: str = DEFAULT_TEMPLATE
    """See export/name_template.py."""
    conflict: Conflict = Conflict.RENAME
    options: ExportOptions = DEFAULT_OPTIONS
    all_in_one: bool = False
    """One file that holds all documents, in a format whose choices have ALL_IN_ONE."""


@dataclass(frozen=True, slots=True)
class ExportProgress:
    done: int
    """Documents that have been written, or could not be."""
    total: int
    name: str
    """Of the document that is being written now."""


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    job_id: UUID
    path: Path | None
    """Where the file is; None when it could not be written. Of a document in parts: the first of them."""
    error: ErrorInfo | None = None
    parts: tuple[Path, ...] = ()
    """Of a document that was written in parts: all of them, in order."""
    parts_list: Path | None = None
    """Their list."""
    is_unsigned: bool = False
    """Whether the document is signed, and its parts bear no signature."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """All that was written."""
        whole = () if self.path is None or self.parts else (self.path,)
        return (*whole, *self.parts, *(() if self.parts_list is None else (self.parts_list,)))
