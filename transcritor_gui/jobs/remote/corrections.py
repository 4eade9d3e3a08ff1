"""What people have corrected at the team server, kept here as an edit of the same file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from uuid import UUID

from transcritor_gui.jobs.events import PagesEdited
from transcritor_gui.jobs.remote.backend import RemoteCorrections
from transcritor_gui.jobs.service_context import ServiceContext
from transcritor_gui.model import Conferral, Correction, EditKind
from transcritor_gui.model.packed import PackedPage, unpack_page
from transcritor_gui.store import text_digest

__all__ = ["keep_corrections"]


def keep_corrections(
    context: ServiceContext, sha256: str, found: RemoteCorrections, pages: Sequence[PackedPage]
) -> None:
    """Let them hold for the file beside its own; those that it has already are not kept twice.

    Before its `pages` are kept, which come out of the store with them. One edit for each run of one person's.
    """
    read = {page.page_index: page for page in pages}
    ticks = [
        (index, tick)
        for index, tick in found.conferred
        if index in read and context.store.edits.of_page(sha256, index).conferral is None
    ]
    with context.event_bus.in_order():
        with context.store.transaction():
            shown = _kept(context, sha256, _unknown(context, sha256, found.made), ticks, read)
        if shown:  # the same file was read before
            context.event_bus.send(PagesEdited(shown))


def _kept(
    context: ServiceContext,
    sha256: str,
    corrections: Sequence[Correction],
    ticks: Sequence[tuple[int, Conferral]],
    read: Mapping[int, PackedPage],
) -> tuple[tuple[UUID, int], ...]:
    """The pages that are here already, and are others now."""
    edits = []
    for person, run in groupby(corrections, key=lambda each: each.made_by):
        made = list(run)
        edits.append(
            context.store.edits.add(
                EditKind.CORRECTED,
                made_at=_last(each.made_at for each in made),
                made_by=person,
                corrections=[(sha256, each) for each in made],
            )
        )
    for person, run_of_ticks in groupby(ticks, key=lambda each: each[1].made_by):
        ticked = list(run_of_ticks)
        edits.append(
            context.store.edits.add(
                EditKind.CONFERRED,
                made_at=_last(tick.made_at for _, tick in ticked),
                made_by=person,
                conferrals=[
                    (sha256, index, text_digest(unpack_page(read[index].data)), True) for index, _ in ticked
                ],
            )
        )
    places = [place for edit in edits for place in context.store.edits.places(edit.key)]
    context.store.pages.correct(places)
    return context.store.edits.jobs_with(places)


def _last(times: Iterable[datetime | None]) -> datetime:
    return max((each for each in times if each is not None), default=datetime.now(UTC))


def _unknown(context: ServiceContext, sha256: str, made: Sequence[Correction]) -> tuple[Correction, ...]:
    known: set[Correction] = set()
    for index in {each.page_index for each in made}:
        known.update(map(_bare, context.store.edits.of_page(sha256, index).corrections))
    return tuple(each for each in made if _bare(each) not in known)


def _bare(correction: Correction) -> Correction:
    """Without who made it and when, which is of the edit here."""
    return replace(correction, made_at=None, made_by="")
