"""What `transcritor serve` and `transcritor worker` understand; typer's words only, like `main`."""

from typing import Annotated

import typer

from transcritor_gui.cli.arguments.help_text import Group, HelpfulCommand
from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.i18n import tr
from transcritor_gui.settings import Settings

__all__ = ["add_team"]


def add_team(app: typer.Typer, settings: Settings) -> None:
    """Give `app` the commands `serve`, with those of tokens below it, and `worker`."""
    serve = typer.Typer(
        cls=Group,
        help=tr("Run the team server: it takes PDFs and pictures over HTTP and gives them to workers."),
        rich_markup_mode=None,
        invoke_without_command=True,
    )
    app.add_typer(serve, name="serve")

    @serve.callback()
    def root(
        ctx: typer.Context,
        host: Annotated[
            str, typer.Option("--host", metavar="H", help=tr("Address to listen on."))
        ] = "127.0.0.1",
        port: Annotated[
            int, typer.Option("--port", metavar="P", min=1, max=65535, help=tr("Port to listen on."))
        ] = 8000,
    ) -> int:
        from transcritor_gui.cli.team import serve_team

        if ctx.invoked_subcommand is None:
            return serve_team(settings, host=host, port=port)
        return ExitCode.DONE

    @serve.command(
        cls=HelpfulCommand,
        help=tr("Check that Redis, spool, clocks, workers and versions are well and agree."),
    )
    def check(
        as_json: Annotated[bool, typer.Option("--json", help=tr("Write JSON, with stable names."))] = False,
    ) -> int:
        from transcritor_gui.cli.team import check_server

        return check_server(settings, as_json=as_json)

    token = typer.Typer(
        cls=Group, help=tr("Say who may use the team server."), rich_markup_mode=None, no_args_is_help=True
    )
    serve.add_typer(token, name="token")
    name_argument = typer.Argument(metavar=tr("NAME"), help=tr("Of a person or a computer."))
    json_option = typer.Option("--json", help=tr("Write JSON, with stable names."))

    @token.command(cls=HelpfulCommand, help=tr("Make a token and show it, this once."))
    def add(name: Annotated[str, name_argument], as_json: Annotated[bool, json_option] = False) -> int:
        from transcritor_gui.cli.team import add_token

        return add_token(settings, name, as_json=as_json)

    @token.command("list", cls=HelpfulCommand, help=tr("List the names of all tokens."))
    def list_(as_json: Annotated[bool, json_option] = False) -> int:
        from transcritor_gui.cli.team import list_tokens

        return list_tokens(settings, as_json=as_json)

    @token.command(cls=HelpfulCommand, help=tr("Take a token back; it is refused from now on."))
    def remove(name: Annotated[str, name_argument]) -> int:
        from transcritor_gui.cli.team import remove_token

        return remove_token(settings, name)

    @app.command(
        cls=HelpfulCommand, help=tr("Read pages for the team server, on this or any other computer.")
    )
    def worker(
        concurrency: Annotated[
            int,
            typer.Option(
                "--concurrency",
                metavar="N",
                min=0,
                max=256,
                show_default=False,
                help=tr("Pages read at the same time; 0 for one a core."),
            ),
        ] = 0,
        check: Annotated[
            bool, typer.Option("--check", help=tr("Only say whether a worker of this computer is at work."))
        ] = False,
    ) -> int:
        from transcritor_gui.cli.team import check_worker, work_for_team

        return check_worker(settings) if check else work_for_team(settings, concurrency=concurrency)
