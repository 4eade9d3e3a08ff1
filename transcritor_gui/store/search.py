"""Full-text search over all pages, as people type it: words, and phrases in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from transcritor_gui.store.database import Database

__all__ = ["SearchHit", "match_expression", "search"]

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"\w", re.UNICODE)
_OPEN, _CLOSE = "\x02", "\x03"
_SNIPPET_WORDS = 24
_SHORTEST_BEGINNING = 3
"""Fewer letters are the beginning of some word on nearly every page."""


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
    terms = [phrase if phrase else word for phrase, word in _TERM.findall(text)]
    terms = [term.replace('"', '""').replace("\0", " ") for term in terms if _WORD.search(term)]
    if not terms:
        return ""
    still_typing = text[-1] not in ' "' and len(terms[-1]) >= _SHORTEST_BEGINNING
    return " ".join(f'"{term}"' for term in terms) + ("*" if still_typing else "")


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


def _unmarked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The snippet without its marks, on one line, and where they were."""
    plain = ""
    marks = []
    for number, piece in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", " ".join(snippet.split()))):
        if number % 2 == 1:
            marks.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, tuple(marks)
