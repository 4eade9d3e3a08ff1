"""What is typed into a search, word for word as the index takes it: so that marks show what was found. Pure.

The index is SQLite's FTS5 with `unicode61 remove_diacritics 2`: a token is a run of letters and figures,
without case and accents. Terms in quotation marks, and those with signs in them ('2024-01'), are phrases:
tokens one behind the other. The last term is a beginning while it is still being typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "SearchTerm",
    "SimilarWords",
    "confusable_form",
    "folded_tokens",
    "matches_in",
    "search_terms",
    "similar_in",
]

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_TOKEN = re.compile(r"[^\W_]+")
_SHORTEST_BEGINNING = 3
"""Fewer letters are the beginning of some word on nearly every page."""

_CONFUSED = (
    ("0", "o"), ("1", "i"), ("l", "i"), ("j", "i"), ("5", "s"), ("8", "b"),
    ("rn", "m"), ("nn", "m"), ("vv", "w"), ("ci", "d"),
)  # fmt: skip
"""Pairs that engines take for one another, in the order in which they are made one."""


@dataclass(frozen=True, slots=True)
class SearchTerm:
    tokens: tuple[str, ...]
    """Folded, one behind the other; never empty."""
    is_beginning: bool = False
    """Whether the last token may go on."""


@dataclass(frozen=True, slots=True)
class SimilarWords:
    """What is found where the words themselves are not: folded tokens."""

    tokens: frozenset[str]
    """The words themselves, which a second opinion may have read."""
    spellings: frozenset[str]
    """Which of them may be one of them misread."""


def folded_tokens(text: str) -> tuple[str, ...]:
    """The tokens of `text` as the index holds them."""
    folded = "".join(
        char for char in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(char)
    )
    return tuple(_TOKEN.findall(folded))


def search_terms(text: str) -> tuple[SearchTerm, ...]:
    """What `text` asks for, all of which a page must hold; () where it holds no word."""
    found = [phrase if phrase else word for phrase, word in _TERM.findall(text)]
    terms = [SearchTerm(tokens) for tokens in map(folded_tokens, found) if tokens]
    is_typing = bool(text) and text[-1] not in ' "'
    if terms and is_typing and len(terms[-1].tokens[-1]) >= _SHORTEST_BEGINNING:
        terms[-1] = SearchTerm(terms[-1].tokens, is_beginning=True)
    return tuple(terms)


def matches_in(texts: Sequence[str], terms: Sequence[SearchTerm]) -> tuple[range, ...]:
    """Where the terms stand among the words of a page: runs of words, in order, each run one hit."""
    tokens: list[str] = []
    word_of: list[int] = []
    for number, text in enumerate(texts):
        for token in folded_tokens(text):
            tokens.append(token)
            word_of.append(number)
    found: dict[tuple[int, int], None] = {}
    for term in terms:
        size = len(term.tokens)
        for start in range(len(tokens) - size + 1):
            if _is_at(tokens, start, term):
                found[word_of[start], word_of[start + size - 1]] = None
    return tuple(range(first, last + 1) for first, last in sorted(found))


def similar_in(words: Sequence[tuple[str, str]], similar: SimilarWords) -> tuple[range, ...]:
    """Where among the words of a page, each with its other reading or '', similar ones stand, in order."""
    return tuple(
        range(number, number + 1)
        for number, (text, other) in enumerate(words)
        if not similar.spellings.isdisjoint(folded_tokens(text))
        or not similar.tokens.isdisjoint((*folded_tokens(text), *folded_tokens(other)))
    )


def confusable_form(token: str) -> str:
    """The same for tokens that engines take for one another: 'rnenina' and 'menina', '1ei' and 'lei'."""
    for one, other in _CONFUSED:
        token = token.replace(one, other)
    return token


def _is_at(tokens: Sequence[str], start: int, term: SearchTerm) -> bool:
    *whole, last = term.tokens
    end = start + len(whole)
    if any(tokens[start + place] != token for place, token in enumerate(whole)):
        return False
    return tokens[end].startswith(last) if term.is_beginning else tokens[end] == last
