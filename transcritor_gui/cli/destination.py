"""Where the results of a command go: standard output, one file, or a folder with a file for each document."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from transcritor_gui.cli.terminal.console import check_output, is_terminal
from transcritor_gui.cli.usage import WrongUsage
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import (
    DEFAULT_TEMPLATE,
    ExportChoice,
    Exporter,
    ExportOptions,
    NameFields,
    check_template,
    exporter_for,
    exporters,
    filled_name,
)
from transcritor_gui.export.names import candidate_names
from transcritor_gui.export.writing import reason_of
from transcritor_gui.i18n import tr
from transcritor_gui.model import ExportWish

__all__ = ["Destination", "check_parts", "chosen_destination"]


@dataclass(frozen=True, slots=True)
class Destination:
    exporter: Exporter
    folder: Path | None = None
    """None for standard output."""
    file_name: str = ""
    """For a single document; '' names each file by `name_template`."""
    name_template: str = DEFAULT_TEMPLATE
    replace: bool = False

    def name_for(self, fields: NameFields, taken: Collection[str]) -> str:
        """The file name of a document that is none of `taken`, which are case-folded, on any system."""
        wanted = self.file_name
        if not wanted:
            wanted = filled_name(self.name_template, fields, self.exporter.suffix)
        return next(each for each in candidate_names(wanted) if each.casefold() not in taken)


def chosen_destination(
    output: str,
    format_name: str,
    *,
    is_single: bool,
    replace: bool,
    name_template: str = "",
    usual: ExportWish | None = None,
) -> Destination:
    """What `-o` and `--format` ask for; the folder is made. `output` is '' or '-' for standard output.

    `usual` is a preset's: its folder where there is no `-o`, its format where neither `--format` nor the name
    of the file says one, its names for files in a folder.

    Raises WrongUsage for a format unfit for a terminal, one file for many documents or a template without a
    folder, and TranscritorError: FORMAT_UNKNOWN, NAME_TEMPLATE_BAD, EXPORT_EXISTS (before any page is read),
    EXPORT_FAILED.
    """
    if not output and usual is not None and usual.folder:
        output = os.path.join(usual.folder, "")  # noqa: PTH118 - its slash says that it is a folder
    usual_format = usual.format if usual is not None else "txt"
    template = name_template
    if not template:
        template = usual.name_template if usual is not None else DEFAULT_TEMPLATE
    check_template(template)
    if name_template and output in ("", "-"):
        raise WrongUsage(tr("--name is for files in a folder: say which with -o."))
    if output in ("", "-"):
        check_output()
        exporter = exporter_for(format_name if format_name else usual_format)
        if not exporter.is_text and is_terminal(sys.stdout):
            raise WrongUsage(
                tr("{format} is not for a terminal: say where to write it with -o.", format=exporter.format)
            )
        return Destination(exporter)
    path = Path(output)
    exporter = exporter_for(format_name if format_name else _format_of(path, usual_format))
    _check_reachable(path)
    if path.is_dir() or output.endswith(("/", os.sep)) or not is_single:
        _make_folder(path)
        return Destination(exporter, path, name_template=template, replace=replace)
    if name_template:
        raise WrongUsage(tr("--name is for files in a folder: end {path} with a slash.", path=path))
    named = _format_of(path, "")
    if named and not path.name.lower().endswith(exporter.suffix):
        raise WrongUsage(
            tr(
                "{path} is named as {named} and --format says {format}: drop --format or end it in {suffix}.",
                path=path,
                named=named,
                format=exporter.format,
                suffix=exporter.suffix,
            )
        )
    if path.is_file() and not replace:
        raise TranscritorError(ErrorCode.EXPORT_EXISTS, name=path.name)
    if not path.parent.is_dir():
        raise TranscritorError(
            ErrorCode.EXPORT_FAILED, name=path.name, reason=tr("the folder does not exist")
        )
    return Destination(exporter, path.parent, path.name, replace=replace)


def check_parts(destination: Destination, options: ExportOptions) -> None:
    """Raise WrongUsage where parts are asked for that cannot be: of a format without, or without a place."""
    if options.portal is None:
        return
    if ExportChoice.PARTS not in destination.exporter.choices:
        able = ", ".join(each.format for each in exporters() if ExportChoice.PARTS in each.choices)
        raise WrongUsage(
            tr(
                "{format} is not written in parts; these are: {known}.",
                format=destination.exporter.format,
                known=able,
            )
        )
    if destination.folder is None:
        raise WrongUsage(tr("Parts need a place: say which with -o."))


def _check_reachable(path: Path) -> None:
    """Raise EXPORT_FAILED for a place that cannot even be looked at: a link to itself, a forbidden folder."""
    try:
        path.stat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise TranscritorError(ErrorCode.EXPORT_FAILED, name=path.name, reason=reason_of(error)) from error


def _format_of(output: Path, usual: str) -> str:
    """The format whose suffix `output` has, else the usual one."""
    name = output.name.lower()
    fitting = [each for each in exporters() if name.endswith(each.suffix)]
    return max(fitting, key=lambda each: len(each.suffix)).format if fitting else usual


def _make_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise WrongUsage(tr("{path} is a file: for more than one document, -o names a folder.", path=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TranscritorError(ErrorCode.EXPORT_FAILED, name=folder.name, reason=reason_of(error)) from error
