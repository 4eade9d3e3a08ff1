"""Words for what the program keeps: history, settings, and the disk below them."""

from __future__ import annotations

from transcritor_gui.errors.values import ErrorCode, ErrorInfo, Remedy, Words
from transcritor_gui.i18n import tr

__all__ = ["program_words"]


def program_words(info: ErrorInfo) -> Words | None:  # noqa: PLR0911 - one branch a code
    match info.code:
        case ErrorCode.DISK_FULL:
            return (
                tr("The disk is full."),
                tr("Free some space, then try again. Pages already read are safe."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.DATABASE_NEWER:
            return (
                tr("The history was written by a newer version of this program."),
                tr("Update Transcritor to open it."),
                Remedy.NONE,
            )
        case ErrorCode.DATABASE_LOCKED:
            return (
                tr("Another program is holding the history: {path}", path=info.fact("path")),
                tr("Wait until it is done, or close it, then try again. Nothing is lost."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.DATABASE_DAMAGED:
            return (
                tr("The history is damaged: {path}", path=info.fact("path")),
                tr("Start Transcritor again, or run: transcritor doctor --repair"),
                Remedy.SHOW_LOG,
            )
        case ErrorCode.DATABASE_UNUSABLE:
            return (
                tr("The history cannot be opened: {path}", path=info.fact("path")),
                tr("Check that the folder can be written to and that the disk is not full."),
                Remedy.SHOW_LOG,
            )
        case ErrorCode.SETTINGS_INVALID:
            return (
                tr("The setting “{name}” has a value that cannot be used.", name=info.fact("name")),
                tr("Allowed: {allowed}.", allowed=info.fact("allowed")),
                Remedy.NONE,
            )
        case ErrorCode.PRESET_UNKNOWN:
            return (
                tr("There is no preset “{name}”.", name=info.fact("name")),
                tr("There are: {known}.", known=info.fact("known"))
                if info.fact("known")
                else tr("Make one in the settings."),
                Remedy.OPEN_SETTINGS,
            )
        case ErrorCode.JOB_UNKNOWN:
            return (
                tr("There is no transcription “{id}” in the history.", id=info.fact("id")),
                "",
                Remedy.NONE,
            )
        case ErrorCode.INTERNAL:
            return (
                tr("Something went wrong in the program itself. We are sorry."),
                tr("Pages already read are safe. The log tells what happened."),
                Remedy.SHOW_LOG,
            )
        case _:
            return None
