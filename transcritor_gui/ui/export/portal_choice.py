"""Chooses whose limits a PDF has to keep to: one file as large as it is, or the parts that a portal takes."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from transcritor_gui.i18n import current_language, tr
from transcritor_gui.model import Portal, portal_named
from transcritor_gui.settings import Settings
from transcritor_gui.ui.widgets.form import choice

__all__ = ["chosen_portal", "portal_choice", "size_words"]

_NONE = ""


def portal_choice(settings: Settings, parent: QWidget) -> QComboBox:
    """A list of the portals of `settings`, each with what it takes; their names are its data."""
    offered = tuple((_words(portal), portal.name) for portal in settings.portals)
    known = portal_named(settings.export_portal, settings.portals)
    return choice(
        parent,
        tr("Size"),
        ((tr("One file, however large"), _NONE), *offered),
        known.name if known is not None else _NONE,
    )


def chosen_portal(box: QComboBox, settings: Settings) -> Portal | None:
    return portal_named(str(box.currentData()), settings.portals)


def size_words(megabytes: float) -> str:
    """'1.5' or '1,5'."""
    text = f"{megabytes:g}"
    return text.replace(".", ",") if current_language() == "pt_BR" else text


def _words(portal: Portal) -> str:
    if portal.page_kb:
        return tr(
            "Parts for {name}: up to {size} MB, {page} kB a page",
            name=portal.name,
            size=size_words(portal.part_mb),
            page=portal.page_kb,
        )
    return tr("Parts for {name}: up to {size} MB", name=portal.name, size=size_words(portal.part_mb))
