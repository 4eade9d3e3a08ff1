"""The options that `transcribe` and `history export` share: how a text is written, and what opens its PDF."""

from __future__ import annotations

from typing import Any

import typer

from transcritor_gui.export import ExportOptions, exporters
from transcritor_gui.i18n import tr

__all__ = [
    "chosen_options",
    "columns_option",
    "english_numbers_option",
    "flowing_option",
    "format_names",
    "name_option",
    "no_headers_option",
    "output_option",
    "password_file_option",
    "quiet_option",
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
    """Neither is what is usual in the format."""
    return typer.Option(
        "--flowing/--lines",
        show_default=False,
        help=tr("Join the lines of paragraphs and words cut by a hyphen, or keep the lines of the page."),
    )


def columns_option() -> Any:
    return typer.Option("--columns", help=tr("Plain text: put every word where it stands on paper."))


def english_numbers_option() -> Any:
    return typer.Option(
        "--english-numbers",
        help=tr("CSV: write 1234.56 and part columns by commas, instead of 1234,56 and semicolons."),
    )


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
        readable=False,  # typer would say so in English; opening it says so in ours
        help=tr("File whose first line is the password; - reads it from standard input."),
    )


def quiet_option() -> Any:
    return typer.Option("--quiet", "-q", help=tr("Show no progress; only what went wrong."))


def chosen_options(
    *, flowing: bool | None, columns: bool, no_headers: bool, english_numbers: bool, pages: str = ""
) -> ExportOptions:
    return ExportOptions(
        pages=pages,
        flowing=flowing,
        columns=columns,
        leave_out_headers_and_footers=no_headers,
        decimal_comma=not english_numbers,
    )
