"""What `doctor` says of the history: the whole file is looked through, and mended where that is asked for."""

from __future__ import annotations

from dataclasses import replace

from transcritor_gui.cli.checks import Finding, failed
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.keeping.mended_words import mended_words
from transcritor_gui.paths import Places
from transcritor_gui.store import Store

__all__ = ["check_history"]


def check_history(where: Places, *, repair: bool) -> Finding:
    """Whether the history opens and is whole; an older one is brought up to date by that."""
    title = tr("History")
    try:
        store = Store(where.database, mends=repair)
        try:
            store.examine()
            count, mendings = len(store.jobs.all()), store.mendings()
        finally:
            store.close()
    except TranscritorError as error:
        finding = failed("history", title, error)
        if error.info.code is not ErrorCode.DATABASE_DAMAGED:
            return finding
        return replace(
            finding,
            advice=tr(
                "Mend it with: transcritor doctor --repair. What can be read is kept, the damaged file too."
            ),
        )
    detail = ntr(
        "{count} transcription, in {path}", "{count} transcriptions, in {path}", count, path=where.database
    )
    return Finding("history", title, is_good=True, detail=" ".join((detail, *map(mended_words, mendings))))
