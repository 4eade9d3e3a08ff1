"""The options of transcription on the command line, made from their table, with the settings as defaults."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final

import typer

from transcritor_gui.i18n import tr
from transcritor_gui.model import Option, OptionKind, OptionValue, TranscriptionOptions, options_of

__all__ = ["with_options", "with_transcription_options"]

_EXAMPLES: Final[dict[OptionKind, Callable[[], str]]] = {
    OptionKind.LANGUAGES: lambda: "por+eng",
    OptionKind.ENGINE: lambda: tr("NAME"),
    OptionKind.PAGES: lambda: "1-3,7",
}


def with_transcription_options(
    command: Callable[..., int], *, usual: TranscriptionOptions
) -> Callable[..., int]:
    """`command`, its parameter `options` put together from options of the command line of their own.

    They stand in the place of that parameter, and are as in `usual` where they are not given.
    """
    table = [_parameter(option, getattr(usual, option.name)) for option in options_of(type(usual))]
    return with_options(command, "options", table, made=type(usual))


def with_options(
    command: Callable[..., int],
    name: str,
    table: Sequence[inspect.Parameter],
    *,
    made: Callable[..., object],
) -> Callable[..., int]:
    """`command`, its parameter `name` made of the options in `table`, which stand in its place."""

    def called(**given: Any) -> int:
        values = {each.name: given.pop(each.name) for each in table}
        return command(**{name: made(**values)}, **given)

    signature = inspect.signature(command)
    parameters: list[inspect.Parameter] = []
    for parameter in signature.parameters.values():
        parameters += table if parameter.name == name else [parameter]
    # What typer makes the command line from.
    called.__name__ = command.__name__
    called.__annotations__ = {each.name: each.annotation for each in parameters}
    called.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return called


def _parameter(option: Option, value: OptionValue) -> inspect.Parameter:
    name = f"--{option.cli_name}"
    if option.kind is OptionKind.FLAG:
        name = f"{name}/--no-{option.cli_name}"
    example = _EXAMPLES.get(option.kind)
    argument = typer.Option(name, metavar=None if example is None else example(), help=option.help())
    return inspect.Parameter(
        option.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=value,
        annotation=Annotated[type(option.default), argument],
    )
