"""The options that `transcribe` and `history export` share: how a text is written, and what opens its PDF."""

from __future__ import annotations

from typing import Any

import typer

from transcritor_gui.export import ExportOptions, exporters
from transcritor_gui.i18n import tr

__all__ = [
    "chosen_options",
    "columns_option",
    "flowing_option",
    "format_names",
    "name_option",
    "no_headers_option",
    "output_option",
    "password_file_option",
]


def format_names() -> str:
    return ", ".join(exporter.format for exporter in exporters())


def output_option() -> Any:
    return typer.Option(
        "-o",
        "--output",
        metavar=tr("PATH"),
        help=tr("File or folder to write to; without it the text goes to standard output."),
        show_default=False,
    )


def flowing_option() -> Any:
    return typer.Option("--flowing", help=tr("Join the lines of paragraphs and words cut by a hyphen."))


def columns_option() -> Any:
    return typer.Option("--columns", help=tr("Plain text: put every word where it stands on paper."))


def no_headers_option() -> Any:
    return typer.Option("--no-headers", help=tr("Leave out running headers and footers."))


def name_option() -> Any:
    return typer.Option(
        "--name",
        metavar=tr("TEMPLATE"),
        show_default=False,
        help=tr("How files in a folder are called, such as {example}.", example="'{n:03} {name}'"),
    )


def password_file_option() -> Any:
    return typer.Option(
        "--password-file",
        metavar=tr("PATH"),
        help=tr("File whose first line is the password; - reads it from standard input."),
    )


def chosen_options(*, flowing: bool, columns: bool, no_headers: bool, pages: str = "") -> ExportOptions:
    return ExportOptions(
        pages=pages,
        flowing=True if flowing else None,
        columns=columns,
        leave_out_headers_and_footers=no_headers,
    )
