"""What is typed into the search as FTS5 wants it, and places as the index counts them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from transcritor_gui.model.search_terms import search_terms

__all__ = [
    "PAGE_MASK",
    "PLACE_BITS",
    "SNIPPET",
    "SNIPPET_PARTS",
    "match_expression",
    "similar_expression",
    "unmarked",
]

PLACE_BITS: Final = 20
"""A page's rowid in the index is its job's key, shifted so far, and its own index: see migration 0009."""
PAGE_MASK: Final = (1 << PLACE_BITS) - 1
"""What of a place is the page's index."""
_OPEN, _CLOSE = "\x02", "\x03"
_SNIPPET_WORDS = 24
SNIPPET: Final = "snippet(page_text, 0, :open, :close, '…', :words) AS snippet"
SNIPPET_PARTS: Final = {"open": _OPEN, "close": _CLOSE, "words": _SNIPPET_WORDS}


def match_expression(text: str) -> str:
    """`text` for FTS5, all terms required, the last one as a beginning; '' where it holds no word.

    Every term is quoted: bare user input is a query language that raises on '2024-01' or 'a AND'.
    """
    terms = search_terms(text)
    if not terms:
        return ""
    quoted = (_quoted(" ".join(term.tokens), is_beginning=term.is_beginning) for term in terms)
    return f"text : ({' AND '.join(quoted)})"


def similar_expression(tokens: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Pages that hold each of `tokens`, or one of the spellings beside it, in any order; '' for none.

    Where there is one token alone, its own spelling is looked for among the other readings only.
    """
    if len(tokens) == 1:
        ((token, spellings),) = tokens
        return " OR ".join((f"similar : {_quoted(token)}", *map(_quoted, spellings)))
    return " AND ".join(f"({' OR '.join(map(_quoted, (token, *spellings)))})" for token, spellings in tokens)


def unmarked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The snippet without its marks, on one line, and where they were."""
    plain = ""
    marks = []
    for number, piece in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", " ".join(snippet.split()))):
        if number % 2 == 1:
            marks.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, tuple(marks)


def _quoted(token: str, *, is_beginning: bool = False) -> str:
    return f'"{token}"*' if is_beginning else f'"{token}"'
