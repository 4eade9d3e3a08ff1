"""Documents that hold what is searched for on a page, with how many pages do. Read from the index alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from transcritor_gui.store.database import Database
from transcritor_gui.store.search.expressions import (
    PLACE_BITS,
    SNIPPET,
    SNIPPET_PARTS,
    match_expression,
    unmarked,
)
from transcritor_gui.store.search.similar_words import WordList, expression_of_similar

__all__ = ["FoundDocument", "search_documents", "similar_documents"]


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
    rows = [
        row
        for row in database.read(
            f"SELECT job.id, job.name, found.pages, found.first, found.first - (job.key << {PLACE_BITS}) "
            "AS page_index FROM ("
            f"SELECT rowid >> {PLACE_BITS} AS job_key, count(*) AS pages, min(rowid) AS first "
            "FROM page_text WHERE page_text MATCH :expression GROUP BY 1) AS found "
            "CROSS JOIN job ON job.key = found.job_key WHERE job.removed_at IS NULL "
            "ORDER BY found.pages DESC, job.added_at DESC",
            {"expression": expression},
        )
        if not but or UUID(row["id"]) not in but
    ]
    shown = _snippets(database, expression, [row["first"] for row in rows[:snippets]])
    return tuple(
        FoundDocument(
            UUID(row["id"]), row["name"], row["pages"], row["page_index"], is_similar,
            *shown.get(row["first"], ("", ())),
        )
        for row in rows
    )  # fmt: skip


def _snippets(
    database: Database, expression: str, places: Sequence[int]
) -> dict[int, tuple[str, tuple[tuple[int, int], ...]]]:
    rows = database.read(
        f"SELECT place.value AS place, {SNIPPET} FROM json_each(:places) AS place CROSS JOIN page_text "
        "ON page_text.rowid = place.value WHERE page_text MATCH :expression",
        {**SNIPPET_PARTS, "expression": expression, "places": json.dumps(list(places))},
    )
    return {row["place"]: unmarked(row["snippet"]) for row in rows}
