"""What the command line understands, and the way from its words to the functions that do the work.

Only this module knows typer. It and what it imports stay light: each command loads what it needs when it
runs, so that help comes at once.
"""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from typer.exceptions import TyperException

from transcritor_gui import __version__
from transcritor_gui.cli.arguments.export_arguments import (
    format_names,
    jobs_option,
    name_option,
    output_option,
    password_file_option,
    quiet_option,
    with_export_options,
)
from transcritor_gui.cli.arguments.help_text import Group, HelpfulCommand, usage_complaint
from transcritor_gui.cli.arguments.history_commands import add_history
from transcritor_gui.cli.arguments.language_commands import add_languages
from transcritor_gui.cli.arguments.option_arguments import with_transcription_options
from transcritor_gui.cli.arguments.preset_argument import chosen_preset, preset_option
from transcritor_gui.cli.arguments.team_commands import add_team
from transcritor_gui.cli.arguments.watch_commands import add_watch
from transcritor_gui.cli.exit_codes import ExitCode, exit_code_for
from transcritor_gui.cli.terminal.console import (
    NO_ROOM,
    ReaderGone,
    discard_output,
    flush_output,
    use_utf8,
    write_error,
    write_note,
)
from transcritor_gui.cli.terminal.log import log_file, log_to_file
from transcritor_gui.cli.usage import WrongUsage
from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.export import ExportOptions
from transcritor_gui.i18n import install_language, tr
from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.paths import places
from transcritor_gui.settings import Settings, load_settings

__all__ = ["COMMANDS", "run"]

_log = logging.getLogger(__name__)

COMMANDS: Final = ("transcribe", "watch", "history", "languages", "doctor", "serve", "worker")
"""First words that belong to the command line; anything else opens the window."""


def run(argv: Sequence[str]) -> int:
    """Do what `argv` (without the program's name) asks for; the exit code."""
    use_utf8()
    with log_to_file():
        try:
            return _done(argv)
        except (ReaderGone, BrokenPipeError):  # the reader has what it wanted: '| head'
            return ExitCode.DONE
        except Exception:  # noqa: BLE001 - the edge of the program
            _log.exception("the command line failed")
            write_error(ErrorInfo(ErrorCode.INTERNAL))
            write_note(tr("Log: {path}", path=log_file()))
            return ExitCode.ISSUES
        finally:
            discard_output()


def _done(argv: Sequence[str]) -> int:
    """The exit code of what `argv` asks for, every failure that is to be expected told."""
    try:
        settings = _settings(argv)
        try:
            outcome = _asked(settings, argv)
        except TranscritorError as error:
            if error.info.code is not ErrorCode.DATABASE_DAMAGED:
                raise
            outcome = _asked(settings, argv)  # damage that was met in the middle is mended by now
        if outcome == ExitCode.INTERRUPTED:  # what typer makes of Ctrl+C
            raise KeyboardInterrupt
        flush_output()
    except TranscritorError as error:
        write_error(error.info)
        return exit_code_for(error.info.code)
    except TyperException as error:
        called = argv[:1] if argv[:1] and argv[0] in COMMANDS else ()
        write_note(usage_complaint(error, command=" ".join(("transcritor", *called))))
        return ExitCode.USAGE
    except OSError as error:
        if error.errno not in NO_ROOM:  # typer writes its help by itself
            raise
        write_error(ErrorInfo(ErrorCode.DISK_FULL))
        return ExitCode.ENVIRONMENT
    except WrongUsage as error:
        write_note(str(error))
        return ExitCode.USAGE
    except (KeyboardInterrupt, typer.Abort):
        write_note(tr("Interrupted. Pages already read are kept."))
        return ExitCode.INTERRUPTED
    return int(outcome) if isinstance(outcome, int) else ExitCode.DONE


def _asked(settings: Settings, argv: Sequence[str]) -> object:
    return _app(settings)(list(argv), prog_name="transcritor", standalone_mode=False)


def _settings(argv: Sequence[str]) -> Settings:
    """The settings in force, with the language for all that is said from here on."""
    try:
        settings = load_settings(places().settings_file)
    except TranscritorError:
        install_language(Settings().shown_language())
        if argv[:1] == ["doctor"]:  # which tells what is wrong with them
            return Settings()
        raise
    install_language(settings.shown_language())
    return settings


