"""How a watched folder stands, in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from transcritor_gui.errors import ErrorInfo, message_for
from transcritor_gui.export import exporter_for
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.watching.watch_state import WatchCondition, WatchState
from transcritor_gui.model import Preset, WatchSetting, preset_label

__all__ = ["rule_words", "state_words"]


def rule_words(setting: WatchSetting, presets: Sequence[Preset]) -> str:
    """'PDF to Texts · Court file'"""
    label = exporter_for(setting.export.format).label()
    words = tr("{format} to {folder}", format=label, folder=PurePath(setting.export.folder).name)
    if setting.has_own_way:
        return " · ".join((words, tr("in its own way")))
    names = [preset_label(each) for each in presets if each.name == setting.preset]
    return " · ".join((words, *names))


def state_words(setting: WatchSetting, state: WatchState | None, fault: ErrorInfo | None) -> str:
    """What is the matter with the folder; `state` is None before it has been saved."""
    if fault is not None:
        return message_for(fault).what
    if not setting.is_on:
        return tr("off")
    if state is None:
        return tr("begins when it is saved")
    match state.condition:
        case WatchCondition.OFF:
            return tr("begins when it is saved")
        case WatchCondition.AWAY:
            words = tr("cannot be read now; it is waited for")
        case WatchCondition.HELD:
            words = tr("another program watches it")
        case WatchCondition.FAULTY:
            words = message_for(state.fault).what if state.fault is not None else ""
        case WatchCondition.WATCHING:
            words = tr("watching")
    return " · ".join((words, *_counts(state)))


def _counts(state: WatchState) -> tuple[str, ...]:
    parts: list[str] = []
    if state.taken or state.written:
        parts.append(ntr("{count} file written", "{count} files written", state.written))
    if state.failures:
        parts.append(ntr("{count} not done", "{count} not done", len(state.failures)))
    if state.last_file and state.last_at is not None:
        time = state.last_at.astimezone().strftime("%H:%M")
        parts.append(tr("last: {name}, {time}", name=state.last_file, time=time))
    return tuple(parts)
