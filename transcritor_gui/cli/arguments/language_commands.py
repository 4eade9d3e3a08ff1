"""What `transcritor languages` understands; typer's words only, like `main`."""

from pathlib import Path
from typing import Annotated

import typer

from transcritor_gui.cli.arguments.help_text import Group, HelpfulCommand
from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.i18n import tr
from transcritor_gui.settings import Settings

__all__ = ["add_languages"]


def add_languages(app: typer.Typer, settings: Settings) -> None:
    """Give `app` the command `languages` with those below it."""
    languages = typer.Typer(
        cls=Group,
        help=tr("Name the languages that can be recognised, or add one."),
        rich_markup_mode=None,
        invoke_without_command=True,
    )
    app.add_typer(languages, name="languages")
    json_option = typer.Option("--json", help=tr("Write JSON, with stable names."))

    @languages.callback()
    def root(ctx: typer.Context, as_json: Annotated[bool, json_option] = False) -> int:
        from transcritor_gui.cli.languages import show_languages

        if ctx.invoked_subcommand is None:
            return show_languages(settings, as_json=as_json)
        return ExitCode.DONE

    @languages.command(cls=HelpfulCommand, help=tr("Add a language from a .traineddata file of Tesseract."))
    def add(
        file: Annotated[
            Path,
            typer.Argument(metavar=tr("FILE"), readable=False, help=tr("A file like spa.traineddata.")),
        ],
        as_json: Annotated[bool, json_option] = False,
    ) -> int:
        from transcritor_gui.cli.languages import add_language

        return add_language(settings, file, as_json=as_json)

    @languages.command(
        cls=HelpfulCommand, help=tr("Fetch languages from the address of the Tesseract project and add them.")
    )
    def download(
        codes: Annotated[list[str], typer.Argument(metavar="CODE", help=tr("Codes like spa, fra, deu."))],
        as_json: Annotated[bool, json_option] = False,
    ) -> int:
        from transcritor_gui.cli.languages import download_languages

        return download_languages(settings, codes, as_json=as_json)
