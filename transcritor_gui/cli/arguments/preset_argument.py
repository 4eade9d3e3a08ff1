"""`--preset NAME`: what a preset holds stands in the place of the usual values of a command's options.

Options that are given with it go before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from transcritor_gui.i18n import tr
from transcritor_gui.model import ExportWish, Preset, options_of, preset_label, preset_named
from transcritor_gui.settings import Settings

__all__ = ["chosen_preset", "preset_option"]


def preset_option(settings: Settings) -> Any:
    """The option, for a parameter that is a str; '' where none was asked for."""

    def use(context: typer.Context, name: str) -> str:
        preset = chosen_preset(settings, name)
        if preset is not None:
            usual = dict(context.default_map) if context.default_map else {}
            context.default_map = {**usual, **dict(_usual_values(preset))}
        return name

    return typer.Option(
        "--preset",
        metavar=tr("NAME"),
        show_default=False,
        is_eager=True,
        callback=use,
        help=tr(
            "Read and write as a preset of the settings says: {known}. What is given besides goes before it.",
            known=", ".join(preset_label(preset) for preset in settings.presets),
        ),
    )


def chosen_preset(settings: Settings, name: str) -> Preset | None:
    """None where no preset was asked for; TranscritorError(PRESET_UNKNOWN)."""
    return preset_named(settings.presets, name) if name else None


def _usual_values(preset: Preset) -> Iterator[tuple[str, Any]]:
    """By the names of the parameters in which commands take them."""
    for option in options_of(type(preset.options)):
        value = getattr(preset.options, option.name)
        yield option.name, value if isinstance(value, bool) else str(value)
    if preset.exports:
        yield from _usual_export(preset.export)


def _usual_export(wish: ExportWish) -> Iterator[tuple[str, Any]]:
    flowing = {"kept": False, "joined": True}
    if wish.lines in flowing:
        yield "flowing", flowing[wish.lines]
    yield "columns", wish.lines == "columns"
    yield "no_headers", wish.without_headers
    yield "english_numbers", not wish.decimal_comma
    yield "upright", wish.upright
    yield "portal", wish.portal