def _app(settings: Settings) -> typer.Typer:
    """The commands, worded in the language in force."""
    app = typer.Typer(
        cls=Group,
        help=tr("Turn PDFs and pictures into faithful text, on your own computer."),
        epilog=tr(
            "Without a command the window opens. Exit codes: 0 all done, 1 some files failed or have pages to"
            " look at, 2 wrong usage, 3 something is missing on this computer, 130 interrupted."
        ),
        add_completion=False,
        rich_markup_mode=None,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    def show_version(wanted: bool) -> None:
        if wanted:
            sys.stdout.write(f"Transcritor {__version__}\n")
            raise typer.Exit

    @app.callback()
    def root(
        version: Annotated[
            bool,
            typer.Option("--version", callback=show_version, is_eager=True, help=tr("Show the version.")),
        ] = False,
    ) -> None:
        del version  # its callback has answered

    _add_transcribe(app, settings)
    add_watch(app, settings)
    add_history(app, settings)
    add_languages(app, settings)
    add_team(app, settings)
    json_option = typer.Option("--json", help=tr("Write JSON, with stable names."))

    @app.command(cls=HelpfulCommand, help=tr("Look whether all that is needed is there."))
    def doctor(
        *,
        repair: Annotated[
            bool,
            typer.Option(
                "--repair", help=tr("Mend the history where it is damaged; the damaged file is kept.")
            ),
        ] = False,
        as_json: Annotated[bool, json_option] = False,
    ) -> int:
        from transcritor_gui.cli.doctor import examine

        return examine(repair=repair, as_json=as_json)

    return app


def _add_transcribe(app: typer.Typer, settings: Settings) -> None:
    def transcribe(
        *,
        files: Annotated[
            list[str] | None, typer.Argument(metavar=tr("FILE"), help=tr("PDFs, pictures or folders."))
        ] = None,
        output: Annotated[str, output_option()] = "",
        format_name: Annotated[
            str,
            typer.Option(
                "--format",
                metavar=tr("FORMAT"),
                help=tr(
                    "One of: {known}. Without it, what the name given with -o ends in, or txt.",
                    known=format_names(),
                ),
            ),
        ] = "",
        preset: Annotated[str, preset_option(settings)] = "",
        options: TranscriptionOptions,
        password_file: Annotated[Path | None, password_file_option()] = None,
        jobs: Annotated[int, jobs_option()] = settings.workers,
        export_options: ExportOptions,
        name: Annotated[str, name_option()] = "",
        attachments: Annotated[
            bool,
            typer.Option(
                "--attachments", help=tr("Read the PDFs and pictures attached inside PDFs as well.")
            ),
        ] = False,
        join: Annotated[
            bool,
            typer.Option(
                "--join", help=tr("Make one document of all pictures, in natural order of their names.")
            ),
        ] = False,
        replace: Annotated[bool, typer.Option("--replace", help=tr("Write over files that exist."))] = False,
        as_json: Annotated[
            bool,
            typer.Option("--json", help=tr("Write what became of each file as JSON, with stable names.")),
        ] = False,
        quiet: Annotated[bool, quiet_option()] = False,
    ) -> int:
        from transcritor_gui.cli.transcribe import TranscribeRequest, transcribe_files

        if not files:
            raise typer.BadParameter(tr("no file was given"))
        if "-" in files:
            raise WrongUsage(tr("Documents are read from files, not from standard input: give the file."))
        request = TranscribeRequest(
            paths=tuple(files),
            output=output,
            format=format_name,
            preset=chosen_preset(settings, preset),
            options=options,
            password_file=password_file,
            workers=jobs,
            export_options=export_options,
            name_template=name,
            attachments=attachments,
            join=join,
            replace=replace,
            as_json=as_json,
            quiet=quiet,
        )
        return transcribe_files(request, settings)

    app.command(
        cls=HelpfulCommand,
        help=tr("Read PDFs and pictures, or all of those in folders, and write their text."),
    )(
        with_transcription_options(
            with_export_options(transcribe, settings), usual=settings.transcription_options()
        )
    )
