"""What came of an export, as one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from transcritor_gui.errors import message_for
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs import ExportOutcome
from transcritor_gui.ui.notice_bar import Notice

__all__ = ["export_notice"]


def export_notice(outcomes: Sequence[ExportOutcome], show_folder: Callable[[Path], None]) -> Notice:
    """How many files were written, and why the others were not."""
    written = [outcome.path for outcome in outcomes if outcome.path is not None]
    failed = [outcome.error for outcome in outcomes if outcome.error is not None]
    if failed:
        message = message_for(failed[0])
        why = f"{message.what} {message.advice}".strip()
        if not written and len(failed) == 1:
            return Notice(why, stays=True)
        counts = tr(
            "{written}, {failed}.",
            written=ntr("{count} file exported", "{count} files exported", len(written)),
            failed=ntr("{count} not", "{count} not", len(failed)),
        )
        return Notice(f"{counts} {why}", stays=True)
    if len(written) == 1:
        words = tr("Exported to “{name}”", name=written[0].name)
    else:
        words = ntr("{count} file exported", "{count} files exported", len(written))
    if not written:
        return Notice(words)
    folder = written[0].parent
    return Notice(words, tr("Show folder"), lambda: show_folder(folder))
