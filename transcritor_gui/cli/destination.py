"""Where the results of a command go: standard output, one file, or a folder with a file for each document."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from transcritor_gui.cli.console import is_terminal
from transcritor_gui.cli.usage import WrongUsage
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import Exporter, export_name, exporter_for, exporters
from transcritor_gui.export.names import candidate_names
from transcritor_gui.i18n import tr

__all__ = ["Destination", "chosen_destination"]


@dataclass(frozen=True, slots=True)
class Destination:
    exporter: Exporter
    folder: Path | None = None
    """None for standard output."""
    file_name: str = ""
    """For a single document; '' names each file after its document."""
    replace: bool = False

    def names(self, documents: Iterable[str]) -> list[str]:
        """A file name for each of the documents' names, no two alike on any system."""
        taken: set[str] = set()
        chosen = []
        for document in documents:
            wanted = self.file_name if self.file_name else export_name(document, self.exporter.suffix)
            name = next(each for each in candidate_names(wanted) if each.casefold() not in taken)
            taken.add(name.casefold())
            chosen.append(name)
        return chosen


def chosen_destination(output: str, format_name: str, *, is_single: bool, replace: bool) -> Destination:
    """What `-o` and `--format` ask for; the folder is made. `output` is '' or '-' for standard output.

    Raises WrongUsage for a format unfit for a terminal or one file for many documents, and TranscritorError:
    FORMAT_UNKNOWN, EXPORT_EXISTS (before any page is read), EXPORT_FAILED.
    """
    if output in ("", "-"):
        exporter = exporter_for(format_name if format_name else "txt")
        if not exporter.is_text and is_terminal(sys.stdout):
            raise WrongUsage(
                tr("{format} is not for a terminal: say where to write it with -o.", format=exporter.format)
            )
        return Destination(exporter)
    path = Path(output)
    exporter = exporter_for(format_name if format_name else _format_of(path))
    if path.is_dir() or output.endswith(("/", os.sep)) or not is_single:
        _make_folder(path)
        return Destination(exporter, path, replace=replace)
    if path.is_file() and not replace:
        raise TranscritorError(ErrorCode.EXPORT_EXISTS, name=path.name)
    if not path.parent.is_dir():
        raise TranscritorError(
            ErrorCode.EXPORT_FAILED, name=path.name, reason=tr("the folder does not exist")
        )
    return Destination(exporter, path.parent, path.name, replace=replace)


def _format_of(output: Path) -> str:
    """The format whose suffix `output` has, else 'txt'."""
    name = output.name.lower()
    return next((each.format for each in exporters() if name.endswith(each.suffix)), "txt")


def _make_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise WrongUsage(tr("{path} is a file: for more than one document, -o names a folder.", path=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TranscritorError(
            ErrorCode.EXPORT_FAILED, name=folder.name, reason=error.strerror or type(error).__name__
        ) from error
