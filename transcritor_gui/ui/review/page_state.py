"""What to say about a page of a job: its warnings, why it has no text, or that it has not been read yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from transcritor_gui.errors import ErrorInfo, TranscritorError, message_for
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.model import (
    FINISHED,
    Correction,
    Job,
    JobStatus,
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    WarningCode,
    selected_page_indices,
)
from transcritor_gui.page_reasons import refusal_words
from transcritor_gui.page_warnings import warning_text

__all__ = ["Note", "NoteKind", "page_notes"]

_QUIET = frozenset(
    {
        WarningCode.TURNED,
        WarningCode.RENDERED_SMALLER,
        WarningCode.TEXT_LAYER_REFUSED,
        WarningCode.REGION_LEFT_OUT,
    }
)
"""Good to know, nothing to do."""


_TOLD_EACH: Final = 2
"""Corrections that fit no longer; more of them are told in one line, or the text would have no room."""
_LISTED: Final = 6


class NoteKind(Enum):
    INFO = auto()
    WARNING = auto()
    FAILURE = auto()
    WAITING = auto()


@dataclass(frozen=True, slots=True)
class Note:
    kind: NoteKind
    text: str


def page_notes(
    job: Job,
    page_index: int,
    page: PageResult | None,
    *,
    unfit: Sequence[Correction] = (),
    is_read_again: bool = False,
) -> tuple[Note, ...]:
    """The plain lines above the text of a page; none for a page that was simply read.

    `unfit` are corrections that no longer fit, since the page was read otherwise. While the page
    `is_read_again` that is said first, for nothing else shows it.
    """
    if is_read_again:
        at_work = Note(NoteKind.WAITING, tr("This page is being read again. It takes a moment."))
        return (at_work, *page_notes(job, page_index, page, unfit=unfit))
    if page is None:
        return (_unread_note(job, page_index),)
    if page.status is PageStatus.FAILED:
        if page.error is None:
            return (Note(NoteKind.FAILURE, tr("This page could not be read.")),)
        return (_failure_note(page.error),)
    notes = tuple(
        Note(NoteKind.INFO if warning.code in _QUIET else NoteKind.WARNING, _warning_words(warning))
        for warning in page.warnings
    )
    if page.source is PageSource.BLANK and not notes:
        notes = (Note(NoteKind.INFO, tr("This page is blank.")),)
    return (*notes, *_unfit_notes(unfit))


def _unfit_notes(unfit: Sequence[Correction]) -> tuple[Note, ...]:
    """A line each for a few, one for many. A word that was taken as it was read asks for nothing any more."""
    changed = [correction for correction in unfit if correction.before != correction.after]
    if len(changed) <= _TOLD_EACH:
        return tuple(map(_unfit_note, changed))
    listed = [f"“{each.before}” → “{each.after}”" for each in changed[:_LISTED]]
    if len(changed) > _LISTED:
        listed.append(ntr("{count} more", "{count} more", len(changed) - _LISTED))
    words = ntr(
        "{count} of your corrections no longer fits what is read on this page: {list}. Correct it anew "
        "where it is still wanted.",
        "{count} of your corrections no longer fit what is read on this page: {list}. Correct them anew "
        "where they are still wanted.",
        len(changed),
        list=", ".join(listed),
    )
    return (Note(NoteKind.WARNING, words),)


def _unfit_note(correction: Correction) -> Note:
    words = tr(
        "Your correction “{read}” → “{corrected}” no longer fits what is read on this page. Correct it anew "
        "where it is still wanted.",
        read=correction.before,
        corrected=correction.after,
    )
    return Note(NoteKind.WARNING, words)


def _warning_words(warning: PageWarning) -> str:
    sentence = warning_text(warning)
    if warning.code is WarningCode.TEXT_LAYER_REFUSED and warning.refusal is not None:
        return tr("{sentence} Reason: {reason}.", sentence=sentence, reason=refusal_words(warning.refusal))
    return sentence


def _unread_note(job: Job, page_index: int) -> Note:
    if job.error is not None and job.status is JobStatus.FAILED:
        return _failure_note(job.error)
    if not _is_wanted(job, page_index):
        return Note(
            NoteKind.INFO,
            tr("This page was left out: only pages {pages} were asked for.", pages=job.options.pages),
        )
    if job.status is JobStatus.PAUSED:
        return Note(NoteKind.WAITING, tr("This page has not been read yet. The file is paused."))
    if job.status is JobStatus.INTERRUPTED:
        return Note(NoteKind.WAITING, tr("This page has not been read: the work was interrupted."))
    if job.status in FINISHED:
        return Note(NoteKind.WAITING, tr("This page has not been read."))
    return Note(NoteKind.WAITING, tr("This page has not been read yet."))


def _is_wanted(job: Job, page_index: int) -> bool:
    if job.page_count is None or not job.options.pages:
        return True
    try:
        return page_index in selected_page_indices(job.options.pages, job.page_count)
    except TranscritorError:  # the job itself says that its choice of pages cannot be used
        return True


def _failure_note(error: ErrorInfo) -> Note:
    message = message_for(error)
    return Note(NoteKind.FAILURE, f"{message.what} {message.advice}".strip())
