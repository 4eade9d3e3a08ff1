"""Transcript in, bytes out: one module a format, one registry, and files written whole or not at all."""

from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Choice, Exporter, ExportOptions
from transcritor_gui.export.json_file import read_json
from transcritor_gui.export.names import export_name, free_name, safe_name
from transcritor_gui.export.registry import exporter_for, exporters
from transcritor_gui.export.source import SourceFile
from transcritor_gui.export.writing import write_export, write_export_under_free_name

__all__ = [
    "DEFAULT_OPTIONS",
    "Choice",
    "ExportOptions",
    "Exporter",
    "SourceFile",
    "export_name",
    "exporter_for",
    "exporters",
    "free_name",
    "read_json",
    "safe_name",
    "write_export",
    "write_export_under_free_name",
]
