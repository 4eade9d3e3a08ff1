"""Help and complaints of the command line in the language in force: typer itself only speaks English."""

from __future__ import annotations

import re
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from transcritor_gui.i18n import tr

__all__ = ["Group", "HelpfulCommand", "usage_complaint"]


_TYPE: Final = re.compile(r" <(?:list\[\w+\]|str|int|float|path)>")
"""What typer says of the type of an argument, in Python's words."""

_REQUIRED: Final = re.compile(r"\{([^{}]*)\}")
"""How typer writes an argument that has to be given."""


class HelpfulCommand(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _in_language(super().get_help(ctx))


class Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _in_language(super().get_help(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and self.get_command(ctx, args[0]) is None:
            raise typer.BadParameter(tr("there is no command “{name}”", name=args[0]))
        return super().resolve_command(ctx, args)


def usage_complaint(error: Exception) -> str:
    """One sentence about a command line that cannot be followed, and where to find how it goes."""
    command = getattr(getattr(error, "ctx", None), "command_path", "transcritor")
    hint = tr("“{command} --help” shows how it goes.", command=command)
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if option is not None and getattr(error, "possibilities", None) is not None:
        what = tr("There is no option {name} here.", name=option)
    elif option is not None:
        what = tr("The option {name} lacks its value.", name=option)
    elif parameter is not None and getattr(parameter, "opts", None):
        what = tr("{name}: this value cannot be used ({reason}).", name=parameter.opts[0], reason=error)
    else:
        what = tr("This command cannot be followed: {reason}.", reason=str(error).rstrip("."))
    return f"{what} {hint}"


def _in_language(text: str) -> str:
    """typer's own words in the language in force, without types; what it words otherwise one day stays."""
    words = {
        "Usage:": tr("Usage:"),
        "\nOptions:": "\n" + tr("Options:"),
        "\nArguments:": "\n" + tr("Arguments:"),
        "\nCommands:": "\n" + tr("Commands:"),
        "[OPTIONS]": tr("[OPTIONS]"),
        "COMMAND [ARGS]...": tr("COMMAND ..."),
        "Show this message and exit.": tr("Show this help."),
    }
    for english, word in words.items():
        text = text.replace(english, word, 1)
    text = text.replace("[default:", "[" + tr("default:")).replace("[required]", "[" + tr("required") + "]")
    usage, blank, rest = _TYPE.sub(lambda found: " " * len(found[0]), text).partition("\n\n")
    return _REQUIRED.sub(r"\1", usage) + blank + rest
