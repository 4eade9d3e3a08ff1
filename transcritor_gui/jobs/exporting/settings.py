"""From the choices that are kept in the settings to those of one export."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from transcritor_gui.export import ExportChoice, Exporter, ExportOptions
from transcritor_gui.settings import Settings

__all__ = ["automatic_export_folder", "export_options"]

_FLOWING = {"kept": False, "joined": True}


def export_options(settings: Settings, exporter: Exporter, *, pages: str = "") -> ExportOptions:
    """What `settings` choose of what `exporter` understands; all else as it is usual."""
    choices = exporter.choices
    return ExportOptions(
        pages=pages,
        flowing=_FLOWING.get(settings.export_lines) if ExportChoice.LINES in choices else None,
        columns=ExportChoice.COLUMNS in choices and settings.export_lines == "columns",
        leave_out_headers_and_footers=ExportChoice.RUNNING_LINES in choices
        and settings.export_without_headers,
        decimal_comma=settings.export_decimal_comma,
    )


def automatic_export_folder(settings: Settings) -> Path | None:
    """Where automatic exports go; None for beside the source of each."""
    if settings.auto_export_beside_source:
        return None
    if settings.auto_export_folder:
        return Path(settings.auto_export_folder)
    return platformdirs.user_documents_path()
