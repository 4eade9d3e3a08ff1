"""`transcritor history`: its words for typer; the work is in history.py."""

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from transcritor_gui.cli.arguments.criteria_arguments import with_criteria
from transcritor_gui.cli.arguments.export_arguments import (
    format_names,
    name_option,
    output_option,
    password_file_option,
    quiet_option,
    with_export_options,
)
from transcritor_gui.cli.arguments.help_text import Group, HelpfulCommand
from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.export import ExportOptions
from transcritor_gui.i18n import tr
from transcritor_gui.model.job_criteria import JobCriteria
from transcritor_gui.settings import Settings

__all__ = ["add_history"]


def add_history(app: typer.Typer, settings: Settings) -> None:
    history = typer.Typer(
        cls=Group,
        help=tr("List, search, export and delete what was transcribed."),
        rich_markup_mode=None,
        invoke_without_command=True,
    )
    app.add_typer(history, name="history")

    as_json_option = typer.Option("--json", help=tr("Write JSON, with stable names."))
    job_argument = typer.Argument(metavar="ID", help=tr("As the list shows it; its beginning is enough."))

    @history.callback()
    def root(ctx: typer.Context, as_json: Annotated[bool, as_json_option] = False) -> int:
        from transcritor_gui.cli.history import list_jobs

        if ctx.invoked_subcommand is None:
            return list_jobs(settings, limit=0, as_json=as_json)
        return ExitCode.DONE

    @history.command("list", cls=HelpfulCommand, help=tr("List all transcriptions, the newest first."))
    @with_criteria
    def list_(
        limit: Annotated[int, typer.Option("--limit", min=0, help=tr("At most so many; 0 for all."))] = 0,
        *,
        criteria: JobCriteria,
        as_json: Annotated[bool, as_json_option] = False,
    ) -> int:
        from transcritor_gui.cli.history import list_jobs

        return list_jobs(settings, limit=limit, as_json=as_json, criteria=criteria)

    @history.command(cls=HelpfulCommand, help=tr("Find words in everything that was transcribed."))
    @with_criteria
    def search(
        text: Annotated[
            str, typer.Argument(metavar=tr("TEXT"), help=tr("Words to find; accents do not matter."))
        ],
        limit: Annotated[
            int | None, typer.Option("--limit", min=1, help=tr("At most so many pages; all without it."))
        ] = None,
        *,
        criteria: JobCriteria,
        as_json: Annotated[bool, as_json_option] = False,
        as_csv: Annotated[bool, typer.Option("--csv", help=tr("A table for spreadsheets."))] = False,
    ) -> int:
        from transcritor_gui.cli.history import search_text

        return search_text(settings, text, limit=limit, as_json=as_json, as_csv=as_csv, criteria=criteria)

    @history.command(cls=HelpfulCommand, help=tr("Show one transcription and its pages."))
    def show(job_id: Annotated[str, job_argument], as_json: Annotated[bool, as_json_option] = False) -> int:
        from transcritor_gui.cli.history import show_job

        return show_job(settings, job_id, as_json=as_json)

    def export(
        job_ids: Annotated[
            list[str],
            typer.Argument(metavar="ID", help=tr("As the list shows it; its beginning is enough.")),
        ],
        *,
        output: Annotated[str, output_option()] = "",
        format_name: Annotated[
            str,
            typer.Option("--format", metavar=tr("FORMAT"), help=tr("One of: {known}.", known=format_names())),
        ] = "",
        pages: Annotated[str, typer.Option("--pages", metavar="1-3,7", help=tr("Only these pages."))] = "",
        export_options: ExportOptions,
        name: Annotated[str, name_option()] = "",
        all_in_one: Annotated[
            bool, typer.Option("--all-in-one", help=tr("Write all of them into one file."))
        ] = False,
        replace: Annotated[bool, typer.Option("--replace", help=tr("Write over files that exist."))] = False,
        password_file: Annotated[Path | None, password_file_option()] = None,
        quiet: Annotated[bool, quiet_option()] = False,
    ) -> int:
        from transcritor_gui.cli.history import export_jobs

        return export_jobs(
            settings,
            job_ids,
            output=output,
            format_name=format_name,
            options=dataclasses.replace(export_options, pages=pages),
            replace=replace,
            name_template=name,
            all_in_one=all_in_one,
            password_file=password_file,
            quiet=quiet,
        )

    history.command(cls=HelpfulCommand, help=tr("Write transcriptions again, in any format."))(
        with_export_options(export, settings)
    )

    @history.command(cls=HelpfulCommand, help=tr("Give transcriptions tags, or take some away."))
    def tag(
        job_ids: Annotated[
            list[str],
            typer.Argument(metavar="ID", help=tr("As the list shows it; its beginning is enough.")),
        ],
        add: Annotated[
            list[str] | None,
            typer.Option("--add", metavar=tr("TAG"), help=tr("A tag to give them.")),
        ] = None,
        remove: Annotated[
            list[str] | None,
            typer.Option("--remove", metavar=tr("TAG"), help=tr("A tag to take away.")),
        ] = None,
    ) -> int:
        from transcritor_gui.cli.history_details import tag_jobs

        return tag_jobs(
            settings,
            job_ids,
            add=add if add is not None else (),
            remove=remove if remove is not None else (),
        )

    @history.command(cls=HelpfulCommand, help=tr("Write the whole history into one file."))
    def backup(
        target: Annotated[Path, typer.Argument(metavar=tr("PATH"), help=tr("File to write to."))],
        replace: Annotated[bool, typer.Option("--replace", help=tr("Write over files that exist."))] = False,
    ) -> int:
        from transcritor_gui.cli.history_archive import back_up_history

        return back_up_history(settings, target, replace=replace)

    @history.command(
        cls=HelpfulCommand, help=tr("Put such a file in the place of the history, which is kept as a backup.")
    )
    def restore(
        archive: Annotated[Path, typer.Argument(metavar=tr("PATH"), help=tr("What “backup” has written."))],
    ) -> int:
        from transcritor_gui.cli.history_archive import restore_history

        return restore_history(settings, archive)

    @history.command(cls=HelpfulCommand, help=tr("Keep the history in another folder from now on."))
    def move(
        folder: Annotated[
            Path, typer.Argument(metavar=tr("PATH"), help=tr("An empty folder, or a new one."))
        ],
    ) -> int:
        from transcritor_gui.cli.history_archive import move_the_history

        return move_the_history(settings, folder)

    @history.command(cls=HelpfulCommand, help=tr("Say where the file of a transcription lies now."))
    def locate(
        job_id: Annotated[str, job_argument],
        path: Annotated[Path, typer.Argument(metavar=tr("PATH"), help=tr("The same file at its new place."))],
    ) -> int:
        from transcritor_gui.cli.history_details import locate_file

        return locate_file(settings, job_id, path)

    @history.command(cls=HelpfulCommand, help=tr("Write a note beside a transcription."))
    def note(
        job_id: Annotated[str, job_argument],
        text: Annotated[
            str, typer.Argument(metavar=tr("TEXT"), help=tr("In the place of an earlier note; '' for none."))
        ],
    ) -> int:
        from transcritor_gui.cli.history_details import note_job

        return note_job(settings, job_id, text)

    @history.command(
        cls=HelpfulCommand, help=tr("Delete transcriptions from the history for good; the files stay.")
    )
    def delete(job_ids: Annotated[list[str], typer.Argument(metavar="ID")]) -> int:
        from transcritor_gui.cli.history import delete_jobs

        return delete_jobs(settings, job_ids)
