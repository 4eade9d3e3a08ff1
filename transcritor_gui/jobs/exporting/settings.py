"""From the choices that are kept in the settings, or in a preset, to those of one export."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from transcritor_gui.export import ExportChoice, Exporter, ExportOptions, exporter_for
from transcritor_gui.jobs.exporting.order import Conflict, ExportOrder
from transcritor_gui.model import ExportWish, Portal, known_portal
from transcritor_gui.settings import Settings

__all__ = ["automatic_export", "export_options", "export_order", "wish_options"]

_FLOWING = {"kept": False, "joined": True}


def export_options(settings: Settings, exporter: Exporter, *, pages: str = "") -> ExportOptions:
    """What `settings` choose of what `exporter` understands; all else as it is usual."""
    return wish_options(_usual(settings), exporter, pages=pages)


def wish_options(
    wish: ExportWish, exporter: Exporter, *, pages: str = "", portals: tuple[Portal, ...] = ()
) -> ExportOptions:
    """What `wish` says of what `exporter` understands; all else as it is usual.

    `portals` are those known; TranscritorError(PORTAL_UNKNOWN) where the one of the wish is none of them.
    """
    choices = exporter.choices
    return ExportOptions(
        pages=pages,
        flowing=_FLOWING.get(wish.lines) if ExportChoice.LINES in choices else None,
        columns=ExportChoice.COLUMNS in choices and wish.lines == "columns",
        leave_out_headers_and_footers=ExportChoice.RUNNING_LINES in choices and wish.without_headers,
        decimal_comma=wish.decimal_comma,
        upright=ExportChoice.UPRIGHT in choices and wish.upright,
        portal=known_portal(wish.portal, portals) if ExportChoice.PARTS in choices else None,
    )


def automatic_export(settings: Settings) -> ExportWish:
    """How each document is written by itself, where the settings want that."""
    folder = settings.auto_export_folder
    if settings.auto_export_beside_source:
        folder = ""
    elif not folder:
        folder = str(platformdirs.user_documents_path())
    usual = _usual(settings)
    return ExportWish(
        format=settings.auto_export_format,
        folder=folder,
        name_template=settings.auto_export_name_template,
        lines=usual.lines,
        without_headers=usual.without_headers,
        decimal_comma=usual.decimal_comma,
        upright=usual.upright,
    )


def export_order(wish: ExportWish, *, portals: tuple[Portal, ...]) -> ExportOrder:
    """`wish` as an export that nobody attends; raises TranscritorError: FORMAT_UNKNOWN, PORTAL_UNKNOWN."""
    return ExportOrder(
        format=wish.format,
        folder=Path(wish.folder) if wish.folder else None,
        name_template=wish.name_template,
        conflict=Conflict.RENAME_UNLESS_SAME,
        options=wish_options(wish, exporter_for(wish.format), portals=portals),
    )


def _usual(settings: Settings) -> ExportWish:
    return ExportWish(
        lines=settings.export_lines,
        without_headers=settings.export_without_headers,
        decimal_comma=settings.export_decimal_comma,
        upright=settings.export_upright,
    )
