"""From watched folders as the settings keep them to rules that can be carried out, or why they cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.export import check_template, exporter_for
from transcritor_gui.jobs.exporting.settings import export_options, wish_options
from transcritor_gui.jobs.watching.watch_rule import WatchRule, check_watch_rules
from transcritor_gui.model import TranscriptionOptions, WatchSetting, preset_named
from transcritor_gui.settings import Settings

__all__ = ["KeptRule", "kept_rules"]


@dataclass(frozen=True, slots=True)
class KeptRule:
    setting: WatchSetting
    rule: WatchRule | None
    """None where it is off, or cannot be carried out."""
    fault: ErrorInfo | None = None
    """Why it cannot, also where it is off."""


def kept_rules(settings: Settings) -> tuple[KeptRule, ...]:
    """All that `settings` keep, in order. Of two that cannot be together the first one is carried out."""
    kept: list[KeptRule] = []
    accepted: list[WatchRule] = []
    for setting in settings.watched_folders:
        try:
            rule = _rule(setting, settings)
            check_watch_rules((*accepted, rule))
        except TranscritorError as error:
            kept.append(KeptRule(setting, None, error.info))
            continue
        if setting.is_on:
            accepted.append(rule)
        kept.append(KeptRule(setting, rule if setting.is_on else None))
    return tuple(kept)


def _rule(setting: WatchSetting, settings: Settings) -> WatchRule:
    """Raises TranscritorError: WATCH_RULE_INCOMPLETE, PRESET_UNKNOWN, FORMAT_UNKNOWN, NAME_TEMPLATE_BAD,
    PORTAL_UNKNOWN."""
    _check_named(setting.folder, (setting.folder, setting.export.folder))
    if setting.done_folder:
        _check_named(setting.folder, (setting.done_folder,))
    wish = setting.export
    exporter = exporter_for(wish.format)
    check_template(wish.name_template)
    options: TranscriptionOptions = settings.transcription_options()
    written = export_options(settings, exporter)
    if setting.has_own_way:
        options = setting.options
        written = wish_options(wish, exporter, portals=settings.portals)
    elif setting.preset:
        preset = preset_named(settings.presets, setting.preset)
        options = preset.options
        if preset.exports:
            written = wish_options(preset.export, exporter, portals=settings.portals)
    return WatchRule(
        folder=Path(setting.folder),
        options=options,
        format=exporter.format,
        export_folder=Path(wish.folder),
        name_template=wish.name_template,
        export_options=written,
        done_folder=Path(setting.done_folder) if setting.done_folder else None,
        subfolders=setting.subfolders,
    )


def _check_named(folder: str, names: Sequence[str]) -> None:
    if not all(Path(name).is_absolute() for name in names):
        raise TranscritorError(ErrorCode.WATCH_RULE_INCOMPLETE, folder=folder)
