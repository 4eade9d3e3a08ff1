"""Help and complaints of the command line in the language in force: typer itself only speaks English."""

from __future__ import annotations

import re
from enum import Enum
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


def usage_complaint(error: Exception, *, command: str = "transcritor") -> str:
    """One sentence about a command line that cannot be followed, and where to find how it goes.

    `command` is what was called, for errors that do not say in which command they arose.
    """
    command = getattr(getattr(error, "ctx", None), "command_path", command)
    hint = tr("“{command} --help” shows how it goes.", command=command)
    return f"{_complaint(error)} {hint}"


def _complaint(error: Any) -> str:
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if option is not None and hasattr(error, "possibilities"):
        return tr("There is no option {name} here.", name=option)
    if option is not None:
        return tr("The option {name} lacks its value.", name=option)
    if parameter is None or not parameter.opts:
        return tr("This command cannot be followed: {reason}.", reason=str(error).rstrip("."))
    if not error.message:
        return tr("{name} is missing.", name=parameter.metavar or parameter.name.upper())
    values = _values_of(parameter) if error.__cause__ is not None else ""
    if values:
        return tr("{name} takes {values}.", name=parameter.opts[0], values=values)
    return tr("{name}: this value cannot be used ({reason}).", name=parameter.opts[0], reason=error)


def _values_of(parameter: Any) -> str:
    """What an option takes, in words; '' where that is not a number or one of a few words."""
    kind = parameter.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tr("one of these: {known}", known=", ".join(str(value.value) for value in kind))
    least, most = parameter.min, parameter.max
    if kind not in (int, float):
        return ""
    if least is not None and most is not None:
        if kind is int:
            return tr("a whole number from {least} to {most}", least=least, most=most)
        return tr(
            "a number from {least} to {most}, such as {example}",
            least=str(least),
            most=str(most),
            example="2.5",
        )
    if least is not None and kind is int:
        return tr("a whole number of at least {least}", least=least)
    return tr("a whole number") if kind is int else tr("a number, such as {example}", example="2.5")


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
