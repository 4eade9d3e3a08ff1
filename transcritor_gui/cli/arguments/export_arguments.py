"""Options that `transcribe`, `watch` and `history export` share: how a text is written, a PDF opened."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

import typer

from transcritor_gui.cli.arguments.option_arguments import with_options
from transcritor_gui.export import ExportOptions, exporters
from transcritor_gui.i18n import tr
from transcritor_gui.model import Portal, known_portal
from transcritor_gui.settings import Settings

__all__ = [
    "format_names",
    "jobs_option",
    "name_option",
    "output_option",
    "password_file_option",
    "quiet_option",
    "with_export_options",
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


def with_export_options(command: Callable[..., int], settings: Settings) -> Callable[..., int]:
    """`command`, its parameter `export_options` put together from options of the command line.

    Portals are those of `settings`.
    """
    return with_options(command, "export_options", _table(), made=partial(_chosen, settings.portals))


def _table() -> tuple[inspect.Parameter, ...]:
    return (
        _parameter(
            "flowing",
            bool | None,
            None,  # what is usual in the format
            typer.Option(
                "--flowing/--lines",
                show_default=False,
                help=tr(
                    "Join the lines of paragraphs and words cut by a hyphen, or keep the lines of the page."
                ),
            ),
        ),
        _parameter(
            "columns",
            bool,
            False,
            typer.Option("--columns", help=tr("Plain text: put every word where it stands on paper.")),
        ),
        _parameter(
            "no_headers",
            bool,
            False,
            typer.Option("--no-headers", help=tr("Leave out running headers and footers.")),
        ),
        _parameter(
            "english_numbers",
            bool,
            False,
            typer.Option(
                "--english-numbers",
                help=tr("CSV: write 1234.56 and part columns by commas, instead of 1234,56 and semicolons."),
            ),
        ),
        _parameter(
            "upright",
            bool,
            False,
            typer.Option("--upright", help=tr("PDF: show pages upright that lie on their side.")),
        ),
        _parameter(
            "portal",
            str,
            "",
            typer.Option(
                "--portal",
                metavar=tr("NAME"),
                show_default=False,
                help=tr(
                    "PDF: write it in parts that a portal of the settings takes, such as “{example}”.",
                    example="e-SAJ",
                ),
            ),
        ),
        _parameter(
            "part_size",
            float | None,
            None,
            typer.Option(
                "--part-size",
                metavar="MB",
                min=0.05,
                max=2000,
                show_default=False,
                help=tr("PDF: write it in parts of at most so many megabytes."),
            ),
        ),
    )


def _parameter(name: str, kind: object, default: object, argument: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, argument]
    )


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


def jobs_option() -> Any:
    return typer.Option(
        "--jobs",
        metavar="N",
        min=0,
        max=256,
        show_default=False,
        help=tr("Pages read at the same time; 0 for one a core."),
    )


def quiet_option() -> Any:
    return typer.Option("--quiet", "-q", help=tr("Show no progress; only what went wrong."))


def _chosen(
    portals: tuple[Portal, ...],
    *,
    flowing: bool | None,
    columns: bool,
    no_headers: bool,
    english_numbers: bool,
    upright: bool,
    portal: str,
    part_size: float | None,
) -> ExportOptions:
    return ExportOptions(
        flowing=flowing,
        columns=columns,
        leave_out_headers_and_footers=no_headers,
        decimal_comma=not english_numbers,
        upright=upright,
        portal=_limits(portals, portal, part_size),
    )


def _limits(portals: tuple[Portal, ...], name: str, part_mb: float | None) -> Portal | None:
    """What `--portal` and `--part-size` say, the size given last; TranscritorError(PORTAL_UNKNOWN)."""
    if not name.strip():
        return None if part_mb is None else Portal("", part_mb)
    found = known_portal(name, portals)
    return found if found is None or part_mb is None else replace(found, part_mb=part_mb)
