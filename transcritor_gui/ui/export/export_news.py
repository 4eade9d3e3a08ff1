"""What came of an export, as one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from transcritor_gui.errors import message_for
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.job_words import unsigned_words
from transcritor_gui.jobs import ExportOutcome
from transcritor_gui.ui.widgets.notice_bar import Notice

__all__ = ["automatic_export_notice", "export_notice"]


def export_notice(
    outcomes: Sequence[ExportOutcome], show: Callable[[Path], None], *, wanted: int | None = None
) -> Notice:
    """How many files were written, and why the others were not.

    `show` opens a file, or a folder, with what the system has for it. Of an export that was stopped there are
    fewer `outcomes` than were `wanted`.
    """
    # one file may hold several documents
    written = list(dict.fromkeys(path for outcome in outcomes for path in _documents(outcome)))
    failed = [outcome.error for outcome in outcomes if outcome.error is not None]
    is_stopped = wanted is not None and len(outcomes) < wanted
    words = _words(written, [f"{each.what} {each.advice}".strip() for each in map(message_for, failed)])
    if is_stopped:
        words = (
            tr("Export stopped: {written}", written=_count_words(len(written)))
            if written
            else tr("Export stopped. Nothing was written.")
        )
    if any(outcome.is_unsigned for outcome in outcomes):
        words = f"{words.rstrip('.')}. {unsigned_words()}"
        stays = True
    else:
        stays = bool(failed)
    if not written:
        return Notice(words, stays=stays)
    notice = Notice(words, tr("Show folder"), lambda: show(written[0].parent), stays=stays)
    if len(written) > 1:
        return notice
    return replace(notice, other_text=tr("Open"), other_action=lambda: show(written[0]))


def automatic_export_notice(outcome: ExportOutcome, show: Callable[[Path], None]) -> Notice:
    """A success is told in passing; a failure stays, and says that the document itself is done."""
    notice = export_notice((outcome,), show)
    if outcome.error is None:
        return replace(notice, yields=True)
    words = tr("A document is done, but could not be exported by itself. {why}", why=notice.text)
    return replace(notice, text=words)


def _documents(outcome: ExportOutcome) -> tuple[Path, ...]:
    """What was written but lists of parts."""
    if outcome.path is None:
        return ()
    return outcome.parts if outcome.parts else (outcome.path,)


def _words(written: Sequence[Path], reasons: Sequence[str]) -> str:
    if reasons:
        if not written and len(set(reasons)) == 1:
            return reasons[0]
        counts = tr(
            "{written}, {failed}.",
            written=_count_words(len(written)),
            failed=ntr("{count} not", "{count} not", len(reasons)),
        )
        return f"{counts} {reasons[0]}"
    if len(written) == 1:
        return tr("Exported to “{name}”", name=written[0].name)
    return _count_words(len(written))


def _count_words(count: int) -> str:
    return ntr("{count} file exported", "{count} files exported", count)
