"""Turns what the controller tells into one line for people."""

from __future__ import annotations

from collections.abc import Callable

from transcritor_gui.errors import ErrorInfo, Message, message_for
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.events import IntakeFinished, RefusedFile
from transcritor_gui.jobs.keeping.mended_words import mended_words
from transcritor_gui.store import Mended
from transcritor_gui.ui.widgets.notice_bar import Notice

__all__ = ["failure_notice", "intake_notice", "mended_notice"]


def intake_notice(event: IntakeFinished, show: Callable[[tuple[RefusedFile, ...]], None]) -> Notice | None:
    """What came of a drop; None where there is nothing to tell."""
    added, refused = len(event.added), len(event.refused)
    if not refused:
        return Notice(ntr("{count} file added", "{count} files added", added)) if added else None
    if added:
        text = tr(
            "{added}, {skipped}",
            added=ntr("{count} file added", "{count} files added", added),
            skipped=ntr("{count} skipped", "{count} skipped", refused),
        )
    elif refused == 1:
        only = event.refused[0]
        message = message_for(only.error)
        name = only.path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
        return Notice(tr("“{name}” was not added. {why}", name=name, why=_in_one_line(message)))
    else:
        text = ntr("{count} file was not added", "{count} files were not added", refused)
    return Notice(text, tr("Show"), lambda: show(event.refused), shown_ms=10_000)


def failure_notice(error: ErrorInfo) -> Notice:
    return Notice(_in_one_line(message_for(error)), stays=True)


def mended_notice(mended: Mended) -> Notice:
    return Notice(mended_words(mended), stays=True)


def _in_one_line(message: Message) -> str:
    return f"{message.what} {message.advice}".strip()
