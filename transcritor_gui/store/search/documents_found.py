"""Documents that hold what is searched for on a page, with how many pages do. Read from the index alone."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

import msgspec

from transcritor_gui.store.database import Database
from transcritor_gui.store.search.expressions import (
    PAGE_MASK,
    PLACE_BITS,
    SNIPPET,
    SNIPPET_PARTS,
    match_expression,
    unmarked,
)
from transcritor_gui.store.search.similar_words import WordList, expression_of_similar

__all__ = ["FoundDocument", "search_documents", "similar_documents"]


_FEW_JOBS: Final = 500
_PLACES: Final = msgspec.json.Decoder(list[int])


@dataclass(frozen=True, slots=True)
class FoundDocument:
    job_id: UUID
    job_name: str
    pages: int
    """How many of its pages hold all that was searched for."""
    page_index: int
    """The first of them."""
    is_similar: bool
    """Whether only what may be misread was found: 'rnenina' for 'menina', 'proceeso' for 'processo'."""
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    """As of a SearchHit; '' and () where no snippet was asked for."""


def search_documents(database: Database, text: str, *, snippets: int) -> tuple[FoundDocument, ...]:
    """All documents that hold the very words, those with the most such pages first.

    The first `snippets` of them have one.
    """
    return _documents(database, match_expression(text), snippets=snippets, is_similar=False)


def similar_documents(
    database: Database, text: str, *, but: Collection[UUID], snippets: int, word_list: WordList
) -> tuple[FoundDocument, ...]:
    """All documents, other than those in `but`, in which the words may stand misread."""
    expression = expression_of_similar(database, text, word_list=word_list)
    known = frozenset(but)
    return tuple(
        document
        for document in _documents(database, expression, snippets=snippets, is_similar=True, but=known)
    )


def _documents(
    database: Database,
    expression: str,
    *,
    snippets: int,
    is_similar: bool,
    but: frozenset[UUID] = frozenset(),
) -> tuple[FoundDocument, ...]:
    if not expression:
        return ()
    found = {hits.job_key: hits for hits in _hits(database, expression)}
    rows = [
        row for row in _jobs(database, found) if row["key"] in found and not (but and UUID(row["id"]) in but)
    ]
    rows.sort(key=lambda row: (found[row["key"]].pages, row["added_at"]), reverse=True)
    shown = _snippets(database, expression, [found[row["key"]].first for row in rows[:snippets]])
    return tuple(
        FoundDocument(
            UUID(row["id"]), row["name"], hits.pages, hits.first & PAGE_MASK, is_similar,
            *shown.get(hits.first, ("", ())),
        )
        for row in rows
        for hits in (found[row["key"]],)
    )  # fmt: skip


def _jobs(database: Database, keys: Collection[int]) -> list[sqlite3.Row]:
    """Of all jobs, or where they are few of these alone."""
    if len(keys) > _FEW_JOBS:
        return database.read("SELECT key, id, name, added_at FROM job WHERE removed_at IS NULL")
    return database.read(
        "SELECT key, id, name, added_at FROM job WHERE removed_at IS NULL "
        "AND key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )


class _Hits(NamedTuple):
    """Of one document."""

    job_key: int
    pages: int
    first: int
    """The place of the first of them."""


def _hits(database: Database, expression: str) -> Iterable[_Hits]:
    """By ascending key. The places come as one value, in order: SQLite's own grouping would sort them first,
    which takes twice as long where a word stands on nearly every page.
    """
    ((listed,),) = database.read(
        "SELECT json_group_array(place) FROM "
        "(SELECT rowid AS place FROM page_text WHERE page_text MATCH ? ORDER BY rowid)",
        (expression,),
    )
    places = _PLACES.decode(listed)
    at = 0
    while at < len(places):
        end = bisect_right(places, places[at] | PAGE_MASK, at)
        yield _Hits(places[at] >> PLACE_BITS, end - at, places[at])
        at = end


def _snippets(
    database: Database, expression: str, places: Sequence[int]
) -> dict[int, tuple[str, tuple[tuple[int, int], ...]]]:
    rows = database.read(
        f"SELECT place.value AS place, {SNIPPET} FROM json_each(:places) AS place CROSS JOIN page_text "
        "ON page_text.rowid = place.value WHERE page_text MATCH :expression",
        {**SNIPPET_PARTS, "expression": expression, "places": json.dumps(list(places))},
    )
    return {row["place"]: unmarked(row["snippet"]) for row in rows}
