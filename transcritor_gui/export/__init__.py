"""Transcript in, bytes out: one module a format, one registry, and files written whole or not at all."""

from transcritor_gui.export.exporter import DEFAULT_OPTIONS, ExportChoice, Exporter, ExportOptions
from transcritor_gui.export.formats.json_file import read_json
from transcritor_gui.export.joining import joined, without_selection
from transcritor_gui.export.name_template import (
    DEFAULT_TEMPLATE,
    NameFields,
    check_template,
    field_meanings,
    filled_name,
)
from transcritor_gui.export.names import export_name, free_name, safe_name
from transcritor_gui.export.part_names import (
    ListedPart,
    list_name,
    list_of_parts,
    part_names,
    without_characters,
)
from transcritor_gui.export.pdf.parts.made import CutPart, LeftOut, PartsMade
from transcritor_gui.export.registry import exporter_for, exporters
from transcritor_gui.export.selection import selected
from transcritor_gui.export.source import SourceFile
from transcritor_gui.export.source_exporter import SourceExporter
from transcritor_gui.export.writing import failure_of, write_export, write_export_under_free_name

__all__ = [
    "DEFAULT_OPTIONS",
    "DEFAULT_TEMPLATE",
    "CutPart",
    "ExportChoice",
    "ExportOptions",
    "Exporter",
    "LeftOut",
    "ListedPart",
    "NameFields",
    "PartsMade",
    "SourceExporter",
    "SourceFile",
    "check_template",
    "export_name",
    "exporter_for",
    "exporters",
    "failure_of",
    "field_meanings",
    "filled_name",
    "free_name",
    "joined",
    "list_name",
    "list_of_parts",
    "part_names",
    "read_json",
    "safe_name",
    "selected",
    "without_characters",
    "without_selection",
    "write_export",
    "write_export_under_free_name",
]
