"""Full-text search over all pages, as people type it: words, and phrases in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from transcritor_gui.model.search_terms import search_terms
from transcritor_gui.store.database import Database

__all__ = ["SearchHit", "match_expression", "pages_with", "search"]

_OPEN, _CLOSE = "\x02", "\x03"
_SNIPPET_WORDS = 24


@dataclass(frozen=True, slots=True)
class SearchHit:
    job_id: UUID
    job_name: str
    page_index: int
    snippet: str
    """A piece of the page around the words found."""
    marks: tuple[tuple[int, int], ...]
    """Start and end, within `snippet`, of each word found."""


def match_expression(text: str) -> str:
    """`text` for FTS5, all terms required, the last one as a beginning; '' where it holds no word.

    Every term is quoted: bare user input is a query language that raises on '2024-01' or 'a AND'.
    """
    terms = search_terms(text)
    quoted = (f'"{" ".join(term.tokens)}"' for term in terms)
    return " ".join(
        f"{each}*" if term.is_beginning else each for each, term in zip(quoted, terms, strict=True)
    )


def search(database: Database, text: str, limit: int) -> tuple[SearchHit, ...]:
    expression = match_expression(text)
    if not expression:
        return ()
    # In this form, ordered by nothing but the rank and with the index outermost, FTS5 sorts the pages itself
    # and makes snippets for those alone that are given back.
    rows = database.read(
        "SELECT job.id, job.name, page.page_index, "
        "snippet(page_text, 0, :open, :close, '…', :words) AS snippet "
        "FROM page_text CROSS JOIN page ON page.key = page_text.rowid "
        "CROSS JOIN job ON job.key = page.job_key "
        "WHERE page_text MATCH :expression AND job.removed_at IS NULL "
        "ORDER BY page_text.rank LIMIT :limit",
        {
            "open": _OPEN,
            "close": _CLOSE,
            "words": _SNIPPET_WORDS,
            "expression": expression,
            "limit": limit,
        },
    )
    return tuple(
        SearchHit(UUID(row["id"]), row["name"], row["page_index"], *_unmarked(row["snippet"])) for row in rows
    )


def pages_with(database: Database, job_id: UUID, text: str) -> tuple[int, ...]:
    """The pages of one job that hold all terms of `text`, ascending."""
    expression = match_expression(text)
    if not expression:
        return ()
    rows = database.read(
        "SELECT page_index FROM page WHERE job_key = (SELECT key FROM job WHERE id = :job) "
        "AND key IN (SELECT rowid FROM page_text WHERE page_text MATCH :expression) ORDER BY page_index",
        {"job": str(job_id), "expression": expression},
    )
    return tuple(row["page_index"] for row in rows)


def _unmarked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The snippet without its marks, on one line, and where they were."""
    plain = ""
    marks = []
    for number, piece in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", " ".join(snippet.split()))):
        if number % 2 == 1:
            marks.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, tuple(marks)
