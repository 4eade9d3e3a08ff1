"""`transcritor watch`: its words for typer; the work is in watch.py."""

from pathlib import Path
from typing import Annotated

import typer

from transcritor_gui.cli.arguments.export_arguments import (
    format_names,
    jobs_option,
    name_option,
    password_file_option,
    quiet_option,
    with_export_options,
)
from transcritor_gui.cli.arguments.help_text import HelpfulCommand
from transcritor_gui.cli.arguments.option_arguments import with_transcription_options
from transcritor_gui.cli.arguments.preset_argument import chosen_preset, preset_option
from transcritor_gui.cli.usage import WrongUsage
from transcritor_gui.export import ExportOptions
from transcritor_gui.i18n import tr
from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.settings import Settings

__all__ = ["add_watch"]


def add_watch(app: typer.Typer, settings: Settings) -> None:
    def watch(
        *,
        folders: Annotated[
            list[str] | None, typer.Argument(metavar=tr("FOLDER"), help=tr("Folders to watch."))
        ] = None,
        output: Annotated[
            str,
            typer.Option(
                "-o",
                "--output",
                metavar=tr("FOLDER"),
                show_default=False,
                help=tr("Folder to write to. It may not lie in a watched one, nor hold one."),
            ),
        ] = "",
        format_name: Annotated[
            str,
            typer.Option(
                "--format",
                metavar=tr("FORMAT"),
                help=tr("One of: {known}. Without it, searchable PDFs.", known=format_names()),
            ),
        ] = "",
        preset: Annotated[str, preset_option(settings)] = "",
        done: Annotated[
            str,
            typer.Option(
                "--done",
                metavar=tr("FOLDER"),
                show_default=False,
                help=tr("Folder to move files to when they are done; without it they stay where they are."),
            ),
        ] = "",
        subfolders: Annotated[
            bool, typer.Option("--subfolders", help=tr("Take what is in folders below as well."))
        ] = False,
        every: Annotated[
            bool,
            typer.Option("--all", help=tr("Watch the folders of the settings, each by its own rule.")),
        ] = False,
        options: TranscriptionOptions,
        password_file: Annotated[Path | None, password_file_option()] = None,
        jobs: Annotated[int, jobs_option()] = settings.workers,
        export_options: ExportOptions,
        name: Annotated[str, name_option()] = "",
        quiet: Annotated[bool, quiet_option()] = False,
    ) -> int:
        from transcritor_gui.cli.watch import WatchRequest, watch_all, watch_folders

        if every:
            if folders or output or done or format_name or preset or name or subfolders:
                raise WrongUsage(
                    tr("--all goes by the rules of the settings: leave out folders and formats.")
                )
            return watch_all(settings, password_file=password_file, workers=jobs, quiet=quiet)
        if not folders:
            raise typer.BadParameter(tr("no folder was given"))
        request = WatchRequest(
            folders=tuple(folders),
            output=output,
            done=done,
            format=format_name,
            preset=chosen_preset(settings, preset),
            options=options,
            password_file=password_file,
            workers=jobs,
            export_options=export_options,
            name_template=name,
            subfolders=subfolders,
            quiet=quiet,
        )
        return watch_folders(request, settings)

    app.command(
        cls=HelpfulCommand,
        help=tr("Read every document that comes into a folder, until Ctrl+C or SIGTERM."),
    )(
        with_transcription_options(
            with_export_options(watch, settings), usual=settings.transcription_options()
        )
    )
