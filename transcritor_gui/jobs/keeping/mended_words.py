"""What became of a damaged history, in words: the same in the window and on the command line."""

from __future__ import annotations

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.store import Mended

__all__ = ["mended_words"]


def mended_words(mended: Mended) -> str:
    """A few sentences, in the language in force."""
    if not mended.jobs:
        return " ".join(
            (
                tr("The history was damaged, and nothing in it could be read. A new one was begun."),
                tr("The damaged file was kept: {path}", path=mended.set_aside),
            )
        )
    saved = tr(
        "The history was damaged and has been mended: {jobs}, {pages}.",
        jobs=ntr("{count} transcription", "{count} transcriptions", mended.jobs),
        pages=ntr("{count} page", "{count} pages", mended.pages),
    )
    sentences = [saved]
    if mended.backup_made_at is not None and (mended.jobs_from_backup or mended.pages_from_backup):
        made_at = f"{mended.backup_made_at.astimezone():%Y-%m-%d %H:%M}"
        sentences.append(tr("What could not be read was taken from the backup of {date}.", date=made_at))
    if mended.lost_pages:
        sentences.append(
            ntr("{count} page is to be read again.", "{count} pages are to be read again.", mended.lost_pages)
        )
    sentences.append(tr("The damaged file was kept: {path}", path=mended.set_aside))
    return " ".join(sentences)
