"""Pages that hold what is searched for."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from transcritor_gui.model.search_terms import SimilarWords, folded_tokens
from transcritor_gui.store.database import Database
from transcritor_gui.store.search.expressions import (
    PAGE_MASK,
    PLACE_BITS,
    SNIPPET,
    SNIPPET_PARTS,
    match_expression,
    similar_expression,
    unmarked,
)
from transcritor_gui.store.search.similar_words import WordList, similar_tokens

__all__ = ["PagesFound", "SearchHit", "pages_with", "search"]


@dataclass(frozen=True, slots=True)
class SearchHit:
    job_id: UUID
    job_name: str
    page_index: int
    snippet: str
    """A piece of the page around the words found."""
    marks: tuple[tuple[int, int], ...]
    """Start and end, within `snippet`, of each word found."""


@dataclass(frozen=True, slots=True)
class PagesFound:
    page_indices: tuple[int, ...]
    """Ascending."""
    similar: SimilarWords | None = None
    """What stands on them where what was searched for does not; None where it does."""


def search(
    database: Database, text: str, limit: int | None, among: Collection[UUID] | None = None
) -> tuple[SearchHit, ...]:
    """Pages, the best first; with `among` of these jobs alone."""
    expression = match_expression(text)
    if not expression:
        return ()
    chosen = "" if among is None else "AND job.id IN (SELECT value FROM json_each(:among)) "
    # In this form, ordered by nothing but the rank and with the index outermost, FTS5 sorts the pages itself
    # and makes snippets for those alone that are given back.
    rows = database.read(
        f"SELECT job.id, job.name, page_text.rowid & {PAGE_MASK} AS page_index, {SNIPPET} "
        f"FROM page_text CROSS JOIN job ON job.key = page_text.rowid >> {PLACE_BITS} "
        f"WHERE page_text MATCH :expression AND job.removed_at IS NULL {chosen}"
        "ORDER BY page_text.rank LIMIT :limit",
        {
            **SNIPPET_PARTS,
            "expression": expression,
            "limit": -1 if limit is None else limit,
            "among": json.dumps(None if among is None else [str(job_id) for job_id in among]),
        },
    )
    return tuple(
        SearchHit(UUID(row["id"]), row["name"], row["page_index"], *unmarked(row["snippet"])) for row in rows
    )


def pages_with(database: Database, job_id: UUID, text: str, *, word_list: WordList) -> PagesFound:
    """The pages of one job that hold all terms of `text`; where none does, those with similar words."""
    rows = database.read("SELECT key FROM job WHERE id = ?", (str(job_id),))
    if not rows:
        return PagesFound(())
    first = rows[0]["key"] << PLACE_BITS
    found = _places(database, match_expression(text), first)
    if found:
        return PagesFound(found)
    similar = similar_tokens(database, text, word_list=word_list)
    found = _places(database, similar_expression(similar), first)
    if not found:
        return PagesFound(())
    spellings = {folded for _, each in similar for spelling in each for folded in folded_tokens(spelling)}
    return PagesFound(found, SimilarWords(frozenset(token for token, _ in similar), frozenset(spellings)))


def _places(database: Database, expression: str, first: int) -> tuple[int, ...]:
    if not expression:
        return ()
    found = database.read(
        "SELECT rowid - :first AS page_index FROM page_text "
        "WHERE page_text MATCH :expression AND rowid BETWEEN :first AND :last ORDER BY rowid",
        {"expression": expression, "first": first, "last": first + PAGE_MASK},
    )
    return tuple(row["page_index"] for row in found)
