"""Full-text search over all pages, as people type it: words, and phrases in quotation marks."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from transcritor_gui.model.search_terms import confusable_form, search_terms
from transcritor_gui.store.database import Database

__all__ = ["FoundDocument", "SearchHit", "match_expression", "pages_with", "search", "search_documents"]

_OPEN, _CLOSE = "\x02", "\x03"
_SNIPPET_WORDS = 24
_SNIPPET = "snippet(page_text, 0, :open, :close, '…', :words) AS snippet"
_SNIPPET_PARTS = {"open": _OPEN, "close": _CLOSE, "words": _SNIPPET_WORDS}


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
class FoundDocument:
    job_id: UUID
    job_name: str
    pages: int
    """How many of its pages hold all that was searched for."""
    page_index: int
    """The first of them."""
    is_similar: bool
    """Whether only what engines confuse was found: 'rnenina' for 'menina'."""
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    """As of a SearchHit; '' and () where no snippet was asked for."""


def match_expression(text: str) -> str:
    """`text` for FTS5, all terms required, the last one as a beginning; '' where it holds no word.

    Every term is quoted: bare user input is a query language that raises on '2024-01' or 'a AND'.
    """
    terms = search_terms(text)
    if not terms:
        return ""
    quoted = (_quoted(" ".join(term.tokens), is_beginning=term.is_beginning) for term in terms)
    return f"text : ({' AND '.join(quoted)})"


def similar_expression(text: str) -> str:
    """The same for words that engines confuse with those of `text`, in any order."""
    forms = [
        _quoted(confusable_form(token), is_beginning=term.is_beginning and place == len(term.tokens) - 1)
        for term in search_terms(text)
        for place, token in enumerate(term.tokens)
    ]
    return f"similar : ({' AND '.join(forms)})" if forms else ""


def search(database: Database, text: str, limit: int | None) -> tuple[SearchHit, ...]:
    """Pages, the best first."""
    expression = match_expression(text)
    if not expression:
        return ()
    # In this form, ordered by nothing but the rank and with the index outermost, FTS5 sorts the pages itself
    # and makes snippets for those alone that are given back.
    rows = database.read(
        f"SELECT job.id, job.name, page.page_index, {_SNIPPET} "
        "FROM page_text CROSS JOIN page ON page.key = page_text.rowid "
        "CROSS JOIN job ON job.key = page.job_key "
        "WHERE page_text MATCH :expression AND job.removed_at IS NULL "
        "ORDER BY page_text.rank LIMIT :limit",
        {**_SNIPPET_PARTS, "expression": expression, "limit": -1 if limit is None else limit},
    )
    return tuple(
        SearchHit(UUID(row["id"]), row["name"], row["page_index"], *_unmarked(row["snippet"])) for row in rows
    )


def search_documents(database: Database, text: str, *, snippets: int) -> tuple[FoundDocument, ...]:
    """All documents that hold what is searched for, those with the most such pages first.

    Documents in which only similar words were found come behind. The first `snippets` of each kind have one.
    """
    exact = _documents(database, match_expression(text), snippets=snippets, is_similar=False)
    known = {document.job_id for document in exact}
    similar = _documents(database, similar_expression(text), snippets=snippets, is_similar=True)
    return (*exact, *(document for document in similar if document.job_id not in known))


def pages_with(database: Database, job_id: UUID, text: str) -> tuple[int, ...]:
    """The pages of one job that hold all terms of `text`, ascending; where none does, similar ones."""
    for expression in (match_expression(text), similar_expression(text)):
        if not expression:
            return ()
        rows = database.read(
            "SELECT page_index FROM page WHERE job_key = (SELECT key FROM job WHERE id = :job) "
            "AND key IN (SELECT rowid FROM page_text WHERE page_text MATCH :expression) ORDER BY page_index",
            {"job": str(job_id), "expression": expression},
        )
        if rows:
            return tuple(row["page_index"] for row in rows)
    return ()


def _documents(
    database: Database, expression: str, *, snippets: int, is_similar: bool
) -> tuple[FoundDocument, ...]:
    if not expression:
        return ()
    # The index page_place tells where a page belongs without reading its text.
    rows = database.read(
        "SELECT job.id, job.name, found.pages, found.page_index, found.first FROM ("
        "SELECT page.job_key, count(*) AS pages, min(page.page_index) AS page_index, page.key AS first "
        "FROM page_text CROSS JOIN page INDEXED BY page_place ON page.key = page_text.rowid "
        "WHERE page_text MATCH :expression GROUP BY page.job_key) AS found "
        "JOIN job ON job.key = found.job_key WHERE job.removed_at IS NULL "
        "ORDER BY found.pages DESC, job.added_at DESC",
        {"expression": expression},
    )
    shown = {} if is_similar else _snippets(database, expression, [row["first"] for row in rows[:snippets]])
    return tuple(
        FoundDocument(
            UUID(row["id"]), row["name"], row["pages"], row["page_index"], is_similar,
            *shown.get(row["first"], ("", ())),
        )
        for row in rows
    )  # fmt: skip


def _snippets(
    database: Database, expression: str, keys: Sequence[int]
) -> dict[int, tuple[str, tuple[tuple[int, int], ...]]]:
    rows = database.read(
        f"SELECT page_text.rowid AS key, {_SNIPPET} FROM page_text "
        "WHERE page_text MATCH :expression AND rowid IN (SELECT value FROM json_each(:keys))",
        {**_SNIPPET_PARTS, "expression": expression, "keys": json.dumps(list(keys))},
    )
    return {row["key"]: _unmarked(row["snippet"]) for row in rows}


def _quoted(token: str, *, is_beginning: bool) -> str:
    return f'"{token}"*' if is_beginning else f'"{token}"'


def _unmarked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The snippet without its marks, on one line, and where they were."""
    plain = ""
    marks = []
    for number, piece in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", " ".join(snippet.split()))):
        if number % 2 == 1:
            marks.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, tuple(marks)
